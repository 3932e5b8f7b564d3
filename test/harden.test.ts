/** Whole files through *Harden Dockerfile*: exact results, nothing to do the second time, and only what may be done by itself. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { newestNode, recommendedNode } from "../server/data/node";
import { harden } from "../server/engine/harden";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/text/dockerfile";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const today = "2026-11-23";
const settings = { rules: {} };
const latest = recommendedNode(today)?.version;
const newest20 = newestNode(20);
const project = {
  "package.json": JSON.stringify({
    scripts: { start: "node server.js" },
    dependencies: { fastify: "5" },
    devDependencies: { eslint: "9" },
  }),
  "package-lock.json": "{}",
  "server.js": "require('fastify')().listen({ port: 3000 });\n",
  ".env": "",
};

const end = `COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /usr/src/app
COPY --from=build --chown=node:node /usr/src/app/node_modules ./node_modules
`;
const init =
  "RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*\n";
const cache = "--mount=type=cache,target=/root/.npm";
const secret = "--mount=type=secret,id=npmrc,target=/usr/src/app/.npmrc,required=true";

const cases: readonly (readonly [title: string, text: string, expected: string, files: Files])[] = [
  [
    "the naive Dockerfile of the article",
    corpus("article-first"),
    `FROM node:${latest}-trixie AS build
${init}WORKDIR /usr/src/app
COPY package.json package-lock.json ./
RUN ${cache} npm ci --omit=dev

FROM node:${latest}-trixie-slim
ENV NODE_ENV=production
${end}COPY --chown=node:node . /usr/src/app
USER node
CMD ["dumb-init", "node", "server.js"]
`,
    project,
  ],
  [
    "a token in ENV, written to .npmrc",
    corpus("article-secret"),
    `FROM node:${newest20}-trixie AS build

${init}WORKDIR /usr/src/app
COPY package.json package-lock.json ./
#RUN npm ci --only=production
RUN ${cache} ${secret} npm ci --omit=dev

FROM node:${newest20}-trixie-slim
ENV NODE_ENV=production
${end}COPY --chown=node:node . .
USER node
CMD ["dumb-init", "node", "server.js"]
`,
    project,
  ],
  [
    "what the web page did to it",
    corpus("pasted"),
    `FROM node:${newest20}-trixie AS build
${init}WORKDIR /usr/src/app
COPY package.json package-lock.json ./
RUN ${cache} npm ci --omit=dev

FROM node:${newest20}-trixie-slim
ENV NODE_ENV=production
${end}COPY --chown=node:node . .
USER node
CMD ["dumb-init", "node", "server.js"]
`,
    project,
  ],
  [
    "a Dockerfile that is good already",
    corpus("api-multi-stage"),
    corpus("api-multi-stage"),
    { ...project, ".dockerignore": "*\n!src\n!*.json\n" },
  ],
];

describe("harden", () => {
  for (const [title, text, expected, files] of cases) {
    test(title, () => {
      const result = harden(text, factsOf({ files, path: "Dockerfile" }), settings);
      assert.equal(result.text, expected);
      const after = { ...files, ...Object.fromEntries(result.files.map((file) => [file.path, file.text])) };
      const facts = factsOf({ files: after, path: "Dockerfile" });
      const again = harden(result.text, facts, settings);
      assert.equal(again.text, result.text, "the second time");
      assert.deepEqual(again.applied, [], "the second time");
      assert.match(after[".dockerignore"] ?? "", /^(?:\*|\*\*\/\.env)$/m);
      const left = lint(parseDockerfile(result.text), facts, settings).filter(({ severity }) => severity === "error");
      assert.deepEqual(left, []);
    });
  }

  test("does to the example what the README says", () => {
    const files = Object.fromEntries(
      readdirSync("example").map((name) => [name, readFileSync(`example/${name}`, "utf8")]),
    );
    const [before, after] = [...readFileSync("README.md", "utf8").matchAll(/```dockerfile\n([^`]*)```/g)].map(
      ([, text]) => text,
    );
    assert.equal(files.Dockerfile, before);
    assert.equal(harden(before ?? "", factsOf({ files, path: "Dockerfile", today }), settings).text, after);
  });

  const judgements: readonly (readonly [what: string, text: string, change: RegExp])[] = [
    [
      "a new major version",
      'FROM node:18.20.8-alpine\nUSER node\nCMD ["node", "server.js"]\n',
      /node:(?!18\.20\.8-alpine)/,
    ],
    ["who writes to a volume", 'FROM node:24.22.0-slim\nVOLUME /data\nCMD ["node", "server.js"]\n', /USER/],
    ["an account for a program", 'FROM debian:13-slim\nCOPY server /\nCMD ["/server"]\n', /USER/],
    ["the user of images made of it", "FROM node:24.22.0-slim\nONBUILD RUN npm ci\nCMD npm start\n", /USER/],
    [
      "what tests need",
      'FROM cypress/included:15.20.1\nWORKDIR /app\nCOPY . .\nRUN npm ci\nENTRYPOINT ["cypress", "run"]\n',
      /USER|--omit/,
    ],
    [
      "a package manager that may be too old for the option",
      'FROM example.org/base:1\nCOPY . .\nRUN npm ci --production\nCMD ["node", "a.js"]\n',
      /--omit/,
    ],
    ["settings that may hold no token", "FROM node:24.22.0\nWORKDIR /app\nCOPY .npmrc .\nRUN npm ci\n", /type=secret/],
  ];
  for (const [what, text, change] of judgements) {
    test(`leaves ${what} to a person`, () => assert.doesNotMatch(harden(text, { today }, settings).text, change));
  }

  test("with safe fixes only, changes nothing that is built", () => {
    const { text } = harden(
      corpus("article-secret"),
      factsOf({ files: project, path: "Dockerfile" }),
      settings,
      ({ safe }) => safe,
    );
    assert.equal(
      text,
      corpus("article-secret")
        .replace("NODE_ENV production", "NODE_ENV=production")
        .replace("NPM_TOKEN 1234", "NPM_TOKEN=1234")
        .replace(/(\n {3}npm ci) --only=production/, "$1 --omit=dev"),
    );
  });
});

function corpus(name: string): string {
  return readFileSync(`test/corpus/${name}.Dockerfile`, "utf8");
}
