/**
 * Servers that handle SIGTERM by themselves. Sources: the packages next 13.0 and 15.0, nitropack 2.9 and 2.13, @sveltejs/adapter-node
 * 5.0, @react-router/serve 7.0 and @remix-run/serve 2.0, as they are published.
 */

export interface SignalledServer {
  /** The file that Node.js runs, as an absolute path where it is built or installed. */
  readonly file: RegExp;
  /** A folder that is somewhere above it. */
  readonly below?: string;
  /** The package that brings it, and the first major version that does so; undefined where the path alone tells. */
  readonly made?: { readonly by: string; readonly since: number };
  /** A variable that turns that off. */
  readonly off?: string;
  /** It runs in production where NODE_ENV says nothing: it sets that itself, or has it built in. */
  readonly isProduction?: true;
}

export const signalledServers: readonly SignalledServer[] = [
  { file: /\/server\.js$/, below: "/.next/standalone/", off: "NEXT_MANUAL_SIG_HANDLE", isProduction: true },
  { file: /\/node_modules\/(?:\.bin\/next|next\/dist\/bin\/next)$/, off: "NEXT_MANUAL_SIG_HANDLE" },
  { file: /\/\.output\/server\/(?:index(?:\.mjs)?)?$/, off: "NITRO_SHUTDOWN_DISABLED", isProduction: true },
  { file: /\/build(?:\/(?:index(?:\.js)?)?)?$/, made: { by: "@sveltejs/adapter-node", since: 5 } },
  {
    file: /\/node_modules\/(?:\.bin\/(?:react-router|remix)-serve|@(?:react-router|remix-run)\/serve\/[^/]+\/cli\.js)$/,
  },
];
