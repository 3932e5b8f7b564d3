/** Files of a Node.js project: what is compiled to what, what is imported, where a file of the image comes from. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { wholeContext } from "../server/context/contextTree";
import { compilerPaths, sourcesByOutput, sourcesOfName } from "../server/node/compiled";
import { contextFileOf, entryOf, filesOf, projectOf } from "../server/node/entry";
import { importedFile, textsOf } from "../server/node/imports";
import { originsOf } from "../server/node/origins";
import { mainProcess } from "../server/stage/process";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Facts, Files } from "../server/types";

const factsOf = (files: Files, text = "FROM node:24\nCOPY . .\n") => factsAround(files, "Dockerfile", text);
const listed = (...files: string[]): Facts => ({ today: "", files: [...files].sort() });

describe("what is compiled", () => {
  for (const [files, name, found] of [
    [
      ["src/a.ts"],
      "dist/a.js",
      { "dist/a.js": ["src/a.ts"], "build/a.js": ["src/a.ts"], "dist/src/a.js": ["src/a.ts"] },
    ],
    [["a.mts"], "dist/a", { "dist/a.mjs": ["a.mts"], "a.mjs": ["a.mts"] }],
    [["src/a.d.ts"], "dist/a", {}],
    [["src/b.ts"], "dist/a", {}],
    [["a.ts", "src/a.ts"], "a", { "dist/a.js": ["a.ts", "src/a.ts"] }],
  ] as const) {
    test(`${name} of ${files}`, () => {
      const outputs = sourcesByOutput([name], listed(...files));
      if (Object.keys(found).length === 0) assert.equal(outputs.size, 0);
      for (const [path, sources] of Object.entries(found)) assert.deepEqual(outputs.get(path), sources, path);
    });
  }

  test("where tsconfig.json says", async () => {
    const compilerOptions = { outDir: "./lib", rootDir: "source" };
    const facts = await factsOf({
      "tsconfig.json": JSON.stringify({ compilerOptions }),
      "source/a.ts": "",
      "other/a.ts": "",
    });
    assert.deepEqual([compilerPaths(facts).outDir, compilerPaths(facts).rootDir], ["lib", "source"]);
    assert.deepEqual([...sourcesByOutput(["lib/a"], facts).keys()].sort(), ["a.js", "lib/a.js"]);
    assert.deepEqual(compilerPaths({ today: "" }), {});
  });

  test("a file that the context has is no copy of the output", () => {
    assert.equal(sourcesByOutput(["a"], listed("a.js", "a.ts")).get("a.js")?.length, 1);
    assert.equal(sourcesByOutput(["a"], listed("a.js", "src/a.ts")).has("a.js"), false);
  });

  test("sources by name, of TypeScript or in folders for sources", () => {
    const facts = listed("lib/a.ts", "src/b.jsx", "other/b.js", "src/c.js");
    assert.deepEqual(
      ["a.js", "b.js", "c", "d"].map((name) => sourcesOfName(name, facts)),
      [["lib/a.ts"], ["src/b.jsx"], ["src/c.js"], []],
    );
  });
});

/** A file, what it imports, the files that are there, and the one that is meant. */
const imports: readonly (readonly [
  from: string,
  specifier: string,
  files: readonly string[],
  found: string | undefined,
])[] = [
  ["a.js", "./b", ["b.js"], "b.js"],
  ["src/a.js", "../b.js", ["b.js"], "b.js"],
  ["src/a.ts", "./b.js", ["src/b.ts"], "src/b.ts"],
  ["src/a.mts", "./b.mjs", ["src/b.mts"], "src/b.mts"],
  ["src/a.js", "./b", ["src/b/index.ts"], "src/b/index.ts"],
  ["src/a.js", ".", ["src/index.js"], "src/index.js"],
  ["a.js", ".", ["index.js"], "index.js"],
  ["a.js", "./b", ["b.json", "b.js"], "b.js"],
  ["a.js", "./b", ["bb.js"], undefined],
];

describe("what is imported", () => {
  for (const [from, specifier, files, found] of imports) {
    test(`${specifier} in ${from}`, () =>
      assert.equal(
        importedFile(from, specifier, (path) => files.includes(path)),
        found,
      ));
  }

  test("the texts of a program, undefined for each that is not known", () => {
    const contents = new Map([
      ["a.js", 'import "./b.js"; import "express"; import data from "./data.json"; require("./missing")'],
      ["b.js", 'import "./a.js"'],
    ]);
    const facts: Facts = { today: "", files: ["a.js", "b.js", "data.json"], contents };
    assert.deepEqual([...textsOf("a.js", facts)], [contents.get("a.js"), undefined, contents.get("b.js")]);
    assert.deepEqual([...textsOf("x.js", facts)], [undefined]);
  });
});

/** The files of a context, a Dockerfile, and the file that node starts with. */
const entries: readonly (readonly [title: string, files: Files, text: string, path: string | undefined])[] = [
  ["a file", { "a.js": "" }, 'WORKDIR /app\nCOPY . .\nCMD ["node", "a.js"]', "a.js"],
  ["without its extension", { "a.js": "" }, 'WORKDIR /app\nCOPY . .\nCMD ["node", "a"]', "a.js"],
  ["by an absolute path", { "a.js": "" }, 'WORKDIR /app\nCOPY . .\nCMD ["node", "/app/a.js"]', "a.js"],
  [
    "npm starts, not node",
    { "package.json": '{"scripts":{"start":"node a.js"}}', "a.js": "" },
    'WORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
    undefined,
  ],
  ["through a shell", { "a.js": "" }, 'WORKDIR /app\nCOPY . .\nCMD ["sh", "-c", "b && exec node a.js"]', "a.js"],
  [
    "the source of what is compiled",
    { "src/a.ts": "" },
    'WORKDIR /app\nCOPY . .\nRUN tsc\nCMD ["node", "dist/a.js"]',
    "src/a.ts",
  ],
  ["from another folder", { "api/a.js": "" }, 'WORKDIR /app\nCOPY api .\nCMD ["node", "a.js"]', "api/a.js"],
  ["none", { "a.js": "" }, 'WORKDIR /app\nCOPY . .\nCMD ["node", "b.js"]', undefined],
  ["a variable", { "a.js": "" }, 'WORKDIR /app\nCOPY . .\nCMD ["node", "$FILE"]', undefined],
];

