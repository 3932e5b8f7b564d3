/** Image references taken apart. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseImage, parseReference } from "../server/syntax/image";

const digest = `sha256:${"0a".repeat(32)}`;

/** Text, and its name, registry, tag and digest; "-" for a part that it does not have. */
const wellFormed: readonly (readonly [text: string, parts: string])[] = [
  ["node", "node - - -"],
  ["node:24", "node - 24 -"],
  ["library/node", "node - - -"],
  ["docker.io/node", "node docker.io - -"],
  ["docker.io/library/node:24", "node docker.io 24 -"],
  ["index.docker.io/library/node", "node index.docker.io - -"],
  ["bitnami/node:24", "bitnami/node - 24 -"],
  ["ghcr.io/owner/app:v1.2", "ghcr.io/owner/app ghcr.io v1.2 -"],
  ["ghcr.io/library/node", "ghcr.io/library/node ghcr.io - -"],
  ["localhost/app", "localhost/app localhost - -"],
  ["localhost:5000/app", "localhost:5000/app localhost:5000 - -"],
  ["registry:5000/app:1", "registry:5000/app registry:5000 1 -"],
  ["registry:5000", "registry - 5000 -"],
  ["Registry/app", "Registry/app Registry - -"],
  ["[::1]:5000/app", "[::1]:5000/app [::1]:5000 - -"],
  [`node@${digest}`, `node - - ${digest}`],
  [`node:24@${digest}`, `node - 24 ${digest}`],
  ["a__b/c-d/e.f", "a__b/c-d/e.f - - -"],
];

/** What is said to be wrong with them. */
const malformed: readonly (readonly [text: string, fault: RegExp])[] = [
  ["", /no name/],
  [":24", /no name/],
  ["@sha256:12", /no name/],
  ["Node", /lower case/],
  ["ghcr.io/Owner/app", /lower case/],
  ["node:", /tag after : is missing/],
  ["node:a b", /"a b" is no tag/],
  ["node:-x", /"-x" is no tag/],
  [`node:${"a".repeat(129)}`, /is no tag/],
  ["a//b", /empty part/],
  ["a/", /empty part/],
  ["-a", /"-a" is no name/],
  ["a___b", /"a___b" is no name/],
  ["node@", /a digest is/],
  ["node@sha256:12", /a digest is/],
  [`node@${digest}0`, /a digest is/],
  ["ex_ample.com/app", /"ex_ample.com" is no registry/],
];

describe("image references", () => {
  for (const [text, parts] of wellFormed) {
    test(text, () => {
      const { name, registry, tag, digest, error } = parseReference(text);
      assert.equal(error, undefined);
      assert.equal([name, registry ?? "-", tag ?? "-", digest ?? "-"].join(" "), parts);
    });
  }

  for (const [text, fault] of malformed) {
    test(`wrong: "${text.slice(0, 40)}"`, () => assert.match(parseReference(text).error ?? "", fault));
  }

  test("the parts of what is malformed are still the best guess", () => {
    const { name, tag } = parseReference("Node:24");
    assert.deepEqual([name, tag], ["Node", "24"]);
  });
});

/** The image of `FROM`, and the text at the places of its name, tag and digest. */
const places: readonly (readonly [image: string, parts: readonly (string | undefined)[] | undefined])[] = [
  ["node", ["node", undefined, undefined]],
  ["node:24", ["node", "24", undefined]],
  ["r:5000/node:24", ["r:5000/node", "24", undefined]],
  [`node:24@${digest}`, ["node", "24", digest]],
  ["node:", ["node", "", undefined]],
  ["node@", ["node", undefined, ""]],
  ['"node:24"', undefined],
  ["node:$V", undefined],
];

describe("where the parts of an image stand", () => {
  for (const [image, parts] of places) {
    test(image, () => {
      const text = `ARG V=24\r\nFROM --platform=linux/amd64 \\\r\n  ${image}\r\n`;
      const word = parseDockerfile(text).final?.image;
      assert.ok(word);
      const { spans } = parseImage(word);
      const at = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
      assert.deepEqual(spans && [at(spans.name), at(spans.tag), at(spans.digest)], parts);
    });
  }
});
