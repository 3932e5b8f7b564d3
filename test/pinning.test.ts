/** Where a digest is written, and what keeps it from being written. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { usedImages } from "../server/stage/copiedImages";
import { pinTo, unreadImages } from "../server/stage/pinning";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { BuildDefinition, Facts } from "../server/types";

const facts: Facts = { today: "2026-11-23" };
const old = `sha256:${"a".repeat(64)}`;
const digest = `sha256:${"b".repeat(64)}`;

/** Every image of a text pinned, as far as it can be; the digests in short. */
function pinned(text: string, known: Facts = facts): { text: string; reasons: string[] } {
  const file = parseDockerfile(text.replaceAll("OLD", old));
  const outcomes = usedImages(file).map((image) => pinTo(file, image, known, digest));
  const edits = new Map(outcomes.flatMap((it) => ("reason" in it ? [] : [[it.start, it] as const])));
  const after = apply(file.text, [...edits.values()]);
  return {
    text: after.replaceAll(old, "OLD").replaceAll(digest, "NEW"),
    reasons: outcomes.flatMap((it) => ("reason" in it ? [it.reason] : [])),
  };
}

describe("a digest is written", () => {
  const cases: [before: string, after: string][] = [
    ["FROM node:24", "FROM node:24@NEW"],
    ["# why\nFROM --platform=linux/amd64 node:24 AS a\n", "# why\nFROM --platform=linux/amd64 node:24@NEW AS a\n"],
    ["FROM node", "FROM node:latest@NEW"],
    ["FROM node:24@OLD", "FROM node:24@NEW"],
    ["FROM localhost:5000/a/b:1\r\nRUN x\r\n", "FROM localhost:5000/a/b:1@NEW\r\nRUN x\r\n"],
    ["FROM scratch\nCOPY --from=busybox:1 /a /b", "FROM scratch\nCOPY --from=busybox:1@NEW /a /b"],
    [
      "FROM scratch\nRUN --mount=from=busybox:1,target=/x ls",
      "FROM scratch\nRUN --mount=from=busybox:1@NEW,target=/x ls",
    ],
    ["ARG V=24\nFROM node:$V", "ARG V=24@NEW\nFROM node:$V"],
    ["ARG V='24'\n# V says which\nFROM node:${V} AS a", "ARG V='24@NEW'\n# V says which\nFROM node:${V} AS a"],
    ['ARG V="24@OLD"\nFROM node:$V', 'ARG V="24@NEW"\nFROM node:$V'],
    ["ARG B=node\nFROM $B", "ARG B=node:latest@NEW\nFROM $B"],
    ["ARG B=node:24\nFROM $B AS a\nFROM $B\n", "ARG B=node:24@NEW\nFROM $B AS a\nFROM $B\n"],
    ["ARG B=node:24\nFROM $B AS a\nFROM ${B}\n", "ARG B=node:24@NEW\nFROM $B AS a\nFROM ${B}\n"],
    ["FROM a:1 AS b\nFROM b", "FROM a:1@NEW AS b\nFROM b"],
  ];
  for (const [before, after] of cases) {
    test(JSON.stringify(before), () => assert.deepEqual(pinned(before), { text: after, reasons: [] }));
  }
});

describe("a digest is left", () => {
  const cases: [text: string, reason: RegExp][] = [
    ["FROM node@OLD", /no tag/],
    ["ARG V=24\nFROM node:$V-slim", /more than one ARG at its end/],
    ["ARG A=node\nARG V=24\nFROM $A:$V", /more than one ARG at its end/],
    ["FROM node:${V:-24}", /more than one ARG at its end/],
    ["ARG V=24\nFROM node:$V\nARG V\nRUN echo $V", /something else/],
    ["ARG V=24\nFROM node:$V\nFROM other:$V", /something else/],
    ["ARG V=24\nFROM node:$V\nENV X=$V", /something else/],
    ["ARG V=24\nARG W=$V\nFROM node:$W", /not written in one ARG/],
    ["ARG V=24\nARG V=22\nFROM node:$V", /not written in one ARG/],
    ['FROM "node:24"', /in quotes/],
    [`FROM node:24@sha512:${"a".repeat(128)}`, /another kind/],
    ["ARG V=24\nFROM node:$V\nFROM a/node:${V}", /something else/],
    ["FROM no\\\nde:24", /next line/],
  ];
  for (const [before, reason] of cases) {
    test(JSON.stringify(before), () => {
      const { text, reasons } = pinned(before);
      assert.equal(text, before);
      assert.match(reasons[0] ?? "", reason);
    });
  }

  test("where a build gives the value", () => {
    const build: BuildDefinition = {
      kind: "compose",
      file: "compose.yaml",
      name: "web",
      context: "",
      dockerfile: "Dockerfile",
      target: undefined,
      args: { V: "22" },
      contexts: [],
    };
    const context = { builds: [build] } as unknown as NonNullable<Facts["context"]>;
    const { reasons } = pinned("ARG V=24\nFROM node:$V", { ...facts, context });
    assert.deepEqual(reasons, ["compose.yaml gives V"]);
  });

  test("which is known before a registry is asked", () => {
    const file = parseDockerfile("ARG V=24\nFROM node:$V-slim\nFROM node:24");
    const [first, second] = usedImages(file).map((image) => pinTo(file, image, facts, ""));
    assert.match(first && "reason" in first ? first.reason : "", /more than one ARG/);
    assert.ok(second && !("reason" in second));
  });
});

test("images without a known name are told, and nothing else", () => {
  const texts = ["FROM $NONE", "FROM scratch", "FROM a:1 AS b\nFROM b", "FROM Node", "ARG S=scratch\nFROM $S"];
  const found = texts.map((text) => unreadImages(parseDockerfile(text)).map(({ word }) => word.text));
  assert.deepEqual(found, [["$NONE"], [], [], ["Node"], []]);
});
