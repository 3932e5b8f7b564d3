/**
 * Options and plugins of esbuild for programs that are started anew again and again: what most runs do not need is loaded when it
 * is first used, and tables are read from text, which takes half the time of code that makes them.
 */
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";

/** For Node.js and browsers alike: one bundle for both is half as much to fetch as one for each. */
export const anywhere = {
  // What only one of them has is loaded where it is used; neither has a loader of modules in a script.
  supported: { "dynamic-import": false },
  // Some packages name their parts for browsers apart. What they write for browsers alone does in Node.js as well.
  conditions: ["browser"],
  alias: { yaml: fileURLToPath(import.meta.resolve("yaml").replace("/dist/", "/browser/")) },
};

/** `import { a } from "x"` in our own files loads x when `a` is first used. */
export function lazily(names) {
  return {
    name: "lazily",
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, ({ path, importer, namespace, kind, resolveDir }) => {
        const isOurs = namespace === "file" && kind === "import-statement" && !importer.includes("node_modules");
        if (isOurs && names.includes(path))
          return { path, namespace: "lazily", sideEffects: false, pluginData: resolveDir };
        const isRest = namespace === "lazily" && kind === "import-statement";
        return isRest ? { path, namespace: "by getters", sideEffects: false, pluginData: resolveDir } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: "lazily" }, async ({ path, pluginData: resolveDir }) => {
        if (path.endsWith(".json")) return { resolveDir, contents: `export { default } from "${path}";` };
        const exported = Object.entries(await import(path)).filter(([name]) => !notExported.test(name));
        const functions = exported.filter(([, value]) => isPlainFunction(value)).map(([name]) => name);
        const others = exported.map(([name]) => name).filter((name) => !functions.includes(name));
        // Only those that somebody imports are left by the bundler.
        const calls = functions.map((name) => `const ${name}_ = (...all) => require("${path}").${name}(...all);`);
        const aliases = functions.map((name) => `${name}_ as ${name}`);
        const rest = others.length > 0 ? [`export { ${others.join(", ")} } from "${path}";`] : [];
        return { resolveDir, contents: [...calls, `export { ${aliases.join(", ")} };`, ...rest].join("\n") };
      });
      build.onLoad({ filter: /.*/, namespace: "by getters" }, async ({ path, pluginData: resolveDir }) => {
        const exported = path.endsWith(".json") ? ["default"] : Object.keys(await import(path));
        const own = exported.filter((name) => !notExported.test(name));
        const isModule = path.endsWith(".json") || (!isBuiltin(path) && own.includes("default"));
        const value = (name) => (path.endsWith(".json") ? "" : `.${name}`);
        const getters = own.map(
          (name) =>
            `Object.defineProperty(exports, "${name}", { get: () => require("${path}")${value(name)}, enumerable: true });`,
        );
        return { resolveDir, contents: [isModule ? "exports.__esModule = true;" : "", ...getters].join("\n") };
      });
    },
  };
}

const notExported = /^(?:module\.exports|__esModule)$/;

/** Not a class, whose instances are made by what is exported itself. */
function isPlainFunction(value) {
  if (typeof value !== "function" || /^class\b/.test(String(value))) return false;
  return value.prototype === undefined || Object.getOwnPropertyNames(value.prototype).length <= 1;
}

/** What is imported from our JSON is parsed when it is loaded, and not compiled; of large tables, each image when it is asked for. */
export const tables = {
  name: "tables",
  setup(build) {
    build.onLoad({ filter: /[\\/]data[\\/][\w-]+\.json$/ }, async ({ path }) => {
      const table = JSON.parse(await readFile(path, "utf8"));
      const { images = {}, ...rest } = table;
      if (JSON.stringify(images).length < large) return { contents: `export default ${parsed(table)};` };
      const texts = Object.entries(images).map(([name, row]) => `${quoted(name)}: ${quoted(JSON.stringify(row))}`);
      return {
        contents: `const texts = { ${texts.join(", ")} };
        const table = { ...${parsed(rest)}, images: {} };
        for (const name of Object.keys(texts)) {
          let row;
          Object.defineProperty(table.images, name, { enumerable: true, get: () => (row ??= JSON.parse(texts[name])) });
        }
        export default table;`,
      };
    });
  },
};

/** Characters. */
const large = 100_000;

const quoted = JSON.stringify;
const parsed = (value) => `JSON.parse(${quoted(JSON.stringify(value))})`;
