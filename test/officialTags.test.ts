import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { officialTagsDate } from "../server/stage/officialTable";
import { misspeltOfficial, tagState } from "../server/stage/officialTags";

interface Source {
  readonly images: Readonly<Record<string, { readonly ever: Readonly<Record<string, string>> }>>;
}

const { images }: Source = JSON.parse(readFileSync("server/data/sources/official-tags.json", "utf8"));

test("every tag of the source is known", () => {
  assert.match(officialTagsDate, /^20\d\d-\d\d-\d\d$/);
  const lost = Object.entries(images).flatMap(([name, { ever }]) =>
    Object.entries(ever).flatMap(([rest, versions]) =>
      versions
        .split(" ")
        .map((version) => (rest === "=" ? version : version + rest))
        .filter((tag) => tagState(name, tag)?.state !== "listed"),
    ),
  );
  assert.deepEqual(lost, []);
});

const meant: readonly (readonly [image: string, tag: string, near: string | undefined])[] = [
  ["node", "24.1.0-bookwrm", "24.1.0-bookworm"],
  ["node", "24.1.5", "24.1.0"],
  ["node", "kripton", "krypton"],
  ["debian", "bookwarm-slim", "bookworm-slim"],
  ["docker.io/library/ubuntu", "nobel", "noble"],
  ["openjdk", "17-jdk-slm", "17-jdk-slim"],
  ["maven", "3.9-eclipse-temurin-21-alpin", "3.9-eclipse-temurin-21-alpine"],
  ["eclipse-temurin", "21-jrealpine", "21-jre-alpine"],
  ["golang", "1.20.99", "1.20.14"],
  ["alpine", "3.2O", "3.2"],
  ["node", "24--slim", "24-slim"],
  ["alpine", "a3.22", "3.22"],
  ["node", "i20-alpine", "20-alpine"],
  ["node", "2212-alpine", "22.12-alpine"],
  ["node", "ltsxalpine", "lts-alpine"],
  ["buildpack-deps", "bullseyercurl", "bullseye-curl"],
  ["node", "240", undefined],
  ["debian", "112", undefined],
  ["centos", "stream9", undefined],
];

for (const [image, tag, near] of meant) {
  test(`${image} never had ${tag}`, () => {
    const state = tagState(image, tag);
    assert.ok(state?.state === "never");
    assert.equal(state.near, near);
  });
}

test("what may have come after the table is not denied", () => {
  const tags = {
    node: "24.30.0 27 27-trixie 24-alpine3.25 24-forky lts-foobar".split(" "),
    debian: "14 duke bookworm-20261101-slim".split(" "),
    ubuntu: ["28.04"],
    alpine: ["3.26"],
    amazonlinux: ["3"],
    postgres: ["16.30", "20-alpine"],
    php: ["8.6.0RC1-fpm-alpine3.25", "8.6.0alpha9-cli"],
    "registry.example.com/node": ["20-alpin"],
    "example/node": ["20-alpin"],
  };
  for (const [image, list] of Object.entries(tags))
    for (const tag of list) assert.equal(tagState(image, tag), undefined, tag);
});

test("names of official images that are misspelt", () => {
  const near = Object.entries({ alpin: "alpine", ndoe: "node", debain: "debian", gloang: "golang", ngnix: "nginx" });
  for (const [name, official] of near) assert.equal(misspeltOfficial(name, undefined), official);
  assert.equal(misspeltOfficial("nodejs", "20-alpine"), "node");
  for (const name of ["base", "app", "nodes", "node", "store", "core", "python3", "scratch", "my/alpin"]) {
    assert.equal(misspeltOfficial(name, undefined), undefined, name);
  }
  assert.equal(misspeltOfficial("code", "20"), undefined);
});
