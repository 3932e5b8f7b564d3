/** What programs need to be there, made by a build, when they start in a container. Sources: their documentation. */

interface StartNeed {
  readonly program: string;
  /** The first word behind it; undefined for any. */
  readonly verb?: string;
  /** A file that is there when what it needs is, from the folder of the project; undefined: the file that it is given. */
  readonly file?: string;
}

export const startNeeds: readonly StartNeed[] = [
  { program: "node" },
  { program: "nodejs" },
  { program: "bun" },
  { program: "remix-serve" },
  { program: "react-router-serve" },
  { program: "pm2-runtime" },
  { program: "next", verb: "start", file: ".next/BUILD_ID" },
  { program: "nuxt", verb: "start", file: ".nuxt/dist/server/server.js" },
  { program: "nuxt", verb: "preview", file: ".output/server/index.mjs" },
  { program: "nuxi", verb: "preview", file: ".output/server/index.mjs" },
  { program: "vite", verb: "preview", file: "dist/index.html" },
  { program: "astro", verb: "preview", file: "dist/index.html" },
  { program: "gatsby", verb: "serve", file: "public/index.html" },
];
