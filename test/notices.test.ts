/** The third-party notices tell of everything that is bundled, and of nothing else. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { bundledPackages, thirdPartyNotices } from "../server/tools/notices";

const packages = bundledPackages();
const shipped = readFileSync("THIRD-PARTY-NOTICES.txt", "utf8");

describe("third-party notices", () => {
  test("are up to date", () => {
    assert.ok(shipped === thirdPartyNotices(packages), "THIRD-PARTY-NOTICES.txt is stale: npm run generate");
  });

  for (const { name, version, license, texts } of packages) {
    test(`name ${name} ${version}`, () => {
      assert.ok(shipped.includes(`\n${name} ${version}\nLicense: ${license}\n`));
      assert.notEqual(license, "undefined");
      // Those of the others may be left out of what they license.
      if (license !== "CC0-1.0") assert.match(texts.join("\n"), /copyright|blue oak/i);
    });
  }

  test("are shipped", () => {
    assert.match(readFileSync(".vscodeignore", "utf8"), /^!THIRD-PARTY-NOTICES\.txt$/m);
  });

  test("say where a package comes without a text", () => {
    const text = thirdPartyNotices([{ name: "a", version: "1.0.0", license: "CC0-1.0", texts: [] }]);
    assert.match(text, /\n\na 1\.0\.0\nLicense: CC0-1\.0\n\nIt comes without a text of its license\.\n$/);
  });
});
