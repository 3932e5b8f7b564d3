/** The images that stages start from, better tags for them, and what keeps a tag from changing. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cyclesOf } from "../server/data/endOfLife";
import { apply } from "../server/edits/edits";
import { lint } from "../server/engine/lint";
import {
  baseImages,
  composeTag,
  isBuiltOn,
  isVariable,
  newestCycle,
  newestTag,
  pinNote,
  retag,
  slimPythonTag,
  useTag,
} from "../server/stage/baseImage";
import { isNodeUnknown, nodeMajor } from "../server/stage/nodeVersion";
import { doubtOfPackages, otherPackage } from "../server/stage/otherPackages";
import { pinnedPackage } from "../server/stage/pinnedPackages";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";

const today = "2026-11-23";

function read(text: string) {
  const file = parseDockerfile(text);
  const image = baseImages(file)[0];
  assert.ok(image, text);
  return { file, image };
}

/** A file, and its images as "name text", "+" for those that ship, "$" for those in variables. */
const images: readonly (readonly [text: string, found: readonly string[]])[] = [
  ["FROM node:24", ["node 24+"]],
  ["FROM docker.io/library/node:24", ["node 24+"]],
  ["FROM a AS b\nFROM b", ["a 1+"].map(() => "a a+")],
  ["FROM a:1\nFROM b:2", ["a 1", "b 2+"]],
  ["FROM scratch", []],
  ["FROM Node", []],
  ["FROM $X", []],
  ["ARG V=24\nFROM node:$V", ["node $V+$"].map(() => "node node:$V+$")],
  ["FROM", []],
  ["", []],
];

describe("images that stages start from", () => {
  for (const [text, found] of images) {
    test(JSON.stringify(text), () => {
      const drawn = baseImages(parseDockerfile(text)).map((image) => {
        const span = isVariable(image) ? image.word.text : text.slice(image.span.start, image.span.end);
        return `${image.name} ${span}${image.ships ? "+" : ""}${isVariable(image) ? "$" : ""}`;
      });
      assert.deepEqual(drawn, found);
    });
  }
});

describe("tags", () => {
  test("are put together of their parts", () => {
    assert.equal(composeTag({ version: "24.1.0", distribution: "bookworm", slim: true }), "24.1.0-bookworm-slim");
    assert.equal(composeTag({ version: "24", distribution: "alpine", alpineVersion: "3.22" }), "24-alpine3.22");
    assert.equal(composeTag({ version: undefined, slim: true }), "slim");
    assert.equal(composeTag({}), "");
  });

  for (const [tag, slim] of [
    ["3.12", "3.12-slim"],
    ["3", "3-slim"],
    ["3.12-bookworm", "3.12-slim-bookworm"],
    ["3.12-slim", undefined],
    ["3.12-alpine", undefined],
    ["3.12-jammy", undefined],
    ["latest", undefined],
    [undefined, undefined],
  ] as const) {
    test(`the slim variant of python:${tag} is ${slim}`, () => assert.equal(slimPythonTag(tag), slim));
  }

  test("the newest version of a line in the same variant", () => {
    const newest = (text: string, major = 24) => {
      const { file, image } = read(text);
      return newestTag(file, image, major, { today });
    };
    assert.match(newest("FROM node:18") ?? "", /^24\.\d+\.\d+$/);
    assert.match(newest("FROM node:18-slim") ?? "", /^24\.\d+\.\d+-slim$/);
    assert.match(newest("FROM node:18-alpine") ?? "", /^24\.\d+\.\d+-alpine$/);
    assert.match(newest("FROM node:20-bookworm-slim") ?? "", /^24\.\d+\.\d+-bookworm-slim$/);
    assert.match(newest("FROM node:14-buster") ?? "", /^24\.\d+\.\d+-(?!buster)[a-z]+$/);
    assert.equal(newest("FROM debian:12"), undefined);
    assert.equal(newest("FROM node:18", 1), undefined);
    assert.equal(newest("FROM node:18\nRUN apt-get install -y curl=7.88.1-10"), undefined);
    assert.match(newest("FROM node:24\nRUN apt-get install -y curl=7.88.1-10") ?? "", /^24\./);
  });

  test("why the release of the distribution has to stay", () => {
    const note = (text: string) => {
      const { file, image } = read(text);
      return pinNote(file, image);
    };
    assert.match(note("FROM node:24-alpine\nRUN apk add curl=8.1-r0") ?? "", /curl=8\.1-r0 is pinned .* Alpine/);
    assert.equal(note("FROM node:24-alpine\nRUN apk add curl"), undefined);
    assert.equal(note("FROM debian\nRUN apt-get install -y curl=1"), undefined);
  });

  test("whether a line was ever built on a release of Debian", () => {
    assert.deepEqual(
      [isBuiltOn("bookworm", 24, today), isBuiltOn("stretch", 24, today), isBuiltOn("nothing", 24, today)],
      [true, false, false],
    );
  });

  test("cycles of other images", () => {
    assert.deepEqual(cyclesOf("node"), []);
    assert.deepEqual(cyclesOf("constructor"), []);
    assert.ok(cyclesOf("debian").some(({ codename }) => codename === "bookworm"));
    assert.match(newestCycle("ubuntu", today)?.cycle ?? "", /^\d*[02468]\.04$/);
    assert.equal(newestCycle("example", today), undefined);
  });
});

