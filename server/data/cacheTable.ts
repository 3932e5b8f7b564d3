/**
 * Where tools keep what they download, for cache mounts: a row for each tool. Those of JavaScript take their rows from
 * managerTable.ts.
 * Sources: pip.pypa.io/en/stable/topics/caching, python-poetry.org/docs/configuration, docs.astral.sh/uv/concepts/cache,
 * go.dev/ref/mod, doc.rust-lang.org/cargo/guide/cargo-home.html, maven.apache.org/settings.html,
 * docs.gradle.org (directory layout), getcomposer.org/doc/06-config.md, bundler.io/man, learn.microsoft.com/nuget,
 * wiki.alpinelinux.org/wiki/Local_APK_cache.
 */

import type { Manager } from "./manager";
import { managerTable } from "./managerTable";
import { aptPrograms, rpmPrograms } from "./systemManagers";

/** A folder of a tool, in the home of who runs it (`~`) or at a place of its own. */
export interface CacheFolder {
  readonly path: string;
  /** Variables that put it elsewhere, and what comes behind their value. Undefined: somewhere below or above it. */
  readonly movers: Readonly<Record<string, string | undefined>>;
}

export interface CachingTool {
  /** As people call it. */
  readonly name: string;
  readonly programs: readonly string[];
  /** Tools of one kind never use each other's folders. */
  readonly kind: "javascript" | "python" | "system" | "jvm" | "go" | "rust" | "php" | "ruby" | "dotnet";
  /** Each may be mounted, the first is the one to propose. */
  readonly folders: readonly CacheFolder[];
  /** Folders of other versions, which may be mounted, too. */
  readonly others?: readonly string[];
  /** Verbs that download; undefined where any may. "" is a call without a verb. */
  readonly verbs?: readonly string[];
  /** Names of files that may put the folders elsewhere. */
  readonly settings?: readonly string[];
  /** What in an argument, or in an earlier command, puts the folders elsewhere. */
  readonly moved: RegExp;
  /** It starts nothing else that might use a cache. */
  readonly isAlone?: true;
}

const words = (list: string): readonly string[] => list.split(" ");

/** Folders without a suffix that is known. */
function at(path: string, movers: readonly string[] = []): CacheFolder {
  return { path, movers: Object.fromEntries(movers.map((name) => [name, undefined])) };
}

/** What every tool of the XDG kind obeys. */
function inCache(name: string, mover: string): CacheFolder {
  return { path: `~/.cache/${name}`, movers: { [mover]: "", XDG_CACHE_HOME: `/${name}` } };
}

/** Folders of other versions of the same tool. */
const older: Readonly<Record<string, readonly string[]>> = {
  "yarn-berry": ["~/.yarn"],
  pnpm: ["~/.pnpm-store", "~/.cache/pnpm", "/.pnpm-store"],
};

const managers: readonly Manager[] = managerTable;

