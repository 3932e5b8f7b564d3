/**
 * Which version of a package manager is where, and which formats of its lock file it reads.
 * Sources: nodejs.org/dist/index.json (npm beside Node.js), docs.npmjs.com/cli (package-lock.json), pnpm.io and bun.sh
 * (their changelogs), packages.debian.org, packages.ubuntu.com and pkgs.alpinelinux.org.
 */

/** A lock file that an older version cannot read: it takes it for empty or stops. */
export interface LockFormat {
  readonly manager: "npm" | "pnpm" | "bun";
  /** How the file says it: `"lockfileVersion": 3`. */
  readonly form: RegExp;
  /** For people. */
  readonly name: string;
  /** The first version that reads it. */
  readonly since: string;
}

/** The newest format of each package manager first. */
export const lockFormats: readonly LockFormat[] = [
  { manager: "npm", form: /^[^[\]]{0,2000}"lockfileVersion"\s*:\s*3\b/, name: "lockfileVersion 3", since: "7.0.0" },
  { manager: "pnpm", form: /^lockfileVersion:\s*["']?9\b/m, name: "lockfileVersion 9", since: "9.0.0" },
  { manager: "pnpm", form: /^lockfileVersion:\s*["']?6\b/m, name: "lockfileVersion 6", since: "8.0.0" },
  { manager: "bun", form: /^\s*\{\s*"lockfileVersion"\s*:/, name: "text", since: "1.2.0" },
];

/** `npm ci` came with this version. */
export const firstNpmCi = "5.7.0";

/** The npm that Node.js brings, from a version of it on, newest first; what came later reads all. */
export const npmOfNode: readonly (readonly [node: string, npm: string])[] = [
  ["15.0.0", "7.0.0"],
  ["10.3.0", "6.1.0"],
  ["10.0.0", "5.6.0"],
  ["9.0.0", "5.6.0"],
  ["8.12.0", "6.4.0"],
  ["8.0.0", "5.6.0"],
  ["5.0.0", "3.3.0"],
  ["0.0.0", "2.0.0"],
];

/** The npm among the packages of a distribution, by codename or release; those that are not listed are newer. */
export const npmOfDistribution: Readonly<Record<string, string>> = {
  stretch: "5.8.0",
  buster: "5.8.0",
  bullseye: "7.5.0",
  xenial: "3.5.0",
  bionic: "3.5.0",
  focal: "6.14.0",
  jammy: "8.5.0",
  ...Object.fromEntries("3.8 3.9 3.10 3.11 3.12 3.13".split(" ").map((release) => [release, "6.0.0"])),
};
