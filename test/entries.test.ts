/** Where it is got from: what the packages hold, and that recipes name what there is. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { parse, parseAllDocuments } from "yaml";
import { commandNames, helpOf } from "../server/cli/help";
import { commandNames as served } from "../server/requests";
import { dockerfileNames, fileKind, ignorePatterns } from "../server/syntax/fileKind";
import { temporaryFolder } from "./folder";

const read = (file: string) => readFileSync(file, "utf8");
const manifest = JSON.parse(read("package.json"));
const action = parse(read("action.yml"));
const hooks: readonly { id: string; entry: string; files: string }[] = parse(read(".pre-commit-hooks.yaml"));

/** Files of ours, and some that are not. */
const named = [
  ...dockerfileNames.flatMap((name) => [name, name.toLowerCase()]).flatMap((it) => [it, `a/${it}.dev`, `b/web.${it}`]),
  ...[".dockerignore", "a/Dockerfile.dockerignore", ".containerignore", "x.containerignore"],
  ...["Dockerfiles/a.md", "docker.ts", "myDockerfile", "Containerfile2", "containerfileNames.ts", ".gitignore"],
];

/** Every `drydock …` in a text that names a command: its name and its options. */
function callsIn(text: string): { command: string; options: readonly string[] }[] {
  return [...text.matchAll(/\bdrydock ([a-z]+)\b([^`'\n|#]*)/g)].flatMap(([, command = "", rest = ""]) =>
    commandNames.includes(command) ? [{ command, options: rest.match(/(?<=\s)--[a-z-]+/g) ?? [] }] : [],
  );
}

describe("recipes name what there is", () => {
  for (const file of ["docs/ci.md", "docs/editors.md", ".pre-commit-hooks.yaml"]) {
    test(file, () => {
      const calls = callsIn(read(file));
      assert.ok(calls.length > 0);
      for (const { command, options } of calls)
        for (const option of options) assert.ok(helpOf(command)?.includes(option), `drydock ${command} ${option}`);
    });
  }

  test("formats", () => {
    for (const [, format = ""] of read("docs/ci.md").matchAll(/(?:--format |format: )([a-z]+)/g))
      assert.match(helpOf("lint") ?? "", new RegExp(`\\b${format}\\b`));
  });

  test("tools for models in the editor", () => {
    const tools: readonly { name: string; inputSchema: { required: string[]; properties: object } }[] =
      manifest.contributes.languageModelTools;
    const registered = read("client/languageModel.ts").match(/(?<=async )drydock_\w+/g);
    assert.deepEqual(
      tools.map(({ name }) => name),
      registered,
    );
    for (const { inputSchema } of tools)
      assert.ok(inputSchema.required.every((name) => Object.hasOwn(inputSchema.properties, name)));
  });

  test("the component for GitLab", () => {
    const [{ spec }, jobs] = parseAllDocuments(read("templates/lint.yml")).map((document) => document.toJS());
    const used = JSON.stringify(jobs).match(/(?<=\$\[\[ inputs\.)[a-z-]+/g) ?? [];
    assert.deepEqual([...new Set(used)].sort(), Object.keys(spec.inputs).sort());
    const script: readonly string[] = jobs["$[[ inputs.job-name ]]"].script;
    const calls = script.flatMap(callsIn);
    for (const { command, options } of calls)
      for (const option of options) assert.ok(helpOf(command)?.includes(option), option);
    assert.equal(calls.length, 1);
  });

  test("commands of the server", () => {
    for (const [, name = ""] of read("docs/editors.md").matchAll(/\b(drydock\.(?!json\b|yaml\b)[a-z]\w*)/gi))
      assert.ok((served as readonly string[]).includes(name), name);
  });
});

describe("packages", () => {
  test("the one for npm starts what it holds, and needs nothing else", () => {
    assert.equal(manifest.bin.drydock, "dist/server/cli.js");
    assert.ok(existsSync(manifest.bin.drydock));
    assert.equal(manifest.dependencies, undefined);
    const files = read(".npmignore");
    assert.ok(files.includes(`!${manifest.bin.drydock}\n`));
    for (const [, file = ""] of files.matchAll(/^!(.+)$/gm)) assert.ok(existsSync(file), file);
  });

  test("hooks run commands on files of ours, and on no others", () => {
    for (const { entry, files } of hooks) {
      assert.equal(callsIn(entry).length, 1, entry);
      const pattern = new RegExp(files);
      for (const file of named) assert.equal(pattern.test(file), fileKind(file) !== undefined, file);
    }
  });

  test("README and the recipes of editors name the files that are ours", () => {
    // As VS Code and others read such patterns.
    const matches = (pattern: string, file: string) =>
      new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`, "i").test(path.posix.basename(file));
    const isNamed = (patterns: readonly string[], file: string) => patterns.some((pattern) => matches(pattern, file));
    const [, shown = "", ignored = ""] =
      /^Dockerfiles \((.*?)\) and ignore files\s\((.*?)\)/ms.exec(read("README.md")) ?? [];
    const [, mapped = ""] = /^`(Dockerfile;.*?)`/m.exec(read("docs/editors.md")) ?? [];
    const inBackticks = (text: string) => text.match(/(?<=`)[^`, ]+(?=`)/g) ?? [];
    for (const patterns of [inBackticks(shown), mapped.split(";")]) {
      for (const file of named)
        if (fileKind(file) !== ".dockerignore")
          assert.equal(isNamed(patterns, file), fileKind(file) !== undefined, file);
    }
    assert.deepEqual(inBackticks(ignored), ignorePatterns);
    const { languages }: { languages: readonly { id: string; filenamePatterns: readonly string[] }[] } =
      manifest.contributes;
    const ofIgnoreFiles = languages.find(({ id }) => id === "dockerignore")?.filenamePatterns ?? [];
    for (const pattern of ignorePatterns) assert.ok(ofIgnoreFiles.includes(pattern), pattern);
  });

  test("the action lints what it is given", { skip: process.platform === "win32" }, () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "Dockerfile"), "FROM node:latest\n");
    const [, check] = action.runs.steps;
    const inputs = Object.fromEntries(
      Object.entries<string>(check.env).map(([name, value]) => {
        const [, input = ""] = /inputs\.([a-z-]+)/.exec(value) ?? [];
        return [name, action.inputs[input].default];
      }),
    );
    const lint = (more: object) =>
      spawnSync("bash", ["-e", "-c", check.run], {
        cwd: folder,
        env: { ...process.env, GITHUB_ACTION_PATH: process.cwd(), ...inputs, ...more },
        encoding: "utf8",
      });
    const marked = lint({});
    assert.equal(marked.status, 1);
    assert.match(marked.stdout, /^::warning file=/m);
    const written = lint({ FORMAT: "sarif", OUTPUT: "out.sarif", FAIL_ON: "none", FILES: "Dockerfile\n" });
    assert.equal(written.status, 0, written.stderr);
    assert.equal(JSON.parse(read(path.join(folder, "out.sarif"))).version, "2.1.0");
    assert.equal(lint({ FILES: "$(touch x)\n" }).status, 2);
    assert.ok(!existsSync(path.join(folder, "x")));
  });
});
