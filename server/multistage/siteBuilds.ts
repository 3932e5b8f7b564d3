/** What the build tools of front ends make, where their configuration makes that certain. */

import { configsOf } from "../data/tools";
import { programName } from "../stage/process";
import { type JsConfig, readJsConfig } from "../syntax/jsConfig";
import type { Facts } from "../types";
import { fieldsOf, readJson } from "../util/json";
import { atRoot } from "../util/reads";
import { isReason, type Reason } from "../util/reason";
import { readCallOptions } from "./siteCalls";

export type BuildTool = "vite" | "react-scripts" | "vue-cli-service" | "ng" | "astro";

export const siteTools: readonly BuildTool[] = ["vite", "react-scripts", "vue-cli-service", "ng", "astro"];

interface SiteBuild {
  /** From the folder of the project: "dist". */
  readonly folder: string;
  /** What the servers of the tool send for paths without a file; undefined where that is an error. */
  readonly fallback: string | undefined;
  /** The ports that the configuration names for its servers. */
  readonly devPort: string | undefined;
  readonly previewPort: string | undefined;
}

/**
 * What these commands build with a tool.
 * @param commands that the build comes down to.
 */
export function readSiteBuild(
  tool: BuildTool,
  commands: readonly (readonly string[])[],
  facts: Facts,
): SiteBuild | Reason {
  const builds = commands.filter(
    ([program, verb]) => programName(program) === tool && (verb === "build" || verb === "b"),
  );
  const [words] = builds;
  if (!words || builds.length > 1) return { reason: `the build does not run "${tool} build" once` };
  const last = commands.lastIndexOf(words);
  const mover = commands
    .slice(last + 1)
    .find(([program]) => /^(?:mv|rm|cp|rimraf|shx|del|move-cli)$/.test(program ?? ""));
  if (mover) return { reason: `the build runs "${mover.join(" ")}" on what it has made` };
  const renderer = Object.keys(facts.project?.dependencies ?? {}).find((name) => renderers.test(name));
  if (renderer) return { reason: `${renderer} can render pages when they are asked for` };
  return readers[tool](words.slice(2), facts);
}

/** Packages with which a server takes part in what is shown. */
const renderers =
  /^(?:next|nuxt|nuxt3|express-http-proxy|vike|vinxi|waku|vite-plugin-ssr|vite-ssr|nitro|nitropack|h3|@remix-run\/.+|@react-router\/(?:node|serve|express)|@tanstack\/(?:react|solid)-start|@solidjs\/start|solid-start|@builder\.io\/qwik-city|@analogjs\/.+|@angular\/(?:ssr|platform-server)|@nguniversal\/.+|@astrojs\/(?:node|vercel|netlify|cloudflare|deno)|@sveltejs\/adapter-(?:node|auto|vercel|netlify|cloudflare.*))$/;

type Reader = (words: readonly string[], facts: Facts) => SiteBuild | Reason;

const readers: Readonly<Record<BuildTool, Reader>> = {
  vite: readVite,
  "react-scripts": readReactScripts,
  "vue-cli-service": readVueCli,
  ng: readAngular,
  astro: readAstro,
};

// ----------------------------------------------------------------- configurations

export const siteReads = atRoot(...[...Object.keys(readers), "svelte-kit"].flatMap(configsOf));

/** The one configuration of a tool at the context root; undefined where there is none. */
function configOf(tool: string, facts: Facts): { path: string; config: JsConfig } | Reason | undefined {
  const paths = configsOf(tool).filter((path) => facts.files?.includes(path));
  const [path, other] = paths;
  if (path === undefined) return undefined;
  const text = facts.contents?.get(path);
  if (other !== undefined) return { reason: `there are ${path} and ${other}` };
  return text === undefined ? { reason: `${path} is not known` } : { path, config: readJsConfig(text) };
}

/** Why a configuration may do more than its keys say; undefined when nothing speaks against it. */
function unclear(path: string, config: JsConfig, modules: RegExp, names: readonly string[]): Reason | undefined {
  const module = config.imports.find((name) => !usualModules.test(name) && !modules.test(name));
  if (module !== undefined) return { reason: `${path} uses "${module}", which may do more than build` };
  const name = names.find((each) => config.names.has(each));
  return name === undefined ? undefined : { reason: `${path} sets "${name}"` };
}

/** Modules of Node.js that name paths, and tools that leave the output where it is. */
const usualModules =
  /^(?:node:)?(?:path|url|fs|process)$|^(?:vite|vitest\/config|vite-tsconfig-paths|vite-plugin-(?:svgr|pwa|checker|compression2?|eslint|vue-devtools|solid|inspect|imagemin|dts|glsl|wasm|top-level-await)|unplugin-.+|rollup-plugin-visualizer|@vitejs\/plugin-.+|@tailwindcss\/(?:vite|postcss)|tailwindcss|autoprefixer|@preact\/preset-vite|@sveltejs\/vite-plugin-svelte|@intlify\/unplugin-vue-i18n\/vite|@rollup\/plugin-.+|babel-plugin-.+|@svgr\/.+|lightningcss|browserslist.*)$/;

