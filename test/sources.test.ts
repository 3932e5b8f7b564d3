/** Which file of the build context a stage ends up with at a path. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceAt } from "../server/image/sources";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Stage } from "../server/types";

const files = ["package.json", "api/package.json", "api/src/a.js", "run.sh"];

const cases: readonly (readonly [text: string, path: string, source: string | undefined])[] = [
  ["FROM a\nCOPY . /app", "/app/api/src/a.js", "api/src/a.js"],
  ["FROM a\nCOPY api /app", "/app/package.json", "api/package.json"],
  ["FROM a\nCOPY api/package.json run.sh /app/", "/app/package.json", "api/package.json"],
  ["FROM a\nCOPY run.sh /start", "/start", "run.sh"],
  ["FROM a\nCOPY . /app", "/app/other.js", undefined],
  ["FROM a\nCOPY . /app\nCOPY --from=example/b /x /app", "/app/run.sh", undefined],
  // Through another stage, by its name, its number and its files.
  ["FROM a AS b\nCOPY . /app\nFROM a\nCOPY --from=b /app /srv", "/srv/api/src/a.js", "api/src/a.js"],
  ["FROM a\nCOPY . /app\nFROM a\nCOPY --from=0 app/api/package.json /srv/", "/srv/package.json", "api/package.json"],
  ["FROM a\nCOPY . /app\nFROM a\nCOPY --from=0 /app/run.sh /start", "/start", "run.sh"],
  ["FROM a AS b\nCOPY . /app\nFROM a AS c\nCOPY --from=b / /\nFROM a\nCOPY --from=c /app /x/", "/x/run.sh", "run.sh"],
  // Files of other names that come later, and a pattern.
  [
    "FROM a AS b\nCOPY . /x\nFROM a\nCOPY --from=b /x/*.json /y/\nCOPY --from=b /x/run.sh /x/z.lock /y/",
    "/y/package.json",
    "package.json",
  ],
  ["FROM a AS b\nCOPY . /x\nFROM a\nCOPY --from=b /x /y\nCOPY --from=b /x/made /y/", "/y/package.json", undefined],
  // The build may have made it, over what was copied before.
  ["FROM a AS b\nCOPY api /app\nFROM a\nCOPY . /srv\nCOPY --from=b /app /srv", "/srv/run.sh", undefined],
  ["FROM a\nCOPY --from=later /app /srv\nFROM a AS later\nCOPY . /app", "/srv/run.sh", undefined],
];

for (const [text, path, source] of cases) {
  test(`${JSON.stringify(text)} at ${path}`, () => {
    const { stages } = parseDockerfile(text);
    const stage = text.includes("later") ? stages[0] : stages.at(-1);
    assert.equal(sourceAt(stage as Stage, path, { today: "2026-11-23", files }), source);
  });
}
