/** What the manifest of the extension names is there, and goes with it. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const shipped = readFileSync(".vscodeignore", "utf8").split("\n");

describe("the manifest", () => {
  test("has an icon of the size that is wanted", () => {
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [128, 128]);
    assert.ok(shipped.includes(`!${manifest.icon}`));
  });

  test("has a walkthrough whose pages and commands are there", () => {
    const [{ steps }] = manifest.contributes.walkthroughs;
    assert.equal(steps.length, 4);
    const commands = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    for (const { description, media } of steps) {
      assert.ok(existsSync(media.markdown), media.markdown);
      for (const [, command] of description.matchAll(/\(command:(drydock\.\w+)\)/g))
        assert.ok(commands.includes(command));
    }
    assert.ok(shipped.includes("!client/walkthrough/*.md"));
  });
});