const javascript = managers.map(({ name, programs, runners = [], cache, ...row }): CachingTool => {
  const { install, ci = [], add, exec, installsBare, settings } = row;
  return {
    name,
    programs: [...programs, ...runners],
    kind: "javascript",
    folders: [at(cache.folder.replace(/^\/root\//, "~/"), cache.movers)],
    others: older[name] ?? [],
    verbs: [...install, ...ci, ...add, ...exec, "global", "fetch", "dlx", ...(installsBare ? [""] : [])],
    settings,
    moved: /cache|store|globalFolder/i,
  };
});

const system = (name: string, programs: readonly string[], folders: string): CachingTool => ({
  name,
  programs,
  kind: "system",
  verbs: words(
    "install in add update upgrade up full-upgrade dist-upgrade build-dep reinstall makecache groupinstall builddep",
  ),
  folders: words(folders).map((path) => at(path)),
  moved: /cache_?-?dir|Dir::|--root|installroot|cachedir/i,
  isAlone: true,
});

export const cacheTable: readonly CachingTool[] = [
  ...javascript,
  {
    name: "pip",
    programs: ["pip"],
    verbs: words("install wheel download"),
    settings: ["pip.conf"],
    kind: "python",
    folders: [inCache("pip", "PIP_CACHE_DIR")],
    moved: /(?<!no-)cache-dir|pip\.conf/,
  },
  {
    name: "poetry",
    programs: ["poetry"],
    verbs: words("install sync add update lock"),
    settings: ["poetry.toml"],
    kind: "python",
    folders: [inCache("pypoetry", "POETRY_CACHE_DIR")],
    moved: /cache-dir|poetry\.toml/,
  },
  {
    name: "uv",
    programs: ["uv"],
    verbs: words("sync install pip add lock tool run export"),
    settings: ["uv.toml"],
    kind: "python",
    folders: [inCache("uv", "UV_CACHE_DIR")],
    moved: /(?<!no-)cache-dir|uv\.toml/,
  },
  {
    name: "pipenv",
    programs: ["pipenv"],
    verbs: words("install sync update lock"),
    kind: "python",
    folders: [inCache("pipenv", "PIPENV_CACHE_DIR"), inCache("pip", "PIP_CACHE_DIR")],
    moved: /(?<!no-)cache-dir|pip\.conf/,
  },
  system("apt", aptPrograms, "/var/cache/apt /var/lib/apt"),
  system("apk", ["apk"], "/var/cache/apk /etc/apk/cache"),
  system("dnf", rpmPrograms, "/var/cache/dnf /var/cache/libdnf5 /var/cache/yum /var/cache/tdnf ~/.cache/libdnf5"),
  system("zypper", ["zypper"], "/var/cache/zypp"),
  {
    name: "go",
    programs: ["go"],
    verbs: words("mod build install get test run generate list vet work"),
    kind: "go",
    folders: [
      { path: "~/go/pkg/mod", movers: { GOMODCACHE: "", GOPATH: "/pkg/mod" } },
      { path: "~/.cache/go-build", movers: { GOCACHE: "", XDG_CACHE_HOME: "/go-build" } },
    ],
    moved: /GOPATH|GOCACHE|GOMODCACHE/,
    isAlone: true,
  },
  {
    name: "cargo",
    programs: ["cargo"],
    verbs: words("build b install fetch chef check c test t run r update vendor"),
    kind: "rust",
    folders: [
      { path: "~/.cargo/registry", movers: { CARGO_HOME: "/registry" } },
      { path: "~/.cargo/git", movers: { CARGO_HOME: "/git" } },
    ],
    moved: /CARGO_HOME|target-dir|CARGO_TARGET_DIR/,
  },
  {
    name: "Maven",
    programs: ["mvn", "mvnw", "mvnd"],
    kind: "jvm",
    folders: [at("~/.m2")],
    moved: /repo\.local|user\.home|settings/,
  },
  {
    name: "Gradle",
    programs: ["gradle", "gradlew"],
    kind: "jvm",
    folders: [{ path: "~/.gradle", movers: { GRADLE_USER_HOME: "" } }],
    // In the official image a link leads there.
    others: ["/home/gradle/.gradle"],
    moved: /user-home|user\.home|^-g/,
  },
  {
    name: "Composer",
    programs: ["composer", "composer.phar"],
    verbs: words("install i update u upgrade require r create-project global"),
    kind: "php",
    folders: [
      {
        path: "~/.cache/composer",
        movers: { COMPOSER_CACHE_DIR: "", COMPOSER_HOME: "/cache", XDG_CACHE_HOME: "/composer" },
      },
      { path: "~/.composer", movers: { COMPOSER_CACHE_DIR: "", COMPOSER_HOME: "" } },
    ],
    moved: /cache-dir|COMPOSER/,
  },
  {
    name: "Bundler",
    programs: ["bundle", "bundler", "gem"],
    verbs: ["install", "update", "add", "package", "cache", ""],
    settings: [".bundle/config"],
    kind: "ruby",
    folders: [
      { path: "~/.bundle", movers: { BUNDLE_USER_HOME: "", BUNDLE_USER_CACHE: "" } },
      { path: "/usr/local/bundle", movers: { BUNDLE_PATH: "", GEM_HOME: "" } },
      at("~/.gem"),
      at("~/.local/share/gem"),
    ],
    moved: /path|config|deployment/,
  },
  {
    name: "NuGet",
    programs: ["dotnet", "nuget", "msbuild"],
    verbs: words("restore build publish test pack run tool add"),
    settings: words("nuget.config NuGet.config NuGet.Config"),
    kind: "dotnet",
    folders: [
      { path: "~/.nuget", movers: { NUGET_PACKAGES: "" } },
      { path: "~/.local/share/NuGet", movers: { NUGET_HTTP_CACHE_PATH: "", XDG_DATA_HOME: "/NuGet" } },
    ],
    moved: /--packages|globalPackagesFolder|configfile/i,
  },
];

/**
 * The tools that go by the name of a program: of several generations all. Empty when it keeps no cache that is known.
 */
export function cachingTools(program: string | undefined): readonly CachingTool[] {
  return program === undefined ? [] : (byProgram.get(program) ?? []);
}

const byProgram = new Map<string, readonly CachingTool[]>();
for (const tool of cacheTable) {
  for (const program of tool.programs) byProgram.set(program, [...(byProgram.get(program) ?? []), tool]);
}
