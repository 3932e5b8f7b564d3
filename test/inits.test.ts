/** Where a stage has an init from, and how it gets one. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { callOf, findInit, initPath, installInit, isPackagedInit } from "../server/stage/inits";
import { platformOf } from "../server/stage/platform";
import { parseDockerfile } from "../server/syntax/dockerfile";

const finalOf = (text: string) => parseDockerfile(text).final ?? assert.fail(text);

/** Below `FROM debian`, and how exec form names tini; undefined for none. */
const found: readonly (readonly [text: string, call: string | undefined])[] = [
  ["", undefined],
  ["RUN apt-get install -y tini", "tini"],
  ["RUN apt-get install -y tini=0.19.0-1", "tini"],
  ["RUN apt-get install -y curl", undefined],
  ["RUN apk add --no-cache tini", "tini"],
  ["RUN curl -Lo /usr/local/bin/tini https://example.com/tini", "tini"],
  ["RUN curl -Lo /opt/tini https://example.com/tini", "/opt/tini"],
  ["RUN ln -s /opt/x /sbin/tini", "tini"],
  ["RUN cat > /tini", "/tini"],
  ["RUN echo tini", "unknown"],
  ["RUN ./setup.sh", "unknown"],
  ["RUN make", "unknown"],
  ["RUN apt-get install -y $PACKAGES", "unknown"],
  ["RUN npm ci", undefined],
  ["RUN <<E\nnpm ci\nE", undefined],
  ["COPY tini /sbin/", "tini"],
  ["COPY tini /usr/bin/tini", "tini"],
  ["ADD https://example.com/tini /tini", "/tini"],
  ["COPY --from=x /usr/bin/tini-static /opt/tini", "/opt/tini"],
  ["COPY --from=x /usr/local/ /usr/local/", "unknown"],
  ["COPY --from=x / /", "unknown"],
  ["COPY a.js /", undefined],
  ["COPY . /app/", undefined],
  ["COPY . $X", "unknown"],
  ["ONBUILD RUN apt-get install -y tini", undefined],
  ["RUN make\nRUN apt-get install -y tini", "tini"],
];

describe("an init that is there", () => {
  for (const [text, call] of found) {
    test(JSON.stringify(text), () => assert.equal(findInit(finalOf(`FROM debian\n${text}\n`), ["tini"]), call));
  }

  test("a parent may have it", () => {
    assert.equal(
      findInit(finalOf("FROM debian AS a\nRUN apt-get install -y dumb-init\nFROM a"), ["tini", "dumb-init"]),
      "dumb-init",
    );
    assert.equal(
      findInit(finalOf("FROM debian AS a\nRUN apt-get install -y dumb-init\nFROM debian"), ["dumb-init"]),
      undefined,
    );
  });

  test("how exec form names a program at a path", () => {
    assert.deepEqual(["/sbin/tini", "/usr/local/bin/tini", "/opt/tini", "/tini"].map(callOf), [
      "tini",
      "tini",
      "/opt/tini",
      "/tini",
    ]);
  });

  test("where the package of a distribution puts it", () => {
    assert.equal(initPath(finalOf("FROM debian"), "tini"), "/usr/bin/tini");
    assert.equal(initPath(finalOf("FROM node:24-alpine"), "tini"), "/sbin/tini");
    assert.equal(initPath(finalOf("FROM example.com/unknown"), "tini"), undefined);
    assert.deepEqual(["tini", "dumb-init", "docker-init", undefined].map(isPackagedInit), [true, true, false, false]);
  });
});

const aptGet = (name: string) =>
  `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`;