/** A file, the tag that the first image is to have, and the file with it; undefined where that cannot be done. */
const retagged: readonly (readonly [before: string, tag: string, after: string | undefined])[] = [
  ["FROM node:18\n", "24", "FROM node:24\n"],
  ["FROM node\n", "24", "FROM node:24\n"],
  ["FROM node:18 AS a\r\n", "24", "FROM node:24 AS a\r\n"],
  ["FROM docker.io/library/node:18\n", "24", "FROM docker.io/library/node:24\n"],
  [`FROM node:18@sha256:${"a".repeat(64)}\n`, "24", undefined],
  ["ARG V=18\nFROM node:$V\n", "24", "ARG V=24\nFROM node:$V\n"],
  ["ARG V=18\nFROM node:${V}-alpine\n", "24-alpine", "ARG V=24\nFROM node:${V}-alpine\n"],
  ["ARG V=18\nFROM node:${V}\n", "18-slim", "ARG V=18\nFROM node:${V}-slim\n"],
  ["ARG I=node:18\nFROM $I\n", "24", "ARG I=node:24\nFROM $I\n"],
  ['ARG V="18"\nFROM node:$V\n', "24", 'ARG V="24"\nFROM node:$V\n'],
  ["ARG V=18\nFROM node:${V:-18}\n", "24", undefined],
  ["ARG V=18\nFROM node:$V\nFROM python:3.$V\n", "24", undefined],
  ["FROM node:1\\\n8\n", "24", undefined],
];

describe("a tag is changed", () => {
  for (const [before, tag, after] of retagged) {
    test(JSON.stringify(before), () => {
      const { file, image } = read(before);
      const edit = retag(file, image, tag);
      assert.equal(edit && apply(before, [edit]), after);
    });
  }

  test("by a fix, unless the image has that tag or a mirror may lack it", () => {
    const titles = (text: string, tag: string | undefined) => {
      const { file, image } = read(text);
      return useTag(file, image, tag)?.map(({ title }) => title);
    };
    assert.deepEqual(titles("FROM node:18", "24"), ["Use node:24"]);
    assert.deepEqual(titles("FROM public.ecr.aws/docker/library/node:18", "24"), ["Use node:24"]);
    assert.equal(titles("FROM arm64v8/node:18", "24"), undefined);
    assert.equal(titles("FROM node:24", "24"), undefined);
    assert.equal(titles("FROM node:24", undefined), undefined);
  });
});

