/** What is forgotten and shown again when something happens. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createInvalidation, drops, fileEvent, type ServerEvent, type Subject } from "../server/lsp/invalidation";

/** What an event does, as a list of words in order. */
function traced(event: ServerEvent, subject?: Subject): string[] {
  const trace: string[] = [];
  const cache = (name: string) => ({
    forget: (uri: string, kind: Subject["kind"]) => trace.push(`${name} of ${uri}${kind ? ` ${kind}` : ""}`),
    clear: () => trace.push(`all ${name}`),
  });
  const caches = {
    checks: cache("checks"),
    surroundings: cache("surroundings"),
    configurations: cache("configurations"),
    questions: cache("questions"),
    disk: cache("disk"),
    contexts: cache("contexts"),
  };
  createInvalidation(caches, {
    now: (uri) => trace.push(`show ${uri}`),
    pushed: (uris) => trace.push(`push ${uris.join(" ")}`),
    soon: () => trace.push("show all"),
  })(event, subject);
  return trace;
}

const cases: readonly (readonly [ServerEvent, Subject | undefined, ...string[]])[] = [
  ["documentChanged", { uri: "a", dependents: ["b"] }, "checks of b", "surroundings of b", "push a b"],
  [
    "documentClosed",
    { uri: "a", dependents: [] },
    "checks of a",
    "surroundings of a",
    "configurations of a",
    "questions of a",
    "push a",
  ],
  ["configurationChanged", undefined, "all checks", "all configurations", "show all"],
  ["syntaxOptionChanged", undefined, "all checks", "all configurations", "show all"],
  ["trustGiven", undefined, "all checks", "show all"],
  ["foldersChanged", undefined, "all checks", "all surroundings", "all configurations", "show all"],
  [
    "fileCreated",
    { uri: "a", kind: "created" },
    "contexts of a created",
    "disk of a created",
    "all checks",
    "all surroundings",
    "show all",
  ],
  ["otherFileChanged", { uri: "a", kind: "changed" }, "contexts of a changed"],
  [
    "configurationFileChanged",
    { uri: "a", kind: "deleted" },
    "contexts of a deleted",
    "disk of a deleted",
    "all checks",
    "all surroundings",
    "all configurations",
    "show all",
  ],
  ["answersFound", { uri: "a" }, "checks of a", "show a"],
  ["surroundingsFound", { uri: "a" }, "checks of a", "show a"],
  ["surroundingsAwaited", { uri: "a" }, "checks of a"],
  ["configurationFound", { uri: "a" }, "checks of a", "show a"],
];

describe("what an event makes wrong", () => {
  for (const [event, subject, ...expected] of cases) {
    test(event, () => assert.deepEqual(traced(event, subject), expected));
  }
});

test("whatever drops surroundings, configurations or the disk drops the checks that follow from them", () => {
  for (const [event, row] of Object.entries(drops)) {
    const dropped = "all" in row ? row.all : [];
    if (dropped.some((cache) => cache !== "checks")) assert.ok(dropped.includes("checks"), event);
    const isOnDisk = (row.own as readonly string[]).includes("disk");
    if (isOnDisk) assert.deepEqual(dropped.slice(0, 2), ["checks", "surroundings"], event);
  }
});

test("what a change on the disk means", () => {
  const event = (path: string, type: 1 | 2 | 3) => {
    const seen = fileEvent({ uri: `file:///w/${path}`, type });
    return seen && `${seen.event} ${seen.kind}`;
  };
  assert.equal(event("a.txt", 1), "fileCreated created");
  assert.equal(event("a.txt", 2), "otherFileChanged changed");
  assert.equal(event("a.txt", 3), "fileDeleted deleted");
  for (const read of ["package.json", ".npmrc", "compose.yaml", "x.dockerignore", "prod.Dockerfile.old", "a/b.mjs"]) {
    assert.equal(event(read, 2), "fileChanged changed", read);
  }
  const known = fileEvent({ uri: "file:///w/src/main.ts", type: 2 }, (uri) => uri.endsWith("/main.ts"));
  assert.equal(known?.event, "fileChanged", "whatever has been read");
  assert.equal(event("a/.hadolint.yaml", 1), "configurationFileChanged created");
  assert.equal(event("a/.hadolint.yaml", 2), "configurationFileChanged changed");
  assert.equal(event("node_modules/a/package.json", 2), undefined);
  assert.equal(event(".git/index", 3), undefined);
});
