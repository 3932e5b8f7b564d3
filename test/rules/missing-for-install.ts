import type { Cases } from "../cases";

const project = (manifest: object, ...more: string[]) => ({
  "package.json": JSON.stringify(manifest),
  ...Object.fromEntries(more.map((path) => [path, ""])),
});
const husky = { scripts: { prepare: "husky" }, devDependencies: { husky: "9" } };
const start = "FROM node:24\nWORKDIR /app\nCOPY package*.json yarn.loc[k] ./\n";
const npm = project(husky, "package-lock.json");

export default {
  invalid: [
    // Composer's scripts start programs of the project.
    [
      "FROM php:8.4-cli\nWORKDIR /app\nCOPY composer.json ./\nRUN composer [|install|] --no-dev\nCOPY . .",
      "FROM php:8.4-cli\nWORKDIR /app\nCOPY composer.json ./\nRUN composer install --no-dev --no-scripts\nCOPY . .",
      {
        files: {
          "composer.json": '{"scripts":{"post-autoload-dump":["A\\\\B::c","@php artisan package:discover --ansi"]}}',
          artisan: "",
        },
        message: "Composer runs artisan for its script post-autoload-dump",
      },
    ],
    [
      "FROM php:8.4-cli\nWORKDIR /app\nCOPY composer.json ./\nRUN composer [|install|]\nCOPY . .",
      "FROM php:8.4-cli\nWORKDIR /app\nCOPY composer.json ./\nRUN composer install --no-scripts\nCOPY . .",
      {
        files: {
          "composer.json":
            '{"require":{"symfony/flex":"2"},"scripts":{"auto-scripts":{"cache:clear":"symfony-cmd"},"post-install-cmd":["@auto-scripts"]}}',
          "bin/console": "",
        },
      },
    ],
    // npm runs the scripts of workspaces as well.
    [
      "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nCOPY a/package.json a/\nRUN npm [|ci|] --omit=dev\n",
      undefined,
      {
        files: {
          ...project({ workspaces: ["a"], devDependencies: { typescript: "5" } }, "package-lock.json"),
          "a/package.json": '{"name":"a","scripts":{"prepare":"tsc -b"}}',
        },
        message: "the script prepare of a, which needs tsc",
      },
    ],
    [
      `${start}RUN npm [|ci|]\nCOPY . .`,
      `${start}COPY db/x.prisma db/\nRUN npm ci\nCOPY . .`,
      {
        files: project(
          {
            scripts: { postinstall: "prisma generate" },
            prisma: { schema: "./db/x.prisma" },
            dependencies: { prisma: "6" },
          },
          "package-lock.json",
          "db/x.prisma",
        ),
      },
    ],
    // What is installed for all leaves a project alone.
    [
      "FROM node:24-alpine\nWORKDIR /usr/src/app\nCOPY package.json package-lock.json ./\nRUN npm i -g pnpm@9 && apk add git\nRUN npm [|ci|]\nCOPY . .",
      "FROM node:24-alpine\nWORKDIR /usr/src/app\nCOPY package.json package-lock.json ./\nRUN npm i -g pnpm@9 && apk add git\nCOPY make.js ./\nRUN npm ci\nCOPY . .",
      { files: project({ scripts: { postinstall: "node make.js" } }, "package-lock.json", "make.js") },
    ],
    [
      `${start}RUN npm [|ci|] --omit=dev\n`,
      `${start}RUN npm pkg delete scripts.prepare && npm ci --omit=dev\n`,
      { files: npm, message: "husky" },
    ],
    [
      `${start}ENV NODE_ENV=production\nRUN npm [|ci|]\n`,
      `${start}ENV NODE_ENV=production\nRUN npm pkg delete scripts.prepare && npm ci\n`,
      { files: npm },
    ],
    [
      "FROM node:24\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\nRUN corepack enable && pnpm [|i|] --prod --frozen-lockfile\n",
      "FROM node:24\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\nRUN corepack enable && npm pkg delete scripts.prepare && pnpm i --prod --frozen-lockfile\n",
      { files: project(husky, "pnpm-lock.yaml") },
    ],
    [
      `${start}RUN yarn [|install|] --production\n`,
      undefined,
      {
        files: project(
          { scripts: { postinstall: "npm run build", build: "tsc" }, devDependencies: { typescript: "5" } },
          "yarn.lock",
        ),
      },
    ],
    [
      `${start}RUN npm [|ci|]\nCOPY --chown=node:node . .\n`,
      `${start}COPY scripts/a.js scripts/\nRUN npm ci\nCOPY --chown=node:node . .\n`,
      { files: project({ scripts: { postinstall: "node ./scripts/a.js" } }, "package-lock.json", "scripts/a.js") },
    ],
    [
      `${start}RUN npm [|ci|]\nCOPY . .\n`,
      `${start}COPY patches/a.patch patches/b.patch patches/\nRUN npm ci\nCOPY . .\n`,
      {
        files: project(
          { scripts: { postinstall: "patch-package" }, dependencies: { "patch-package": "8" } },
          ...["package-lock.json", "patches/a.patch", "patches/b.patch"],
        ),
      },
    ],
    [
      "FROM node:24\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn [|install|] --immutable\n",
      "FROM node:24\nWORKDIR /app\nCOPY package.json yarn.lock ./\nCOPY .yarnrc.yml ./\nCOPY .yarn/releases/yarn-4.5.3.cjs .yarn/releases/\nRUN yarn install --immutable\n",
      {
        files: {
          ...project({ packageManager: "yarn@4.5.3" }, "yarn.lock", ".yarn/releases/yarn-4.5.3.cjs"),
          ".yarnrc.yml": "nodeLinker: node-modules\nyarnPath: .yarn/releases/yarn-4.5.3.cjs\n",
        },
      },
    ],
    [
      "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN pnpm [|i|] --frozen-lockfile\n",
      undefined,
      {
        files: {
          ...project({ pnpm: { patchedDependencies: { a: "patches/a.patch" } } }, "pnpm-lock.yaml", "patches/a.patch"),
          ".dockerignore": "patches\n",
        },
        message: "ignore file",
      },
    ],
  ],
  valid: [
    ...["--no-scripts", "-d /other"].map(
      (option) =>
        [
          `FROM php:8.4-cli\nWORKDIR /app\nCOPY composer.json ./\nRUN composer install ${option}\nCOPY . .`,
          { files: { "composer.json": '{"scripts":{"post-install-cmd":"@php artisan x"}}', artisan: "" } },
        ] as const,
    ),
    [
      "FROM php:8.4-cli\nWORKDIR /app\nCOPY . .\nRUN composer install",
      { files: { "composer.json": '{"scripts":{"post-install-cmd":"@php artisan x"}}', artisan: "" } },
    ],
    [
      "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nCOPY a/package.json a/\nRUN npm ci --omit=dev\n",
      {
        files: {
          ...project({ workspaces: ["a"], dependencies: { typescript: "5" } }, "package-lock.json"),
          "a/package.json": '{"name":"a","scripts":{"prepare":"tsc -b"}}',
        },
      },
    ],
    [`${start}RUN npm ci --omit=dev --ignore-scripts`, { files: npm }],
    [`${start}RUN npm ci`, { files: npm }],
    [`${start}RUN npm pkg delete scripts.prepare && npm ci --omit=dev`, { files: npm }],
    [`${start}RUN npm i -g husky && npm ci --omit=dev`, { files: npm }],
    [`${start}ENV npm_config_ignore_scripts=true\nRUN npm ci --omit=dev`, { files: npm }],
    [`${start}RUN npm ci --omit=dev`, { files: { ...npm, ".npmrc": "ignore-scripts=true\n" } }],
    [`${start}RUN npm ci --omit=dev --prefix api`, { files: npm }],
    [`${start}RUN yarn install --production`, { files: project(husky, "yarn.lock") }],
    ...["husky || true", "is-ci || husky", "husky; true", "test -d .git && husky", "npx husky"].map(
      (prepare): [string, { files: Record<string, string> }] => [
        `${start}RUN npm ci --omit=dev`,
        { files: project({ ...husky, scripts: { prepare } }, "package-lock.json") },
      ],
    ),
    [
      `${start}RUN npm ci --omit=dev`,
      { files: project({ scripts: { prepare: "husky" }, dependencies: { husky: "9" } }, "package-lock.json") },
    ],
    [
      `${start}COPY scripts scripts\nRUN npm ci`,
      { files: project({ scripts: { postinstall: "node scripts/a.js" } }, "package-lock.json", "scripts/a.js") },
    ],
    [
      "FROM node:24\nWORKDIR /app\nCOPY api/package.json ./\nRUN npm i",
      {
        files: {
          ...project({ scripts: { postinstall: "node scripts/a.js" } }, "scripts/a.js"),
          "api/package.json": "{}",
        },
      },
    ],
    `${start}RUN npm ci --omit=dev`,
  ],
} satisfies Cases;
