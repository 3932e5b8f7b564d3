/** Where a build may write outside of its folder, by what the files of its settings name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { outsidePlaces, pathsIn } from "../server/context/outsideWrites";
import type { Facts } from "../server/types";

const texts: readonly (readonly [string, readonly string[]])[] = [
  ["vite build --outDir /www", ["/www"]],
  ["cp -r dist /srv/www/ && a --out=/b.js", ["/srv/www", "/b.js"]],
  ['{ outDir: "/www", other: [\'/a\',"/b"] }', ["/www", "/a", "/b"]],
  ["os.makedirs('/static'); open(\"/x/y\")", ["/static", "/x/y"]],
  // An address, a comment, a relative path.
  ["http://example.org/a // what /* follows */ ./dist ../www a/b", []],
  ["/a /a /b /c", ["/a", "/b", "/c"]],
];

for (const [text, expected] of texts) {
  test(`the paths in ${text}`, () => assert.deepEqual(pathsIn(text), expected));
}

test("no more paths than are asked for", () => assert.deepEqual(pathsIn("/a /b /c", 2), ["/a", "/b"]));

const of = (contents: Record<string, string>): Facts => ({
  today: "2026-11-30",
  contents: new Map(Object.entries(contents)),
});

const settings: readonly (readonly [Record<string, string>, string | undefined, readonly string[]])[] = [
  [{ "package.json": '{ "scripts": { "build": "vite build --outDir /www" } }' }, "/app", ["/www"]],
  [{ "client/vite.config.ts": "outDir: '../public'" }, "/app/client", ["/app/public"]],
  [{ "tsconfig.json": '{ "outDir": "../../lib" }' }, "/app", ["/lib"]],
  [{ "webpack.config.js": 'join(__dirname, "..", "www")' }, "/app", ["/"]],
  // In a folder, that is the folder of the project.
  [{ "config/webpack.config.js": 'join(__dirname, "..", "www")' }, "/app", []],
  [{ "tsconfig.json": '{ "outDir": "../lib" }' }, undefined, ["/lib"]],
  // No settings.
  [{ "src/app.js": 'fetch("/api")', "README.md": "/www" }, "/app", []],
];

for (const [contents, folder, expected] of settings) {
  const [[path, text] = []] = Object.entries(contents);
  test(`the places that ${path} names: ${text}, seen from ${folder}`, () =>
    assert.deepEqual(outsidePlaces(of(contents), folder), expected));
}
