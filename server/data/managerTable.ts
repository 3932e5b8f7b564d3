/**
 * The package managers of JavaScript: a row for each, and nothing about one of them anywhere else that a row can say.
 * Sources: docs.npmjs.com/cli, classic.yarnpkg.com/en/docs, yarnpkg.com/cli, pnpm.io, bun.sh/docs.
 */

import type { Manager } from "./manager";

const words = (list: string): readonly string[] => list.split(" ");

/** What yarn, pnpm and bun take for a command of theirs before they look for a script. */
const commands = words(
  "i install ci add remove rm uninstall un unlink link update up upgrade publish pack version versions view info " +
    "list ls outdated audit config cache init create login logout whoami why prune dedupe rebuild import fetch store " +
    "deploy patch set plugin constraints help bin root global policies licenses completion env setup pm",
);

const yarnCache = {
  isMounted: true as const,
  movers: words("YARN_CACHE_FOLDER YARN_GLOBAL_FOLDER"),
  clean: "yarn cache clean",
  calls: ["yarn cache"],
};

const yarn = {
  program: "yarn",
  programs: words("yarn yarnpkg"),
  install: ["install"],
  add: ["add"],
  installsBare: true,
  run: ["run"],
  lifecycle: words("start stop test"),
  commands,
  runsScripts: true,
  runsPrograms: true,
  runFinds: ["programs"],
  folderOptions: ["--cwd"],
  workspaceVerb: "workspace",
  valuedOptions: words(
    "--cwd --cache-folder --modules-folder --network-timeout --network-concurrency --registry --mutex",
  ),
  config: ["yarn config"],
  chooses: ["yarn set"],
  lockfiles: ["yarn.lock"],
} as const satisfies Partial<Manager>;