describe("the file that node starts with", () => {
  for (const [title, files, text, path] of entries) {
    test(title, async () => {
      const file = parseDockerfile(`FROM node:24\n${text}\n`);
      const main = mainProcess(file.final ?? assert.fail()) ?? assert.fail();
      const entry = entryOf(file, main, await factsOf(files, file.text));
      assert.equal(entry?.path, path);
      if (entry?.word) assert.match(file.text.slice(entry.word.start, entry.word.end), /a(?:\.js)?|start/);
    });
  }

  test("the project whose package.json lies in the folder of the image, and its files", async () => {
    const files = {
      "package.json": '{"name":"root"}',
      "api/package.json": '{"name":"api"}',
      "api/a.js": "",
      "b.js": "",
    };
    const of = async (text: string) => {
      const file = parseDockerfile(`FROM node:24\n${text}\n`);
      const facts = await factsOf(files, file.text);
      const project = projectOf(file, file.instructions.at(-1) ?? assert.fail(), facts);
      return [project?.manifest, filesOf(project, facts)?.includes("a.js")];
    };
    assert.deepEqual(await of("WORKDIR /app\nCOPY . .\nRUN npm ci"), ["package.json", false]);
    assert.deepEqual(await of("WORKDIR /app\nCOPY . .\nWORKDIR /app/api\nRUN npm ci"), ["api/package.json", true]);
    assert.deepEqual(await of("WORKDIR /app\nCOPY api .\nRUN npm ci"), ["api/package.json", true]);
    assert.deepEqual(await of('WORKDIR /app\nCOPY api .\nCMD ["npm", "start"]'), ["api/package.json", true]);
  });

  test("the file of the context at a path, by COPY or by its name", () => {
    const stage =
      parseDockerfile("FROM x\nWORKDIR /app\nCOPY docker/run.sh /usr/bin/entry.sh\nCOPY . .\n").final ?? assert.fail();
    const facts = listed("docker/run.sh", "a.sh", "x/b.sh", "y/b.sh");
    assert.equal(contextFileOf(stage, "/usr/bin/entry.sh", facts), "docker/run.sh");
    assert.equal(contextFileOf(stage, "./a.sh", facts), "a.sh");
    assert.equal(contextFileOf(stage, "/app/x/b.sh", facts), "x/b.sh");
    assert.equal(contextFileOf(stage, "/b.sh", facts), undefined);
    assert.equal(contextFileOf(stage, "c.sh", facts), undefined);
  });
});

/** Below `FROM node:24` and WORKDIR /app: a path of the image, and where it may come from; undefined: from somewhere else. */
const origins: readonly (readonly [text: string, target: string, paths: readonly string[] | undefined])[] = [
  ["COPY . .", "/app/a.js", ["a.js"]],
  ["COPY src .", "/app/a.js", ["src/a.js"]],
  ["COPY a.js main.js", "/app/main.js", ["a.js"]],
  ["COPY src /srv/", "/app/a.js", []],
  ["COPY . .\nCOPY src .", "/app/a.js", ["a.js", "src/a.js"]],
  ["COPY . .\nRUN make", "/app/a.js", undefined],
  ["COPY . .\nRUN mkdir b && chown node b", "/app/a.js", ["a.js"]],
  ["COPY . .\nRUN echo > a.js", "/app/a.js", undefined],
  ["COPY . .\nRUN npm ci --ignore-scripts", "/app/a.js", ["a.js"]],
  ["COPY . $X", "/app/a.js", undefined],
  ["COPY $X .", "/app/a.js", undefined],
  ["COPY --exclude=x . .", "/app/a.js", undefined],
  ["ADD x.tar .", "/app/a.js", undefined],
  ["COPY --from=unknown /a /app", "/app/a.js", undefined],
  ["COPY . .\nVOLUME /app", "/app/a.js", undefined],
  ["COPY . .", "/usr/bin/a", undefined],
];

describe("where a file of an image comes from", () => {
  const facts = listed("a.js", "src/a.js", "x.tar");
  const context = wholeContext(facts) ?? assert.fail();
  for (const [text, target, paths] of origins) {
    test(`${target}: ${JSON.stringify(text)}`, () => {
      const file = parseDockerfile(`FROM node:24\nWORKDIR /app\n${text}\n`);
      const found = originsOf(file, facts, context, file.final ?? assert.fail(), target);
      assert.deepEqual(
        found?.map(({ path }) => path),
        paths,
      );
    });
  }

  test("through another stage, and not from an image that may hold an app", () => {
    const of = (text: string) => {
      const file = parseDockerfile(text);
      return originsOf(file, facts, context, file.final ?? assert.fail(), "/app/a.js")?.map(({ path, folder }) => [
        path,
        folder,
      ]);
    };
    assert.deepEqual(of("FROM node:24 AS b\nCOPY src /x\nFROM node:24\nCOPY --from=b /x /app"), [["src/a.js", "src"]]);
    assert.equal(of("FROM node:24 AS b\nRUN make\nFROM node:24\nCOPY --from=b /x /app"), undefined);
    assert.equal(of("FROM postgres\nCOPY . /app"), undefined);
  });
});