/** A file before, and after tini is put in; undefined where it cannot be. */
const installs: readonly (readonly [title: string, before: string, after: string | undefined])[] = [
  ["Debian", "FROM node:24\nCMD a", `FROM node:24\n${aptGet("tini")}\nCMD a`],
  ["Alpine", "FROM node:24-alpine\nCMD a", "FROM node:24-alpine\nRUN apk add --no-cache tini\nCMD a"],
  ["an unknown distribution", "FROM example.com/unknown\nCMD a", undefined],
  ["one whose packages are gone", "FROM node:16-buster\nCMD a", undefined],
  [
    "packages that are installed anyway, in their order",
    "FROM node:24\nRUN apt-get update && apt-get install -y curl vim\nCMD a",
    "FROM node:24\nRUN apt-get update && apt-get install -y curl tini vim\nCMD a",
  ],
  [
    "packages without an order",
    "FROM node:24\nRUN apt-get install -y vim curl\nCMD a",
    "FROM node:24\nRUN apt-get install -y vim curl tini\nCMD a",
  ],
  [
    "packages in the layout of their list",
    "FROM node:24-alpine\nRUN apk add \\\n    curl \\\n    vim\n",
    "FROM node:24-alpine\nRUN apk add \\\n    curl \\\n    tini \\\n    vim\n",
  ],
  [
    "packages below a heredoc",
    "FROM node:24-alpine\nRUN <<EOF\nset -e\napk add curl\nEOF\n",
    "FROM node:24-alpine\nRUN <<EOF\nset -e\napk add curl tini\nEOF\n",
  ],
  [
    "packages whose version stands in a variable, or in quotes",
    "FROM node:24-alpine\nRUN apk add curl=$V \"git~2.52\" 'jq>1'\n",
    "FROM node:24-alpine\nRUN apk add curl=$V \"git~2.52\" 'jq>1' tini\n",
  ],
  [
    "packages that comments are about, at the end",
    "FROM node:24-alpine\nRUN apk add \\\n    # for checks\n    curl \\\n    vim\n",
    "FROM node:24-alpine\nRUN apk add \\\n    # for checks\n    curl \\\n    vim \\\n    tini\n",
  ],
  [
    "packages that go again",
    "FROM node:24-alpine\nRUN apk add --virtual .x gcc\n",
    "FROM node:24-alpine\nRUN apk add --no-cache tini\nRUN apk add --virtual .x gcc\n",
  ],
  [
    "packages that may not be installed",
    "FROM node:24\nRUN a || apt-get install -y vim\n",
    `FROM node:24\n${aptGet("tini")}\nRUN a || apt-get install -y vim\n`,
  ],
  [
    "from a build stage of the same distribution",
    "FROM node:24 AS b\nFROM node:24-slim\nCOPY --from=b /a /a\n",
    `FROM node:24 AS b\n${aptGet("tini")}\nFROM node:24-slim\nCOPY --from=b /usr/bin/tini /usr/bin/tini\nCOPY --from=b /a /a\n`,
  ],
  [
    "not from one of another platform",
    "FROM --platform=$BUILDPLATFORM node:24 AS b\nFROM node:24-slim\nCOPY --from=b /a /a\n",
    `FROM --platform=$BUILDPLATFORM node:24 AS b\nFROM node:24-slim\n${aptGet("tini")}\nCOPY --from=b /a /a\n`,
  ],
  ["no root", "FROM node:24 AS b\nUSER node\nFROM b\nCMD a", undefined],
];

describe("an init is put in", () => {
  for (const [title, before, after] of installs) {
    test(title, () => {
      const file = parseDockerfile(before);
      const edits = installInit(file, file.final ?? assert.fail(), "tini", "2026-11-23");
      assert.equal(edits && apply(before, edits), after);
    });
  }
});

test("the platform that a stage asks for, its own or its parent's", () => {
  const platform = (text: string) => platformOf(finalOf(text));
  assert.equal(platform("FROM a"), "");
  assert.equal(platform("FROM --platform=linux/amd64 a"), "linux/amd64");
  assert.equal(platform("FROM --platform=$TARGETPLATFORM a"), "");
  assert.equal(platform('FROM --platform="${TARGETPLATFORM}" a'), "");
  assert.equal(platform("FROM --platform=${BUILDPLATFORM} a"), "$BUILDPLATFORM");
  assert.equal(platform("FROM --platform=linux/arm64 a AS b\nFROM b"), "linux/arm64");
});