export const managerTable = [
  {
    name: "npm",
    program: "npm",
    programs: ["npm"],
    runners: ["npx"],
    inNode: "always",
    install: words("install i in ins inst insta instal isnt isnta isntal isntall add"),
    ci: words("ci clean-install ic install-clean isntall-clean"),
    add: [],
    run: words("run run-script rum urn"),
    exec: words("exec x"),
    execDownloads: true,
    tests: words("t tst it install-test cit sit install-ci-test clean-install-test"),
    lifecycle: words("start stop test"),
    commands,
    startsServer: true,
    ownScripts: words("env restart"),
    scriptArguments: "behind --",
    folderOptions: words("--prefix -C"),
    workspaceOptions: words("--workspace -w"),
    manyWorkspaces: words("--workspaces -ws"),
    valuedOptions: words(
      "--prefix -C -w --workspace --userconfig --globalconfig --registry --cache --omit --include --only --tag --location " +
        "--loglevel --fetch-timeout --fetch-retries --fetch-retry-mintimeout --fetch-retry-maxtimeout --maxsockets --proxy " +
        "--https-proxy --network-timeout --install-strategy --script-shell --depth --otp --cpu --os --libc --node-options",
    ),
    frozen: [],
    // The first came with npm 7, for older ones see `omitFlag`.
    production: words("--omit=dev --production --prod --only=production --only=prod"),
    includeDev: "--include=dev",
    onlyDev: words("--only=dev --only=development"),
    ignoreScripts: "--ignore-scripts",
    omitOptional: "--omit=optional",
    obeysNodeEnv: true,
    prune: {
      command: "npm prune --omit=dev",
      calls: ["npm prune"],
      ofWorkspaces: true,
      keeps: words("--legacy-peer-deps --force --ignore-scripts"),
    },
    cache: {
      folder: "/root/.npm",
      movers: words("npm_config_cache NPM_CONFIG_CACHE"),
      clean: "npm cache clean --force",
      calls: ["npm cache"],
    },
    config: ["npm config", "npm c", "npm set"],
    writesNpmrc: true,
    readsNpmrc: true,
    lockfiles: words("package-lock.json npm-shrinkwrap.json"),
    settings: [".npmrc"],
  },
  {
    ...yarn,
    name: "yarn",
    // Not every image of Node.js 26 has it.
    inNode: { before: 26 },
    // The last one of its line.
    usualVersion: "1.22.22",
    global: "global",
    exec: ["exec"],
    startsServer: true,
    scriptArguments: "without the first --",
    manyWorkspaces: ["workspaces"],
    frozen: words("--frozen-lockfile --pure-lockfile"),
    frozenWithoutLockfile: true,
    translatesLockfile: ["yarn import"],
    production: words("--production --prod"),
    includeDev: "--production=false",
    ignoreScripts: "--ignore-scripts",
    omitOptional: "--ignore-optional",
    obeysNodeEnv: true,
    prune: {
      command: "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline",
      calls: [],
      ofWorkspaces: true,
      refetches: true,
    },
    // That of the official images, for root.
    cache: { ...yarnCache, folder: "/usr/local/share/.cache/yarn" },
    readsNpmrc: true,
    settings: words(".npmrc .yarnrc"),
  },
  {
    ...yarn,
    name: "yarn-berry",
    since: 2,
    package: "@yarnpkg/cli-dist",
    // "engines" of @yarnpkg/cli-dist.
    needsNode: [
      [4, 18],
      [3, 12],
    ],
    ignoreScripts: "--mode=skip-build",
    exec: words("exec dlx"),
    scriptArguments: "all",
    manyWorkspaces: words("workspaces --top-level -T --all -A"),
    frozen: words("--immutable --immutable-cache"),
    // yarnpkg.com/configuration/yarnrc#enableImmutableInstalls; measured with 4.18.
    frozenInCi: true,
    production: [],
    prune: { command: "yarn workspaces focus --production", calls: [], since: 4, refetches: true },
    installsAnew: ["yarn workspaces focus"],
    // yarnpkg.com/configuration/yarnrc#globalFolder
    cache: { ...yarnCache, folder: "/root/.yarn/berry/cache" },
    settings: [".yarnrc.yml"],
    sign: ".yarnrc.yml",
    folders: [".yarn"],
  },
  {
    name: "pnpm",
    program: "pnpm",
    // pnpm.io/installation#compatibility
    needsNode: [
      [11, 22],
      [9, 18],
      [8, 16],
      [7, 14],
    ],
    programs: ["pnpm"],
    runners: ["pnpx"],
    install: words("install i"),
    add: ["add"],
    run: words("run run-script"),
    exec: words("exec dlx"),
    tests: words("t tst it install-test"),
    lifecycle: words("start stop test"),
    commands,
    runsScripts: true,
    runsPrograms: true,
    startsServer: true,
    scriptArguments: "all",
    folderOptions: words("-C --dir --prefix"),
    workspaceOptions: words("--filter -F"),
    manyWorkspaces: words("--recursive -r --workspace-root -w"),
    valuedOptions: words(
      "-C --dir --filter -F --filter-prod --store-dir --virtual-store-dir --modules-dir --lockfile-dir --registry --prefix " +
        "--reporter --loglevel --workspace-concurrency --network-concurrency --child-concurrency --fetch-timeout",
    ),
    frozen: ["--frozen-lockfile"],
    translatesLockfile: ["pnpm import"],
    frozenInCi: true,
    production: words("--prod -P --production"),
    includeDev: "--prod=false",
    onlyDev: words("--dev -D"),
    ignoreScripts: "--ignore-scripts",
    omitOptional: "--no-optional",
    obeysNodeEnv: true,
    prune: { command: "pnpm prune --prod --ignore-scripts", calls: ["pnpm prune"] },
    installsAnew: ["pnpm deploy"],
    cache: {
      // pnpm.io/settings#storedir
      folder: "/root/.local/share/pnpm/store",
      isMounted: true,
      movers: words("PNPM_HOME XDG_DATA_HOME npm_config_store_dir"),
      clean: "pnpm store prune",
      calls: ["pnpm store", "pnpm cache"],
    },
    config: ["pnpm config", "pnpm c", "pnpm set"],
    writesNpmrc: true,
    readsNpmrc: true,
    lockfiles: ["pnpm-lock.yaml"],
    settings: words(".npmrc pnpm-workspace.yaml .pnpmfile.cjs"),
    workspaceFile: "pnpm-workspace.yaml",
  },
  {
    name: "bun",
    program: "bun",
    usualVersion: "1",
    programs: ["bun"],
    runners: ["bunx"],
    install: words("install i"),
    add: ["add"],
    run: ["run"],
    exec: ["x"],
    execDownloads: true,
    tests: ["test"],
    commands: [...commands, "test", "build", "repl"],
    runsScripts: true,
    runFinds: ["files", "programs"],
    scriptArguments: "without the first --",
    folderOptions: ["--cwd"],
    workspaceOptions: words("--filter -F"),
    valuedOptions: words("--cwd -c --config --registry --cache-dir --backend --filter -F --omit"),
    frozen: ["--frozen-lockfile"],
    frozenWithoutLockfile: true,
    frozenInProduction: true,
    production: words("--production -p --omit=dev"),
    ignoreScripts: "--ignore-scripts",
    omitOptional: "--omit=optional",
    // Measured with 1.3: it leaves what is there already.
    prune: { command: "rm -rf node_modules && bun install --production", calls: [], refetches: true },
    cache: {
      // bun.sh/docs/pm/global-cache
      folder: "/root/.bun/install/cache",
      movers: words("BUN_INSTALL BUN_INSTALL_CACHE_DIR"),
      clean: "bun pm cache rm",
      calls: ["bun pm cache"],
    },
    config: [],
    lockfiles: words("bun.lock bun.lockb"),
    settings: ["bunfig.toml"],
  },
] as const satisfies readonly Manager[];