/** An image, and the line of Node.js in it; undefined when nobody can tell. */
const versions: readonly (readonly [image: string, major: number | undefined, isUnknown: boolean])[] = [
  ["node:18", 18, false],
  ["node:18.1.0-alpine", 18, false],
  ["node", undefined, false],
  ["node:lts", undefined, false],
  ["gcr.io/distroless/nodejs22-debian12", 22, false],
  ["registry.access.redhat.com/ubi8/nodejs-12", 12, false],
  ["registry.access.redhat.com/ubi9/nodejs-20-minimal", 20, false],
  ["bitnami/node:12", 12, false],
  ["public.ecr.aws/lambda/nodejs:20", 20, false],
  ["example.com/node:latest", undefined, true],
  ["debian:12", undefined, true],
];

describe("the line of Node.js", () => {
  for (const [image, major, isUnknown] of versions) {
    test(image, () => {
      const stage = parseDockerfile(`FROM ${image}`).final ?? assert.fail();
      assert.deepEqual([nodeMajor(stage), isNodeUnknown(stage)], [major, isUnknown]);
    });
  }
});

describe("packages that another release may not have", () => {
  const packageOf = (text: string) => {
    const file = parseDockerfile(text);
    return otherPackage(file, file.stages[0] ?? assert.fail())?.text;
  };

  test("the first that not every release is known to have", () => {
    assert.equal(packageOf("FROM node:18\nRUN apt-get install -y curl tini"), undefined);
    assert.equal(packageOf("FROM node:18\nRUN apt-get install -y curl libssl1.1"), "libssl1.1");
    assert.equal(packageOf("FROM node:18\nRUN apk add curl=1 $X"), "$X");
    assert.equal(packageOf("FROM node:18 AS a\nFROM a\nRUN apt-get install -y libssl1.1"), "libssl1.1");
    assert.equal(packageOf("FROM node:18 AS a\nFROM debian\nRUN apt-get install -y libssl1.1"), undefined);
  });

  test("they count only where the release changes", () => {
    const doubt = (from: string, tag: string) => {
      const { file, image } = read(`FROM ${from}\nRUN apt-get install -y libssl1.1\n`);
      return doubtOfPackages(file, image, tag);
    };
    assert.match(doubt("node:18-bullseye", "24-bookworm") ?? "", /Debian .* libssl1\.1/);
    assert.equal(doubt("node:18-bookworm", "24-bookworm"), undefined);
    assert.equal(doubt("node:18.1.0", "18.20.8"), undefined);
    assert.match(doubt("node:18", "24") ?? "", /libssl1\.1/);
    assert.equal(doubt("debian:11", "12"), undefined);
  });

  test("a version with fixes that no image on the same release has is left to people", async () => {
    const fixOf = async (run: string) => {
      const text = `FROM node:14.8.0-alpine3.11\nRUN apk add ${run}\n`;
      const problems = lint(parseDockerfile(text), await factsOf({}, text), { rules: {} });
      return problems.find(({ rule }) => rule.id === "insecure-node")?.fixes?.[0];
    };
    const doubtful = await fixOf("python make g++");
    assert.equal(doubtful?.optional, true);
    assert.match(doubtful?.doubt ?? "", /Alpine .* python/);
    assert.equal((await fixOf("python3 make g++"))?.optional, undefined);
  });

  for (const [run, alpine, debian] of [
    ["apk add curl=8.1.2-r0", "curl=8.1.2-r0", undefined],
    ["apk add vim curl=~8.14", "curl=~8.14", undefined],
    ['apk add "nodejs<19"', '"nodejs<19"', undefined],
    ["apk add curl>8", undefined, undefined],
    ["apt-get install -y curl=$VERSION", undefined, "curl=$VERSION"],
    ["apt-get install -y curl", undefined, undefined],
    ["apt-get install -o A=b curl", undefined, undefined],
  ] as const) {
    test(`pinned: ${run}`, () => {
      const file = parseDockerfile(`FROM x\nRUN ${run}\n`);
      assert.deepEqual([pinnedPackage(file, "alpine")?.text, pinnedPackage(file, "debian")?.text], [alpine, debian]);
    });
  }
});
