/** The command that builds a Dockerfile which mounts secrets. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCommand } from "../server/engine/buildCommand";
import { parseDockerfile } from "../server/syntax/dockerfile";

const rows: readonly (readonly [mounts: readonly string[], command: string | undefined, path?: string])[] = [
  [[], undefined],
  [["type=cache,target=/root/.npm"], undefined],
  [["type=secret,id=old"], undefined],
  [
    ["type=secret,id=npmrc,target=/app/.npmrc,required=true"],
    "docker build --secret id=old,env=OLD --secret id=npmrc,src=.npmrc .",
  ],
  [
    ["type=secret,id=npmrc,target=/root/.npmrc"],
    "docker build -f api/Dockerfile --secret id=old,env=OLD --secret id=npmrc,src=$HOME/.npmrc .",
    "api/Dockerfile",
  ],
  [
    ["type=secret,id=npm_token,required=true", "type=secret,id=key,env=API_KEY"],
    "docker build --secret id=old,env=OLD --secret id=npm_token,env=NPM_TOKEN --secret id=key,env=API_KEY .",
  ],
];

for (const [mounts, command, path] of rows) {
  test(`docker build for ${mounts.join(" and ") || "no mount"}`, () => {
    const before = "FROM a\nRUN --mount=type=secret,id=old b\n";
    const after = before + mounts.map((mount) => `RUN --mount=${mount} c\n`).join("");
    const facts = { today: "2026-11-23", path };
    assert.equal(buildCommand(parseDockerfile(before), parseDockerfile(after), facts), command);
  });
}
