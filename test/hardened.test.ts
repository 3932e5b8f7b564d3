/** Naive Dockerfiles of whole projects, and exactly what *Harden Dockerfile* makes of them. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import { lint } from "../server/engine/lint";
import { releaseTag } from "../server/stage/releaseTag";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";
import { dotnetServers } from "./hardened/dotnetServers";
import { goServers } from "./hardened/goServers";
import { javaServers } from "./hardened/javaServers";
import { nodeServers } from "./hardened/nodeServers";
import { phpServers } from "./hardened/phpServers";
import { pythonServers } from "./hardened/pythonServers";
import { rubyServers } from "./hardened/rubyServers";
import { rustServers } from "./hardened/rustServers";

const settings = { rules: {} };

describe("hardened", () => {
  const all = [
    ...nodeServers,
    ...goServers,
    ...javaServers,
    ...dotnetServers,
    ...rustServers,
    ...pythonServers,
    ...rubyServers,
    ...phpServers,
  ];
  for (const { title, files, before, after: text } of all) {
    const after = withReleases(text);
    test(title, async () => {
      const facts = await factsOf({ files, path: "Dockerfile" }, before);
      const result = harden(before, facts, settings);
      assert.equal(result.text, after);

      const all = { ...files, ...Object.fromEntries(result.files.map((file) => [file.path, file.text])) };
      const factsAfter = await factsOf({ files: all, path: "Dockerfile" }, after);
      assert.equal(harden(after, factsAfter, settings).text, after, "the second time");
      const problems = lint(parseDockerfile(after), factsAfter, settings);
      assert.deepEqual(
        problems.filter(({ severity }) => severity === "error"),
        [],
      );
      const crlf = harden(before.replaceAll("\n", "\r\n"), facts, settings);
      assert.equal(crlf.text, after.replaceAll("\n", "\r\n"), "with CRLF");
    });
  }
});

/** The tables move on: what is written as `python:3.12-slim` there is to be the release that they list for it. */
function withReleases(text: string): string {
  return text.replace(
    /^(FROM (?:--\S+ )?)([a-z-]+):([\w.-]+)/gm,
    (_, start: string, name: string, tag: string) => `${start}${name}:${releaseTag(name, tag) ?? tag}`,
  );
}
