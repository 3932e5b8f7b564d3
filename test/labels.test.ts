/** What an image says of itself: labels and ports; and what a project demands of those. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkLabels, labelKindOf, labelKinds, labelsOf } from "../server/instructions/labels";
import { exposedPorts } from "../server/instructions/ports";
import { hostOf, isTrusted } from "../server/instructions/trust";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseReference } from "../server/syntax/image";
import type { Facts, Policy } from "../server/types";

const factsWith = (policy: Policy): Facts => ({ today: "2026-11-23", policy });

/** LABEL lines, and each label as "name=value", "?" for a value that is not known. */
const labels: readonly (readonly [text: string, found: readonly string[]])[] = [
  ['LABEL a=b c="d e"', ["a=b", "c=d e"]],
  ["LABEL a b c", ["a=b c"]],
  ["LABEL \"a.b\"=c 'd'=e", ["a.b=c", "d=e"]],
  ['LABEL a=$X "$Y"=b', ["a=?", "$Y=b"]],
  ["ARG V=1\nLABEL a=$V $V=c", ["a=1", "1=c"]],
  ["LABEL a=", ["a="]],
  ["LABEL a", ["a=?"]],
  ["LABEL", []],
  ["label a=b \\\n# c\n  d=e", ["a=b", "d=e"]],
  ["ONBUILD LABEL a=b", []],
  ["ENV a=b", []],
];

describe("labels", () => {
  for (const [text, found] of labels) {
    test(text, () => {
      const drawn = labelsOf(parseDockerfile(`FROM a\n${text}\n`)).map(
        ({ name, value }) => `${name}=${value?.value ?? "?"}`,
      );
      assert.deepEqual(drawn, found);
    });
  }

  test("the kind that a project demands", () => {
    const facts = factsWith({ labelSchema: { version: "semver" } });
    assert.deepEqual(
      ["version", "Version", "other", "constructor"].map((name) => labelKindOf(facts, name)),
      ["semver", undefined, undefined, undefined],
    );
    assert.equal(labelKindOf({ today: "" }, "version"), undefined);
    assert.ok(labelKinds.includes("semver"));
  });

  test("values that are not of their kind; unknown and empty ones are left alone", () => {
    const text = `FROM a\nLABEL a=no b=no c=ok\nLABEL a="" a=$X a=${"x".repeat(50)}\n`;
    const facts = factsWith({ labelSchema: { a: "url", b: "hash", c: "url" } });
    const findings = [...checkLabels(parseDockerfile(text), facts, "url", "an address", (value) => value === "ok")];
    assert.deepEqual(
      findings.map(({ span, message }) => [text.slice(span.start, span.end).length, message]),
      [
        [2, 'The label a must be an address, and "no" is none'],
        [50, `The label a must be an address, and "${"x".repeat(40)}…" is none`],
      ],
    );
  });
});

/** Words of EXPOSE as "host container protocol", "-" for a part that is not there. */
const ports: readonly (readonly [text: string, found: readonly string[]])[] = [
  ["EXPOSE 80", ["- 80 -"]],
  ["EXPOSE 80/tcp 53/UDP", ["- 80 tcp", "- 53 UDP"]],
  ["EXPOSE 3000-3005", ["- 3000-3005 -"]],
  ["EXPOSE 8080:80", ["8080 80 -"]],
  ["EXPOSE 127.0.0.1:8080:80/tcp", ["127.0.0.1:8080 80 tcp"]],
  ["EXPOSE [::1]:8080:80", ["[::1]:8080 80 -"]],
  ["EXPOSE 80/", ["- 80 "]],
  ["EXPOSE :80", ["- 80 -"]],
  ["EXPOSE $PORT 81", ["- 81 -"]],
  ["ARG P=80\nEXPOSE $P", ["- 80 -"]],
  ["EXPOSE", []],
  ["ENV 80", []],
];

describe("ports", () => {
  for (const [text, found] of ports) {
    test(text, () => {
      const drawn = exposedPorts(parseDockerfile(`FROM a\n${text}\n`)).map(
        ({ host, container, protocol }) => `${host || "-"} ${container} ${protocol ?? "-"}`,
      );
      assert.deepEqual(drawn, found);
    });
  }
});

/** What a project trusts, a host, and whether images of it may be used. */
const trusts: readonly (readonly [trusted: readonly string[] | undefined, host: string, isTrusted: boolean])[] = [
  [undefined, "a.com", true],
  [[], "a.com", true],
  [["b.com"], "a.com", false],
  [["b.com", "a.com"], "a.com", true],
  [["*"], "a.com", true],
  [["*.a.com"], "x.a.com", true],
  [["*.a.com"], "a.com", false],
  [["a.*"], "a.com", true],
  [["a.*"], "b.a.com", false],
  [["hub.docker.com"], "docker.io", true],
  [["docker.io"], "registry-1.docker.io", true],
  [["docker.io"], "gcr.io", false],
];

describe("trusted registries", () => {
  for (const [trustedRegistries, host, expected] of trusts) {
    test(`${host} where ${trustedRegistries?.join(", ") || "none"} is named`, () =>
      assert.equal(isTrusted(host, factsWith({ trustedRegistries })), expected));
  }

  test("the host of an image", () => {
    assert.deepEqual(
      ["node", "docker.io/library/node", "index.docker.io/node", "ghcr.io/a/b", "r:5000/a"].map((text) =>
        hostOf(parseReference(text)),
      ),
      ["docker.io", "docker.io", "docker.io", "ghcr.io", "r:5000"],
    );
  });
});
