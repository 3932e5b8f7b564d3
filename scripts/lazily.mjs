/**
 * Plugins of esbuild for programs that are started anew again and again: what most runs do not need is loaded when it
 * is first used, and tables are read from text, which takes half the time of code that makes them.
 */
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";

/** `import { a } from "x"` in our own files loads x when `a` is first used. */
export function lazily(names) {
  return {
    name: "lazily",
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, ({ path, importer, namespace, kind, resolveDir }) => {
        const isOurs = namespace === "file" && kind === "import-statement" && !importer.includes("node_modules");
        return isOurs && names.includes(path) ? { path, namespace: "lazily", pluginData: resolveDir } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: "lazily" }, async ({ path, pluginData: resolveDir }) => {
        if (path.endsWith(".json"))
          return {
            resolveDir,
            contents: `exports.__esModule = true;
            Object.defineProperty(exports, "default", { get: () => require("${path}"), enumerable: true });`,
          };
        const exported = Object.keys(await import(path)).filter(
          (name) => !/^(?:module\.exports|__esModule)$/.test(name),
        );
        const isDefault = isBuiltin(path) || !exported.includes("default") ? "" : "exports.__esModule = true;";
        const getters = exported.map(
          (name) => `Object.defineProperty(exports, "${name}", { get: () => real().${name}, enumerable: true });`,
        );
        return { resolveDir, contents: [`const real = () => require("${path}");`, isDefault, ...getters].join("\n") };
      });
    },
  };
}

/** What is imported from our JSON is parsed when it is loaded, and not compiled. */
export const tables = {
  name: "tables",
  setup(build) {
    build.onLoad({ filter: /[\\/]data[\\/][\w-]+\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, "utf8")));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});` };
    });
  },
};