/** Keys by which a server does more than send files, or sends them from elsewhere. */
const serverKeys = [
  "proxy",
  "headers",
  "configureServer",
  "configurePreviewServer",
  "https",
  "root",
  "appType",
  "middlewareMode",
];

function readVite(words: readonly string[], facts: Facts): SiteBuild | Reason {
  const given = readCallOptions(
    words,
    "--outDir: --mode: -m: --emptyOutDir --minify= --sourcemap= --logLevel: -l: --target:",
  );
  if (isReason(given)) return given;
  if (given.operands.length > 0) return { reason: `it builds "${given.operands[0]}"` };
  const version = versionOf("vite", facts);
  // Earlier ones have other ports.
  if (version !== undefined && version < 3) return { reason: `it is built by Vite ${version}` };
  const found = configOf("vite", facts);
  if (found && isReason(found)) return found;
  if (hasDependency("@sveltejs/kit", facts))
    return found ? readSvelteKit(found, facts) : { reason: "there is no vite.config" };
  const config = found?.config;
  const doubt =
    found &&
    (unclear(found.path, found.config, /^$/, [...serverKeys, "ssr", "lib", "environments", "builder", "dir"]) ??
      unclearBase(found.path, found.config, "base") ??
      computed(found.path, found.config, ["outDir:build.outDir", "port:server.port,preview.port"]));
  if (doubt) return doubt;
  return {
    folder: given.options.get("--outDir") ?? config?.value("build.outDir") ?? "dist",
    fallback: "index.html",
    devPort: config?.value("server.port"),
    previewPort: config?.value("preview.port"),
  };
}

function readSvelteKit({ path, config }: { path: string; config: JsConfig }, facts: Facts): SiteBuild | Reason {
  const own = configOf("svelte-kit", facts);
  if (!own || isReason(own)) return own ?? { reason: "there is no svelte.config.js" };
  const doubt =
    unclear(path, config, /^@sveltejs\/kit\/vite$/, [...serverKeys, "outDir"]) ??
    unclear(
      own.path,
      own.config,
      /^@sveltejs\/(?:adapter-static|kit\/vite|vite-plugin-svelte)$|^svelte-preprocess$|^mdsvex$/,
      ["paths", "pages", "assets", "outDir"],
    ) ??
    computed(path, config, ["port:server.port,preview.port"]);
  if (doubt) return doubt;
  if (!own.config.imports.includes("@sveltejs/adapter-static")) {
    return { reason: `${own.path} does not use @sveltejs/adapter-static` };
  }
  const fallback = own.config.value("kit..fallback");
  if (fallback === undefined && own.config.names.has("fallback"))
    return { reason: `"fallback" in ${own.path} is not known` };
  return { folder: "build", fallback, devPort: config.value("server.port"), previewPort: config.value("preview.port") };
}

function readReactScripts(words: readonly string[], facts: Facts): SiteBuild | Reason {
  if (words.length > 0) return { reason: `it is given ${words[0]}` };
  const manifest = fieldsOf(readJson(facts.contents?.get("package.json")));
  const { homepage, proxy } = manifest ?? {};
  if (proxy !== undefined) return { reason: 'package.json sets "proxy"' };
  if (typeof homepage === "string" && !/^(?:\.|\/|https?:\/\/[^/]*\/?)$/.test(homepage)) {
    return { reason: 'package.json sets "homepage"' };
  }
  const setup = ["src/setupProxy.js", "src/setupProxy.ts"].find((path) => facts.files?.includes(path));
  if (setup !== undefined) return { reason: `${setup} tells the server more than which files to send` };
  return { folder: "build", fallback: "index.html", devPort: undefined, previewPort: undefined };
}

function readVueCli(words: readonly string[], facts: Facts): SiteBuild | Reason {
  const given = readCallOptions(words, "--mode: --modern --report --report-json --no-clean --skip-plugins:");
  if (isReason(given)) return given;
  const found = configOf("vue-cli-service", facts);
  if (found && isReason(found)) return found;
  const doubt =
    found &&
    (unclear(found.path, found.config, /^@vue\/cli-service$|^webpack$/, [
      ...[...serverKeys, "devServer", "before", "setupMiddlewares", "pages"].filter((key) => key !== "devServer"),
    ]) ??
      unclearBase(found.path, found.config, "publicPath") ??
      computed(found.path, found.config, ["outputDir:outputDir", "port:devServer.port"]));
  if (doubt) return doubt;
  return {
    folder: found?.config.value("outputDir") ?? "dist",
    fallback: "index.html",
    devPort: found?.config.value("devServer.port"),
    previewPort: undefined,
  };
}

