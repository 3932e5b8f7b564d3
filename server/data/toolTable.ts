/**
 * The tools of JavaScript projects, a row for each, and what a build or a start command says by naming one. Names are
 * those of programs; what only one module asks about a tool stands beside that module.
 */

/** What a tool is for in the first place. */
export type Purpose =
  /** Starts the program anew whenever a file changes. */
  | "watcher"
  /** Runs sources that it compiles when they are loaded. */
  | "compiles at start"
  /** Serves a front end, or a program in development, and may build it. Nothing of it is for production. */
  | "development server"
  /** Develops, builds and, most of them, serves in production. */
  | "framework"
  | "build tool"
  /** Makes a client from a schema, and changes databases when a program starts. */
  | "database tool"
  /** Builds several packages, in their order. */
  | "monorepo tool"
  | "runs several programs"
  | "test runner"
  | "linter"
  /** Deletes what was built before, or puts paths in place in what is compiled. */
  | "tidies up"
  | "process manager"
  /** Sends the files of a folder. */
  | "file server"
  /** Loads the program into a server of its own. */
  | "application server"
  | "sets variables"
  | "runtime";

export interface Tool {
  /** Its programs, the usual one first. */
  readonly programs: readonly string[];
  /** The packages that bring them, the usual one first, where that has another name than the first program. */
  readonly packages?: readonly string[];
  readonly purpose: Purpose;
  /** The first words with which it is a development server; "" stands for none or an option, `always` for any. */
  readonly develops?: Verbs;
  /** The first words with which it serves what was built, to look at it. */
  readonly previews?: Verbs;
  /** The first words with which it builds into the folder of the project. */
  readonly builds?: Verbs;
  /** What it builds is a front end. */
  readonly isFrontEnd?: true;
  /** How variables are named whose values it puts into what it builds. */
  readonly inlines?: string;
  /** The first word with which it starts programs and ends. */
  readonly detaches?: string;
  /** Files of the project that it reads, of which there may be any. */
  readonly configs?: readonly string[];
  /** Folders that it builds into when nothing else is said. */
  readonly outputs?: readonly string[];
  /** Options that name such a folder, or a file in it. */
  readonly outputOptions?: readonly string[];
  /** Names in its configuration that may choose another folder. */
  readonly outputKeys?: readonly string[];
  /** What it builds has the name of the source: `src/main.ts`, `dist/main.js`. */
  readonly keepsNames?: true;
  /** What node runs for it. */
  readonly script?: string;
}

type Verbs = readonly string[] | "always";

const words = (list: string): readonly string[] => list.split(" ");

/** "vite.config.js" and so on. */
function configs(stem: string, extensions: string): readonly string[] {
  return words(extensions).map((extension) => `${stem}.config.${extension}`);
}

const everyExtension = "js mjs cjs ts mts cts";
const typescript = ["tsconfig.json"];

