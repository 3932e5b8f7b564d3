/** What the compiler of TypeScript is told by a file and those that it extends. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompilerOptions, compilerOptions, configFile } from "../server/context/tsconfig";

type Files = Readonly<Record<string, unknown>>;

const rows: readonly (readonly [title: string, files: Files, options: CompilerOptions, path?: string])[] = [
  ["nothing known", {}, {}],
  ["no options", { "tsconfig.json": {} }, {}],
  ["an array in place of an object", { "tsconfig.json": [] }, {}],
  ["paths from the root", config({ outDir: "./dist/", rootDir: "src", baseUrl: "." }), paths("dist", "src", "")],
  ["a path of another kind", config({ outDir: 5 }), {}],
  ["a path outside of the context", config({ outDir: "../dist" }), { outDir: "../dist" }],
  ["aliases", config({ paths: { "@app/*": ["src/*"], lib: ["lib"] } }), { aliases: ["@app/", "lib"] }],
  [
    "what is inherited, with the ending and without",
    {
      "tsconfig.json": { extends: "./tsconfig.base" },
      "tsconfig.base.json": { extends: "./more.json", compilerOptions: { rootDir: "src" } },
      "more.json": { compilerOptions: { outDir: "build", rootDir: "other" } },
    },
    { outDir: "build", rootDir: "src" },
  ],
  [
    "paths from the folder of the file that names them",
    {
      "apps/api/tsconfig.json": { extends: "../../config/base.json", compilerOptions: { rootDir: "src" } },
      "config/base.json": { compilerOptions: { outDir: "../dist" } },
    },
    { outDir: "dist", rootDir: "apps/api/src" },
    "apps/api/tsconfig.json",
  ],
  [
    "the last of several",
    {
      "tsconfig.json": { extends: ["./a.json", "./b.json"] },
      "a.json": { compilerOptions: { outDir: "a", rootDir: "src" } },
      "b.json": { compilerOptions: { outDir: "b" } },
    },
    { outDir: "b", rootDir: "src" },
  ],
  [
    "a base in another folder, which names the folder of the file that is given",
    {
      "tsconfig.json": { extends: ["./config/base.json"] },
      "config/base.json": { compilerOptions: { outDir: "${configDir}/dist", rootDir: "src" } },
    },
    { outDir: "dist", rootDir: "config/src" },
  ],
  ["a package", { "tsconfig.json": { extends: "@tsconfig/node22/tsconfig.json" } }, {}],
  ["a circle", { "tsconfig.json": { extends: "./tsconfig.json", compilerOptions: { outDir: "a" } } }, { outDir: "a" }],
];

for (const [title, files, options, path = "tsconfig.json"] of rows) {
  test(`compiler options: ${title}`, () => {
    assert.deepEqual(compilerOptions(path, { contents: contentsOf(files) }), options);
  });
}

test("compiler options: comments are read, nothing throws", () => {
  const read = (text: string) => compilerOptions("tsconfig.json", { contents: new Map([["tsconfig.json", text]]) });
  assert.deepEqual(read('\uFEFF// mine\n{ "compilerOptions": { "outDir": "out", } }'), { outDir: "out" });
  for (const text of ["", "{", "null", "[".repeat(50_000)]) assert.deepEqual(read(text), {});
});

const names: readonly (readonly [name: string, file: string | undefined])[] = [
  ["tsconfig.json", "tsconfig.json"],
  ["./tsconfig.build", "tsconfig.build.json"],
  [".", "tsconfig.json"],
  ["apps/api", "apps/api/tsconfig.json"],
  ["../tsconfig.json", undefined],
];

for (const [name, file] of names) {
  test(`tsc -p ${name}`, () => {
    assert.equal(configFile(name, { contents: contentsOf({ "apps/api/tsconfig.json": {} }) }), file);
  });
}

function config(options: Files): Files {
  return { "tsconfig.json": { compilerOptions: options } };
}

function paths(outDir: string, rootDir: string, baseUrl: string): CompilerOptions {
  return { outDir, rootDir, baseUrl };
}

function contentsOf(files: Files): Map<string, string> {
  return new Map(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)]));
}