function readAstro(words: readonly string[], facts: Facts): SiteBuild | Reason {
  const given = readCallOptions(words, "--mode: --silent --verbose");
  if (isReason(given)) return given;
  const found = configOf("astro", facts);
  if (found && isReason(found)) return found;
  const modules =
    /^astro\/config$|^@astrojs\/(?:mdx|sitemap|react|preact|vue|svelte|solid-js|tailwind|starlight|partytown|alpinejs|markdoc|lit)$|^(?:remark|rehype)-.+$|^astro-(?:icon|expressive-code|compress|robots-txt)$/;
  const isStatic = found?.config.value("output") === "static" || !found?.config.names.has("output");
  if (!isStatic) return { reason: `${found?.path} sets "output"` };
  const doubt =
    found &&
    (unclear(found.path, found.config, modules, [...serverKeys, "adapter", "session"]) ??
      unclearBase(found.path, found.config, "base") ??
      computed(found.path, found.config, ["outDir:outDir", "port:server.port"]));
  if (doubt) return doubt;
  const port = found?.config.value("server.port");
  const folder = found?.config.value("outDir") ?? "dist";
  return { folder, fallback: undefined, devPort: port, previewPort: port };
}

function readAngular(words: readonly string[], facts: Facts): SiteBuild | Reason {
  const given = readCallOptions(words, "--configuration:production -c:production --prod --aot --source-map=");
  if (isReason(given)) return given;
  if (given.operands.length > 0) return { reason: `it builds "${given.operands[0]}"` };
  const text = facts.contents?.get("angular.json");
  const projects = Object.entries(fieldsOf(fieldsOf(readJson(text)).projects)).filter(
    ([, project]) => fieldsOf(project).projectType !== "library",
  );
  const [only] = projects;
  if (!only || projects.length > 1) return { reason: "angular.json does not name one application" };
  const [name, project] = only;
  const targets = fieldsOf(fieldsOf(project).architect ?? fieldsOf(project).targets);
  const build = fieldsOf(targets.build);
  const serve = fieldsOf(fieldsOf(targets.serve).options);
  const production = fieldsOf(fieldsOf(build.configurations).production);
  const options = { ...fieldsOf(build.options), ...production };
  const builder = /^@angular(?:-devkit\/build-angular|\/build):(application|browser|browser-esbuild)$/.exec(
    String(build.builder),
  );
  if (!builder) return { reason: `angular.json builds it by "${build.builder}"` };
  const doubt = ["ssr", "server", "baseHref", "deployUrl", "localize"].find(
    (key) => options[key] !== undefined && options[key] !== false,
  );
  if (doubt) return { reason: `angular.json sets "${doubt}"` };
  const served = ["proxyConfig", "servePath", "ssl", "headers"].find((key) => serve[key] !== undefined);
  if (served) return { reason: `angular.json sets "${served}"` };
  const path = options.outputPath ?? (builder[1] === "application" ? `dist/${name}` : undefined);
  const base = typeof path === "string" ? path : fieldsOf(path).base;
  const browser = typeof path === "string" ? "browser" : (fieldsOf(path).browser ?? "browser");
  if (typeof base !== "string" || typeof browser !== "string")
    return { reason: '"outputPath" in angular.json is not known' };
  const folder = builder[1] === "application" ? [base, browser].filter((part) => part !== "").join("/") : base;
  const port = serve.port;
  return {
    folder,
    fallback: "index.html",
    devPort: port === undefined ? undefined : String(port),
    previewPort: undefined,
  };
}

/** Under another path than "/" the files lie elsewhere than they are asked for. */
function unclearBase(path: string, config: JsConfig, key: string): Reason | undefined {
  const isRoot = !config.names.has(key) || /^(?:\.?\/|\.)$/.test(config.value(key) ?? "");
  return isRoot ? undefined : { reason: `${path} sets "${key}"` };
}

/** Names that stand in a configuration without a value that is known at one of the paths ("port:server.port,preview.port"). */
function computed(path: string, config: JsConfig, keys: readonly string[]): Reason | undefined {
  for (const each of keys) {
    const [name = "", places = ""] = each.split(":");
    if (!config.names.has(name) || places.split(",").some((place) => config.value(place) !== undefined)) continue;
    return { reason: `"${name}" in ${path} is not known` };
  }
  return undefined;
}

function hasDependency(name: string, { project }: Facts): boolean {
  return Object.hasOwn({ ...project?.dependencies, ...project?.devDependencies }, name);
}

/** The major version that package.json asks for; undefined for ranges that do not start with one. */
function versionOf(name: string, { project }: Facts): number | undefined {
  const range = { ...project?.dependencies, ...project?.devDependencies }[name];
  const major = /^[\^~>=v\s]*(\d+)/.exec(range ?? "")?.[1];
  return major === undefined ? undefined : Number(major);
}
