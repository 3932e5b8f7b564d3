/** The tools that build JavaScript projects and make clients of databases, a row for each: a part of `toolTable`. */

import { configs, everyExtension, type Tool, typescript, words } from "./tool";

export const buildTools: readonly Tool[] = [
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
];

// ------------------------------------------------- files without which commands stop, by their manuals and messages

/** One kind of call and what it cannot do without. */
export interface NeededFiles {
  readonly phrases: readonly string[];
  /** One of these has to be there. */
  readonly anyOf: readonly string[];
  /** Or a file of the project of such a name. */
  readonly anyLike?: RegExp;
  /** Behind these options another folder or file is meant. */
  readonly elsewhere: readonly string[];
  /** As are variables of this name. */
  readonly variables?: RegExp;
  /** It reads no more of the project than these; undefined: it may read any of its files. */
  readonly reads?: readonly string[];
  /** The call is another one when something is named. */
  readonly isBare?: true;
}

/** What is looked for in the working directory and in those above it. */
export const neededFiles: readonly NeededFiles[] = [
  {
    phrases: ["npm ci", "npm run", "npm test", "pnpm install", "pnpm i", "pnpm run", "bun install", "yarn run"],
    anyOf: ["package.json"],
    elsewhere: ["--prefix", "-C", "--dir", "--cwd", "-g", "--global", "--location"],
    variables: /^npm_config_(?:prefix|local_prefix|global)$/i,
    isBare: true,
  },
  {
    phrases: ["poetry install", "poetry sync"],
    anyOf: ["pyproject.toml"],
    elsewhere: ["-C", "--directory", "-P", "--project"],
  },
  {
    phrases: ["uv sync"],
    anyOf: ["pyproject.toml"],
    elsewhere: ["--project", "--directory", "--script"],
    variables: /^UV_(?:PROJECT|WORKING_DIRECTORY)$/,
  },
  {
    phrases: ["bundle install"],
    anyOf: ["Gemfile", "gems.rb"],
    elsewhere: ["--gemfile"],
    variables: /^BUNDLE_(?:GEMFILE|APP_CONFIG)$/,
  },
  {
    phrases: ["composer install"],
    anyOf: ["composer.json"],
    elsewhere: ["-d", "--working-dir"],
    variables: /^COMPOSER$/,
  },
  {
    phrases: ["go mod download", "go mod verify", "go mod tidy", "go mod vendor"],
    anyOf: ["go.mod"],
    elsewhere: ["-C", "-modfile"],
    variables: /^(?:GO111MODULE|GOFLAGS|GOWORK)$/,
    reads: ["go.mod", "go.sum"],
    isBare: true,
  },
  {
    phrases: ["go build", "go test", "go vet"],
    anyOf: ["go.mod", "go.work"],
    elsewhere: ["-C", "-modfile"],
    variables: /^(?:GO111MODULE|GOFLAGS|GOWORK|GOPATH)$/,
  },
  {
    phrases: ["dotnet restore", "dotnet build", "dotnet publish", "dotnet test"],
    anyOf: [],
    anyLike: /^[^/]+\.(?:slnx?|[a-z]{1,9}proj)$/,
    elsewhere: [],
    isBare: true,
  },
  {
    phrases: ["cargo build", "cargo test", "cargo fetch", "cargo check"],
    anyOf: ["Cargo.toml"],
    elsewhere: ["--manifest-path", "-C"],
  },
  {
    phrases: ["package", "install", "verify", "compile", "test", "dependency:go-offline", "dependency:resolve"].flatMap(
      (goal) => [`mvn ${goal}`, `mvn clean ${goal}`],
    ),
    anyOf: ["pom.xml"],
    elsewhere: ["-f", "--file"],
  },
];

/** One kind of build of JavaScript sources and what it cannot do without. */
export interface NeededSources {
  /** The program and its verb, which its other words follow. */
  readonly call: readonly string[];
  /** One of these has to be there: files, or folders. */
  readonly anyOf: readonly string[];
  /** They may as well be in a folder above. */
  readonly isAbove?: true;
  /** With one of these options, or with a word that is none, other files are read. */
  readonly elsewhere: RegExp;
}

/** Each was run in an empty project, with what it says there: "Couldn't find any `pages` or `app` directory". */
export const neededSources: readonly NeededSources[] = [
  {
    call: ["tsc"],
    anyOf: ["tsconfig.json"],
    isAbove: true,
    elsewhere: /^(?:-p|--project|-b|--build|--init|-v|--version|-h|--help|--all|--showConfig)$/,
  },
  {
    call: ["vite", "build"],
    anyOf: ["index.html", ...configs("vite", everyExtension)],
    elsewhere: /^(?:-c|--config|--ssr|--app)(?:=|$)/,
  },
  { call: ["next", "build"], anyOf: words("pages app src"), elsewhere: /^(?:-h|--help)$/ },
  {
    call: ["nest", "build"],
    anyOf: words("tsconfig.json tsconfig.build.json nest-cli.json .nestcli.json .nest-cli.json nest.json"),
    elsewhere: /^(?:-p|--path|-c|--config)(?:=|$)/,
  },
  {
    call: ["ng", "build"],
    anyOf: words("angular.json .angular.json angular-cli.json .angular-cli.json"),
    isAbove: true,
    elsewhere: /^--help$/,
  },
  { call: ["react-scripts", "build"], anyOf: ["public/index.html"], elsewhere: /^$/ },
  {
    call: ["vue-cli-service", "build"],
    anyOf: [...words("src/main.js src/main.ts"), ...configs("vue", everyExtension)],
    elsewhere: /^--target(?:=|$)/,
  },
  ...[["webpack"], ["webpack", "build"]].map((call) => ({
    call,
    anyOf: ["src", ".webpack", ...configs("webpack", everyExtension)],
    elsewhere: /^(?:-c|--config|--config-name|--entry|-h|--help|-v|--version)(?:=|$)/,
  })),
];

/** Programs that build, or run, the file that is their first word. */
export const sourceReaders: readonly string[] = words("node tsx ts-node esbuild swc babel");

/** Programs that make no sources, so that those are needed all the same which come behind them. */
export const idleBeforeBuilds: readonly string[] = words(
  "rimraf rm del-cli del shx eslint tslint biome prettier tsc vue-tsc echo mkdir prisma",
);
