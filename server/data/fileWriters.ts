/** What common programs do to the files of an image, for those whose arguments need not be read. Source: their manuals. */

import { systemManagers } from "./systemManagers";

/** Change no file. */
export const readers: ReadonlySet<string> = new Set(
  (
    "echo printf true false : test [ [[ ls cat cd pushd popd pwd set export unset alias ulimit umask id whoami which type command " +
    "env printenv grep egrep fgrep head tail wc sort uniq cut tr awk dirname basename readlink realpath stat file du df date " +
    "uname hostname sleep sha256sum sha1sum md5sum sha512sum getent ldd nproc exit shift local readonly trap wait " +
    "groupadd addgroup usermod groupmod chpasswd passwd"
  ).split(" "),
);

/** Install for the whole system, and take nothing away. */
export const systemWriters: ReadonlySet<string> = new Set([
  ...systemManagers,
  ...(
    "update-ca-certificates ldconfig dpkg dpkg-reconfigure locale-gen gem cpan cpanm update-alternatives apt-key " +
    "add-apt-repository rpm corepack a2enmod docker-php-ext-install docker-php-ext-configure pecl"
  ).split(" "),
]);

/** Install or build: they add to their folder, to the home of the user, and to the system. */
export const adders: readonly string[] = [
  "npm ci",
  "npm i",
  "npm install",
  "npm run",
  "npm cache",
  "npm config",
  "npm rebuild",
  "npm set",
  "npx",
  "yarn",
  "pnpm",
  "bun",
  "pip",
  "pip3",
  "python",
  "python3",
  "uv",
  "poetry",
  "bundle",
  "composer",
  "go",
  "cargo",
  "mvn",
  "gradle",
  "dotnet",
  "make",
  "cmake",
  "tsc",
];

/**
 * Bring packages to folders of the user or the system, and make nothing in their folder but paths like these.
 * Sources: go.dev/ref/mod, doc.rust-lang.org/cargo, learn.microsoft.com/dotnet.
 */
export const fetchers: readonly (readonly [phrase: string, made?: RegExp])[] = [
  ["go mod download"],
  ["go mod verify"],
  ["cargo fetch"],
  // Where `path` of its settings says.
  ["bundle install", /\/|^(?:Gemfile\.lock|vendor|\.bundle|[\w-]+)$/],
  ["dotnet restore", /(?:^|\/)(?:(?:obj|packages)(?:\/|$)|packages\.lock\.json$)/],
];

/** What a build makes in the folder of its project, and no install does. Native modules are compiled in `build`. */
export const buildFolder: RegExp = /^(?:dist|\.next|\.output|\.svelte-kit|_site|storybook-static)(?:\/|$)/;

/** Install what package.json lists. */
export const projectInstalls: readonly string[] = [
  ...["npm ci", "npm i", "npm install"],
  ...["yarn install", "pnpm i", "pnpm install", "bun i", "bun install"],
];

/** Scripts that run with an install and write nothing but what belongs to git and to packages. */
export const idleHook: RegExp = /^(?:husky|patch-package|prisma generate|npx only-allow|lefthook install)\b[\w -]*$/;

/** Parts of a project in JavaScript, from its folder, that packages do not write when they are installed. */
export const sourceName: RegExp =
  /^(?:(?:src|app|pages)(?:\/.*)?|public\/index\.html|index\.html|(?:ts|js)config[\w.-]*\.json|\.?angular(?:-cli)?\.json|\.?nest(?:-?cli)?\.json|(?!\.pnp\.)[\w.-]+\.[cm]?[jt]s|scripts\/.*)$/s;

/** Folders in which an install, or what it starts, may put sources. */
export const filledFolder: RegExp =
  /^(?:node_modules|bower_components|dist|build|out|output|public|static|assets|vendor|types)$|generated|prisma|__|^\./i;

/** May change or remove whatever lies in their folder, and nothing elsewhere. */
export const confined: ReadonlySet<string> = new Set("sed patch unzip gunzip gzip bzip2 xz npm".split(" "));