export const toolTable: readonly Tool[] = [
  { programs: ["nodemon"], purpose: "watcher", develops: "always", configs: ["nodemon.json"] },
  { programs: ["node-dev"], purpose: "watcher", develops: "always" },
  { programs: ["supervisor"], purpose: "watcher", develops: "always" },
  { programs: words("ts-node-dev tsnd"), purpose: "watcher", develops: "always" },
  { programs: ["tsc-watch"], purpose: "watcher", develops: "always" },

  // The documentation of the first two says that they are not for production.
  { programs: words("ts-node ts-node-esm"), purpose: "compiles at start", develops: "always" },
  { programs: ["babel-node"], packages: ["@babel/node"], purpose: "compiles at start", develops: "always" },
  { programs: ["tsx"], purpose: "compiles at start", develops: ["watch"] },
  { programs: ["swc-node"], purpose: "compiles at start" },
  { programs: ["esno"], purpose: "compiles at start" },
  { programs: ["vite-node"], purpose: "compiles at start" },
  { programs: ["jiti"], purpose: "compiles at start" },

  {
    programs: ["vite"],
    inlines: "VITE_",
    purpose: "development server",
    develops: ["", "dev", "serve"],
    previews: ["preview"],
    builds: ["build"],
    isFrontEnd: true,
    configs: configs("vite", everyExtension),
    outputs: ["dist"],
    outputOptions: ["--outDir"],
    outputKeys: ["outDir"],
  },
  {
    programs: ["react-scripts"],
    inlines: "REACT_APP_",
    purpose: "development server",
    develops: ["start"],
    builds: ["build"],
    isFrontEnd: true,
    configs: typescript,
    outputs: ["build"],
  },
  {
    programs: ["vue-cli-service"],
    inlines: "VUE_APP_",
    packages: ["@vue/cli-service"],
    purpose: "development server",
    develops: ["serve"],
    builds: ["build"],
    isFrontEnd: true,
    configs: configs("vue", "js cjs mjs"),
    outputs: ["dist"],
    outputOptions: ["--dest"],
    outputKeys: ["outputDir"],
  },
  {
    programs: ["ng"],
    packages: ["@angular/cli"],
    purpose: "development server",
    develops: ["serve", "s"],
    builds: ["build", "b"],
    isFrontEnd: true,
    configs: ["angular.json", ...typescript],
    outputs: ["dist", ".angular"],
    outputOptions: ["--output-path"],
    outputKeys: ["outputPath"],
  },
  {
    programs: ["webpack"],
    packages: words("webpack webpack-cli"),
    purpose: "development server",
    develops: ["serve", "server", "s"],
    builds: "always",
    isFrontEnd: true,
    configs: configs("webpack", everyExtension),
    outputs: ["dist"],
    outputOptions: words("-o --output-path"),
    outputKeys: ["path"],
  },
  { programs: ["webpack-dev-server"], purpose: "development server", develops: "always" },
  {
    programs: ["parcel"],
    purpose: "development server",
    develops: ["", "serve"],
    builds: ["build"],
    isFrontEnd: true,
    outputs: ["dist"],
    outputOptions: ["--dist-dir"],
  },
  {
    programs: ["nest"],
    packages: ["@nestjs/cli"],
    purpose: "development server",
    builds: ["build"],
    configs: ["nest-cli.json", "tsconfig.build.json", ...typescript],
    outputs: ["dist"],
    keepsNames: true,
  },
  { programs: ["storybook"], purpose: "development server", develops: ["dev"], builds: ["build"] },
  { programs: ["vitepress"], purpose: "build tool", develops: ["", "dev"], builds: ["build"] },
  {
    programs: ["docusaurus"],
    packages: ["@docusaurus/core"],
    purpose: "build tool",
    develops: ["start"],
    builds: ["build"],
  },
  { programs: ["expo"], purpose: "development server", develops: ["start"] },
  { programs: ["live-server"], purpose: "development server", develops: "always" },

  {
    programs: ["next"],
    inlines: "NEXT_PUBLIC_",
    purpose: "framework",
    develops: ["", "dev"],
    builds: ["build"],
    // CONFIG_FILES of next/dist/shared/lib/constants.js (16.4): the last where Node.js strips types. Never cjs or cts.
    configs: [...configs("next", "js mjs ts mts"), ...typescript],
    outputs: [".next"],
    script: "node_modules/next/dist/bin/next",
    outputKeys: ["distDir"],
  },
  {
    programs: words("nuxt nuxi"),
    purpose: "framework",
    develops: ["dev"],
    previews: ["preview"],
    builds: ["build"],
    configs: configs("nuxt", everyExtension),
    outputs: words(".nuxt .output"),
    outputKeys: words("buildDir output preset"),
  },
  {
    programs: ["astro"],
    purpose: "framework",
    develops: ["dev"],
    previews: ["preview"],
    builds: ["build"],
    isFrontEnd: true,
    configs: configs("astro", everyExtension),
    outputs: ["dist"],
    outputOptions: ["--outDir"],
    outputKeys: ["outDir"],
  },
  {
    programs: ["remix"],
    packages: ["@remix-run/dev"],
    purpose: "framework",
    develops: ["dev"],
    builds: words("build vite:build"),
    outputs: ["build"],
    configs: [...configs("remix", "js mjs cjs"), ...configs("vite", everyExtension)],
    outputKeys: words("serverBuildPath serverBuildDirectory buildDirectory"),
  },
  {
    programs: ["gatsby"],
    inlines: "GATSBY_",
    purpose: "framework",
    develops: ["develop"],
    builds: ["build"],
    outputs: ["public"],
  },
  {
    programs: ["strapi"],
    packages: ["@strapi/strapi"],
    purpose: "framework",
    develops: ["dev", "develop"],
    builds: ["build"],
  },
  { programs: ["wrangler"], purpose: "framework", develops: ["dev"] },
  { programs: ["medusa"], packages: ["@medusajs/cli"], purpose: "framework", develops: ["develop"], builds: ["build"] },

  {
    programs: ["tsc"],
    packages: ["typescript"],
    purpose: "build tool",
    builds: "always",
    configs: typescript,
    outputOptions: ["--outDir"],
    keepsNames: true,
  },
  { programs: ["vue-tsc"], purpose: "build tool", builds: "always", configs: typescript },
  {
    programs: ["tsup"],
    purpose: "build tool",
    builds: "always",
    configs: [...configs("tsup", everyExtension), ...typescript],
    outputs: ["dist"],
    outputOptions: words("-d --out-dir"),
    outputKeys: ["outDir"],
    keepsNames: true,
  },
  {
    programs: ["swc"],
    packages: ["@swc/cli"],
    purpose: "build tool",
    builds: "always",
    outputOptions: words("-d --out-dir"),
    keepsNames: true,
  },
  {
    programs: ["babel"],
    packages: ["@babel/cli"],
    purpose: "build tool",
    builds: "always",
    outputOptions: words("-d --out-dir"),
    keepsNames: true,
  },
  { programs: ["esbuild"], purpose: "build tool", builds: "always", outputOptions: words("--outdir --outfile") },
  {
    programs: ["rollup"],
    purpose: "build tool",
    builds: "always",
    configs: configs("rollup", everyExtension),
    outputOptions: words("-d --dir -o --file"),
    outputKeys: words("dir file"),
  },
  {
    programs: ["ncc"],
    packages: ["@vercel/ncc"],
    purpose: "build tool",
    builds: ["build"],
    outputs: ["dist"],
    outputOptions: words("-o --out"),
  },
  {
    programs: ["tsdown"],
    purpose: "build tool",
    builds: "always",
    configs: [...configs("tsdown", everyExtension), ...typescript],
    outputs: ["dist"],
    outputOptions: words("-d --out-dir"),
    outputKeys: ["outDir"],
    keepsNames: true,
  },
  { programs: ["unbuild"], purpose: "build tool", builds: "always", outputs: ["dist"] },
  { programs: ["pkgroll"], purpose: "build tool", builds: "always", outputs: ["dist"] },
  {
    programs: ["rsbuild"],
    packages: ["@rsbuild/core"],
    purpose: "build tool",
    develops: ["", "dev"],
    builds: ["build"],
    configs: configs("rsbuild", everyExtension),
    outputs: ["dist"],
    outputKeys: ["distPath"],
  },
  {
    programs: ["rspack"],
    packages: ["@rspack/cli"],
    purpose: "build tool",
    develops: ["serve", "dev"],
    builds: ["build"],
    configs: configs("rspack", everyExtension),
    outputs: ["dist"],
    outputOptions: words("-o --output-path"),
    outputKeys: ["path"],
  },
  {
    programs: words("nitro nitropack"),
    packages: words("nitropack nitro"),
    purpose: "build tool",
    builds: ["build"],
    outputs: [".output"],
  },
  { programs: ["vinxi"], purpose: "build tool", builds: ["build"], outputs: [".output"] },
  { programs: ["vue"], packages: ["@vue/cli"], purpose: "build tool", builds: ["build"] },
  { programs: ["gulp"], packages: words("gulp gulp-cli"), purpose: "build tool", builds: "always" },
  { programs: ["grunt"], packages: words("grunt grunt-cli"), purpose: "build tool", builds: "always" },
  {
    programs: ["svelte-kit"],
    packages: ["@sveltejs/kit"],
    purpose: "build tool",
    builds: "always",
    configs: configs("svelte", "js ts"),
    outputs: [".svelte-kit"],
  },
  {
    programs: ["react-router"],
    packages: ["@react-router/dev"],
    purpose: "build tool",
    develops: ["dev"],
    builds: ["build"],
    outputs: ["build"],
    configs: [...configs("react-router", "js ts"), ...configs("vite", everyExtension)],
    outputKeys: ["buildDirectory"],
  },
  { programs: ["prisma"], purpose: "database tool", builds: ["generate"], configs: ["prisma/schema.prisma"] },
  { programs: ["node-gyp"], purpose: "build tool", builds: "always" },
  {
    programs: ["node-pre-gyp"],
    packages: words("@mapbox/node-pre-gyp node-pre-gyp"),
    purpose: "build tool",
    builds: "always",
  },

  {
    programs: ["turbo"],
    purpose: "monorepo tool",
    develops: ["dev", "start:dev"],
    builds: ["build"],
    configs: ["turbo.json"],
  },
  { programs: ["nx"], purpose: "monorepo tool", develops: ["serve", "dev"], builds: ["build"], configs: ["nx.json"] },
  { programs: ["lerna"], purpose: "monorepo tool", configs: ["lerna.json"] },

  { programs: ["concurrently"], purpose: "runs several programs" },
  { programs: words("npm-run-all npm-run-all2 run-p run-s"), purpose: "runs several programs" },
  { programs: ["wait-on"], purpose: "runs several programs" },
  { programs: ["start-server-and-test"], purpose: "runs several programs" },

  { programs: ["jest"], purpose: "test runner" },
  { programs: ["vitest"], purpose: "test runner" },
  { programs: ["mocha"], purpose: "test runner" },
  { programs: ["cypress"], purpose: "test runner" },
  { programs: ["playwright"], packages: ["@playwright/test"], purpose: "test runner" },

  { programs: ["eslint"], purpose: "linter" },
  { programs: ["rimraf"], purpose: "tidies up" },
  { programs: words("del-cli del"), purpose: "tidies up" },
  { programs: ["shx"], purpose: "tidies up" },
  { programs: ["tsc-alias"], purpose: "tidies up" },

  { programs: ["pm2"], purpose: "process manager", detaches: "start" },
  { programs: ["pm2-runtime"], packages: ["pm2"], purpose: "process manager" },
  { programs: ["serve"], purpose: "file server" },
  { programs: ["http-server"], purpose: "file server" },
  { programs: ["sirv"], packages: ["sirv-cli"], purpose: "file server" },
  { programs: ["fastify"], packages: ["fastify-cli"], purpose: "application server" },
  { programs: ["functions-framework"], packages: ["@google-cloud/functions-framework"], purpose: "application server" },
  { programs: ["moleculer-runner"], packages: ["moleculer"], purpose: "application server" },
  { programs: ["react-router-serve"], packages: ["@react-router/serve"], purpose: "application server" },
  { programs: ["remix-serve"], packages: ["@remix-run/serve"], purpose: "application server" },

  { programs: words("cross-env cross-env-shell"), purpose: "sets variables" },
  { programs: ["dotenv"], packages: ["dotenv-cli"], purpose: "sets variables" },
  { programs: ["dotenvx"], packages: ["@dotenvx/dotenvx"], purpose: "sets variables" },
  { programs: ["env-cmd"], purpose: "sets variables" },

  { programs: words("node nodejs"), purpose: "runtime" },
  { programs: ["bun"], purpose: "runtime" },
  { programs: ["deno"], purpose: "runtime" },
];
