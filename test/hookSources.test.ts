/** What the scripts of an install read of the project. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hookSources } from "../server/node/hookSources";
import { isReason } from "../server/util/reason";
import { factsOf } from "./cases";

const cases: readonly (readonly [
  scripts: Record<string, string>,
  file: string,
  read: readonly string[] | undefined,
])[] = [
  [{}, "", []],
  [{ test: "jest" }, "", []],
  ...[
    "echo hi",
    "husky",
    "husky install || true",
    "node -v && npm --version",
    "exit 0",
    "npx only-allow pnpm",
    "true",
  ].map((postinstall) => [{ postinstall }, "", []] as const),
  ...['node -e "console.log(1)"', "echo done > /dev/null 2>&1", '[ -n "$CI" ] || husky', "npm run hello"].map(
    (prepare) => [{ prepare, hello: "echo hello" }, "", []] as const,
  ),
  [{ postinstall: "node tools/a.js" }, 'console.log("fetched")', ["tools/a.js"]],
  [{ preinstall: "node ./tools/a.js", postinstall: "node tools/a" }, "", undefined],
  // What reads or writes more is not looked into.
  ...['require("./b")', 'require("fs").writeFileSync("a", "")', 'import x from "../b.js"', "process.cwd()"].map(
    (text) => [{ postinstall: "node tools/a.js" }, text, undefined] as const,
  ),
  ...["gulp", "tsc", "node tools/none.js", "echo a > a.txt", "npm run build", "node -e \"require('./a')\"", "a ("].map(
    (postinstall) => [{ postinstall, build: "tsc" }, "", undefined] as const,
  ),
  [{ postinstall: "npm run a", a: "npm run postinstall" }, "", undefined],
];

describe("what install scripts read", () => {
  for (const [scripts, file, read] of cases) {
    test(JSON.stringify([scripts, file]), async () => {
      const manifest = JSON.stringify({ scripts });
      const facts = await factsOf(
        { files: { "package.json": manifest, "tools/a.js": file } },
        "FROM node:24\nCOPY . .\n",
      );
      const found = hookSources(manifest, facts);
      if (read) assert.deepEqual(found, read);
      else assert.ok(isReason(found) && found.reason.startsWith("its script "), JSON.stringify(found));
    });
  }

  test("of an add-on, which npm builds by itself", async () => {
    const of = async (fields: Record<string, unknown>, folder?: string) => {
      const manifest = JSON.stringify(fields);
      const files = { [`${folder ?? ""}package.json`]: manifest, [`${folder ?? ""}binding.gyp`]: "{}" };
      const facts = await factsOf({ files }, "FROM node:24\nCOPY . .\n");
      return hookSources(manifest, facts, folder);
    };
    assert.deepEqual(await of({}), { reason: "its script install runs node-gyp rebuild, which may read the source" });
    assert.ok(isReason(await of({}, "native/")));
    assert.deepEqual(await of({ gypfile: false }), []);
    assert.deepEqual(await of({ scripts: { install: "exit 0" } }), []);
  });
});
