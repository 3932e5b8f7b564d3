/** What of a build context lies where a program starts, and may be read by it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnread, readable } from "../server/projects/unreadFiles";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";

const files = Object.fromEntries(
  [
    "src/main.rs",
    "src/a/b.rs",
    "web/index.html",
    "web/css/a.css",
    "src/data/x.json",
    "Rocket.toml",
    "README.md",
    ".env",
  ].map((path) => [path, ""]),
);

/** The COPY lines, the folder of the program, and what it may read: "context path > path of the image". */
const cases: readonly (readonly [copies: string, folder: string, found: string])[] = [
  ["COPY . .", "/app", "Rocket.toml > /app/Rocket.toml, src/data > /app/src/data, web > /app/web"],
  ["COPY . /app/", "/app", "Rocket.toml > /app/Rocket.toml, src/data > /app/src/data, web > /app/web"],
  ["COPY src ./src", "/app", "src/data > /app/src/data"],
  ["COPY web /app/public", "/app", "web/css > /app/public/css, web/index.html > /app/public/index.html"],
  ["COPY Rocket.toml ./R.toml", "/app", "Rocket.toml > /app/R.toml"],
  ["COPY . /src", "/app", ""],
];

for (const [copies, folder, expected] of cases) {
  test(`a program in ${folder} may read of ${copies}`, async () => {
    const text = `FROM rust:1.90\nWORKDIR /app\n${copies}\n`;
    const facts = await factsOf({ files, path: "Dockerfile" }, text);
    const { instructions } = parseDockerfile(text);
    const found = readable(instructions, folder, (path) => path.endsWith(".rs"), facts);
    const lines = found.map(({ path, target }) => `${path} > ${target}`).sort();
    assert.equal(lines.join(", "), expected);
  });
}

test("what no program reads", () => {
  const unread =
    "README.md docs/a.json .github/x.yml docker/nginx.conf a/Dockerfile.dev compose.prod.yml package.json".split(" ");
  assert.deepEqual(
    unread.filter((path) => !isUnread(path)),
    [],
  );
  const read = "config/app.yml data.json templates/a.html src/x.txt document.pdf".split(" ");
  assert.deepEqual(read.filter(isUnread), []);
});
