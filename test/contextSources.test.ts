/** What Dockerfiles take from the build context, where it is found, and when nothing is said of what is missing. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { contextSourcesOf } from "../server/context/contextSources";
import { matchesOf, mayExist, meantPath, wholeContext } from "../server/context/contextTree";
import { isMadeLater } from "../server/context/madeLater";
import missingCopySource from "../server/rules/missing-copy-source";
import missingStartFile from "../server/rules/missing-start-file";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { ContextChoice, Facts } from "../server/types";

const facts = (files: readonly string[], more: Partial<Facts> = {}): Facts => ({
  today: "2026-11-23",
  path: "Dockerfile",
  files: [...files].sort(),
  ...more,
});

const tree = (files: readonly string[]) => {
  const context = wholeContext(facts(files));
  assert.ok(context);
  return context;
};

describe("sources", () => {
  const table: readonly (readonly [instruction: string, found: readonly string[]])[] = [
    ["COPY . ./a/ /b/../c ../d/./e /x", [".", "a", "c", "d/e (outside)"]],
    ['ADD ["a b", "c*", "/"]', ["a b", "c* (glob)"]],
    ["ADD https://example.com/x git@example.com:a/b.git x /", ["x"]],
    ["COPY --from=a x /", []],
    ["COPY <<EOF x /y/\nEOF", ["x"]],
    ["RUN --mount=type=bind,src=a*,target=/a --mount=source=/b/,target=/b true", ["a* (mount)", "b (mount)"]],
    ["RUN --mount=type=bind,target=/a --mount=type=cache,source=x,target=/y true", []],
    ["ONBUILD COPY x /", []],
  ];
  for (const [instruction, found] of table) {
    test(instruction, () => {
      const sources = contextSourcesOf(parseDockerfile(`FROM scratch\n${instruction}`));
      const notes = sources.map(({ path, isGlob, isMount, isOutside }) =>
        [path, isGlob && "(glob)", isMount && "(mount)", isOutside && "(outside)"].filter(Boolean).join(" "),
      );
      assert.deepEqual(notes, found);
    });
  }
});

test("wildcards stand for parts of one name", () => {
  const context = tree(["a.js", "b.ts", "src/a.js", "src/x/a.js", "src/.env", "src-old/a.js", "node_modules/"]);
  const table: readonly (readonly [glob: string, matches: readonly string[]])[] = [
    ["*", ["a.js", "b.ts", "node_modules", "src", "src-old"]],
    ["*.js", ["a.js"]],
    ["src/*", ["src/.env", "src/a.js", "src/x"]],
    ["src*/**", ["src-old/a.js", "src/.env", "src/a.js", "src/x"]],
    ["?.[jt]s", ["a.js", "b.ts"]],
    ["[^a].*", ["b.ts"]],
    ["[", []],
  ];
  for (const [glob, matches] of table) assert.deepEqual(matchesOf(context, glob), matches, glob);
});

test("what may exist", () => {
  const context = tree(["a/b.js", "a-b/c", "link", "lib/node_modules/"]);
  const table = { ".": true, a: true, "a/b.js": true, "a/b": false, "a/c": false, "a-": false, b: false } as const;
  for (const [path, isThere] of Object.entries(table)) assert.equal(mayExist(context, path), isThere, path);
  for (const path of ["link/x", "lib", "lib/node_modules", "lib/node_modules/x/y"])
    assert.ok(mayExist(context, path), path);
});

test("what is meant", () => {
  const context = tree(["server.js", "conf/app.json", "conf/web.json", "x/nginx.conf", "y/start.sh", "z/start.sh"]);
  const table = { "sever.js": "server.js", "conf/apq.json": "conf/app.json", "nginx.conf": "x/nginx.conf" };
  for (const [path, meant] of Object.entries(table)) assert.equal(meantPath(context, path), meant, path);
  for (const path of ["start.sh", "abc", "conf/other.json"]) assert.equal(meantPath(context, path), undefined, path);
});

test("what is made later", () => {
  const contents = new Map([[".gitignore", "# local\n*.local\n/top.txt\nout-*/\n"]]);
  const known = facts(["package.json"], { contents });
  for (const path of ["dist/a.js", "app.jar", "x/y.local", "top.txt", "a/out-1/x", "sub/.env", "app-linux-amd64"]) {
    assert.ok(isMadeLater(path, known), path);
  }
  for (const path of ["src", "sub/top.txt", "server.js", "distance/a"]) assert.ok(!isMadeLater(path, known), path);
  assert.ok(isMadeLater("server", facts(["main.go"])));
});

describe("where the context is a guess", () => {
  const count = (rule: typeof missingCopySource | typeof missingStartFile, text: string, more: Partial<Facts>) =>
    [...rule.check(parseDockerfile(text), facts(["package.json", "server.js"], more))].length;
  const choice = (by: ContextChoice["by"], isCertain = true): Partial<Facts> => ({
    context: { by, isCertain, builds: [] },
  });

  test("half of the sources missing speak for another folder, unless a name is nearly right", () => {
    const text = "FROM scratch\nCOPY package.json a.conf b.conf sever.js /";
    assert.equal(count(missingCopySource, text, choice("definition")), 3);
    assert.equal(count(missingCopySource, text, choice("sources")), 1);
    assert.equal(count(missingCopySource, "FROM scratch\nCOPY package.json server.js a.conf /", choice("sources")), 1);
  });
  test("a folder with nothing but files for Docker is a template, whatever its compose file says", () => {
    const text = "FROM scratch\nCOPY package.json yarn.lock /\nCOPY src /src";
    const template = ["Dockerfile", "README.md", "docker-compose.prod.yml", "dockerignore"];
    assert.equal(count(missingCopySource, text, { ...choice("definition"), files: template }), 0);
    assert.equal(count(missingCopySource, text, { ...choice("definition"), files: [...template, "a.js"] }), 3);
    assert.equal(count(missingCopySource, text, { ...choice("setting"), files: template }), 3);
    assert.equal(count(missingCopySource, "FROM scratch\nCOPY a b /", { ...choice("definition"), files: template }), 2);
  });
  test("a listing that is cut short tells of nothing missing", () => {
    assert.equal(count(missingCopySource, "FROM scratch\nCOPY a.conf /", { isPartial: true }), 0);
  });
  test("the start file is not looked for", () => {
    const text = 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "index.js"]';
    assert.equal(count(missingStartFile, text, choice("folder")), 1);
    assert.equal(count(missingStartFile, text, choice("folder", false)), 0);
  });
});
