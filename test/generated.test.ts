import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { rules } from "../server/rules";
import { generate, missingIn } from "../server/tools/generated";
import { rulesIndex } from "../server/tools/rulesIndex";

const read = (file: string) => readFileSync(file, "utf8");
const stale = "is stale: npm run generate";

test("the list of rules holds every rule", () => {
  const ids = readdirSync("server/rules").flatMap((name) => /^([a-z0-9-]+)\.ts$/.exec(name)?.[1] ?? []);
  const index = rulesIndex(ids.filter((id) => id !== "index"));
  assert.ok(read("server/rules/index.ts") === index, `server/rules/index.ts ${stale}`);
});

test("what is generated from the rules is up to date", async () => {
  const generated = await generate({ rules, manifest: read("package.json") });
  for (const [file, text] of Object.entries(generated)) assert.ok(read(file) === text, `${file} ${stale}`);
});

test("what is generated is text, whatever an example holds", async () => {
  for (const [file, text] of Object.entries(await generate({ rules, manifest: "{}" }))) {
    assert.doesNotMatch(text, /[\0-\x08\x0b\f\x0e-\x1f]/, file);
  }
});

test("a rule says what its page lacks", () => {
  const [rule] = rules;
  assert.ok(rule);
  assert.deepEqual(missingIn(rule), []);
  assert.deepEqual(missingIn({ ...rule, why: " ", bad: "" }), ["why", "bad"]);
});

test("the tables are what refreshing makes of the inputs in the repository", () => {
  const tables = [
    "node-releases.json",
    "node-security.json",
    "end-of-life.json",
    "base-images.json",
    "moved-images.json",
    "official-tags.json",
  ];
  const folder = mkdtempSync(path.join(tmpdir(), "drydock-"));
  const { status, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", "server/tools/refresh-data.ts", folder]);
  assert.equal(status, 0, String(stderr));
  for (const table of tables) {
    assert.ok(
      read(path.join(folder, table)) === read(`server/data/${table}`),
      `${table} is stale: npm run refresh-data`,
    );
  }
  rmSync(folder, { recursive: true });
});

test("generating again changes nothing", async () => {
  const manifest = '{ "contributes": { "configuration": { "properties": { "drydock.rules": {} } } } }';
  const first = await generate({ rules, manifest });
  const second = await generate({ rules, manifest: first["package.json"] ?? "" });
  assert.deepEqual(second, first);
  assert.match(first["server/rules/README.md"] ?? "", /\| rule \|/);
});
