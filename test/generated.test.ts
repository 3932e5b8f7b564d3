import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { rules } from "../server/rules";
import { generate, rulesIndex } from "../server/tools/generated";

const read = (file: string) => readFileSync(file, "utf8");
const stale = "is stale: npm run generate";

test("the list of rules holds every rule", () => {
  const ids = readdirSync("server/rules").flatMap((name) => /^([a-z0-9-]+)\.ts$/.exec(name)?.[1] ?? []);
  const index = rulesIndex(ids.filter((id) => id !== "index"));
  assert.ok(read("server/rules/index.ts") === index, `server/rules/index.ts ${stale}`);
});

test("what is generated from the rules is up to date", () => {
  const generated = generate({ rules, readme: read("README.md"), manifest: read("package.json") });
  for (const [file, text] of Object.entries(generated)) assert.ok(read(file) === text, `${file} ${stale}`);
});

test("generating again changes nothing", () => {
  const readme = "# X\n<!-- rules -->\nold\n<!-- /rules -->\nend\n";
  const manifest = '{ "contributes": { "configuration": { "properties": { "drydock.rules": {} } } } }';
  const first = generate({ rules, readme, manifest });
  const second = generate({ rules, readme: first["README.md"] ?? "", manifest: first["package.json"] ?? "" });
  assert.deepEqual(second, first);
  assert.match(first["README.md"] ?? "", /^# X\n[\s\S]*\| rule \|[\s\S]*\nend\n$/);
});
