/** Whole files through *Harden Dockerfile*: exact results, nothing to do the second time, and only what may be done by itself. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { newestNode, recommendedNode } from "../server/data/node";
import type { HardenOptions } from "../server/engine/choosing";
import { type Hardened, harden, hardenIgnore } from "../server/engine/harden";
import { lint } from "../server/engine/lint";
import { rules } from "../server/rules";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Dockerfile, DockerfileRule, Facts, Files } from "../server/types";
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
    `FROM node:${newest20}-bookworm AS build

${init}WORKDIR /usr/src/app
COPY package.json package-lock.json ./
#RUN npm ci --only=production
RUN ${cache} ${secret} npm ci --omit=dev

FROM node:${newest20}-bookworm-slim
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
    `FROM node:${newest20}-bookworm AS build
${init}WORKDIR /usr/src/app
COPY package.json package-lock.json ./
RUN ${cache} npm ci --omit=dev

FROM node:${newest20}-bookworm-slim
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
    test(title, async () => {
      const result = harden(text, await factsOf({ files, path: "Dockerfile" }, text), settings);
      assert.equal(result.text, expected);
      const after = { ...files, ...Object.fromEntries(result.files.map((file) => [file.path, file.text])) };
      const facts = await factsOf({ files: after, path: "Dockerfile" }, result.text);
      const again = harden(result.text, facts, settings);
      assert.equal(again.text, result.text, "the second time");
      assert.deepEqual(taken(again), [], "the second time");
      assert.match(after[".dockerignore"] ?? "", /^(?:\*|\*\*\/\.env)$/m);
      const left = lint(parseDockerfile(result.text), facts, settings).filter(({ severity }) => severity === "error");
      assert.deepEqual(left, []);
    });
  }

  test("does to the example what the README says", async () => {
    const files = Object.fromEntries(
      readdirSync("example").map((name) => [name, readFileSync(`example/${name}`, "utf8")]),
    );
    const [before, after] = [...readFileSync("README.md", "utf8").matchAll(/```dockerfile\n([^`]*)```/g)].map(
      ([, text]) => text,
    );
    assert.equal(files.Dockerfile, before);
    const facts = await factsOf({ files, path: "Dockerfile", today }, before);
    assert.equal(harden(before ?? "", facts, settings).text, after);
  });

  test("installs for the distribution that it moves to", async () => {
    const text =
      'FROM node:22-alpine AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\nFROM node:22-alpine\nWORKDIR /app\nCOPY --from=build /app ./\nCMD ["node", "server.js"]\n';
    const files = { "package.json": "{}", "server.js": "" };
    const facts = await factsOf({ files, path: "Dockerfile", today }, text);
    const result = harden(text, facts, settings, { level: "everything" }).text;
    assert.doesNotMatch(result, /alpine|apk/);
    assert.match(result, /apt-get install -y --no-install-recommends dumb-init/);
  });

  const judgements: readonly (readonly [what: string, text: string, change: RegExp])[] = [
    [
      "a new major version",
      'FROM node:18.20.8-alpine\nUSER node\nCMD ["node", "server.js"]\n',
      /node:(?!18\.20\.8-alpine)/,
    ],
    [
      "who writes to a folder of the system",
      'FROM node:24.22.0-slim\nENV LOG_FILE=/var/log/app.log\nCMD ["node", "server.js"]\n',
      /USER/,
    ],
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

  test("improves nothing in what another fix writes anew as a whole", async () => {
    const text =
      "FROM node:24.1.0-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install\nCOPY . .\n" +
      "RUN npm run build\nEXPOSE 3000\nCMD npx serve -s dist -l 3000\n";
    const scripts = { build: "vite build" };
    const manifest = JSON.stringify({ scripts, devDependencies: { vite: "7.0.0" } });
    const files = { "package.json": manifest, "package-lock.json": "{}", ".dockerignore": "*\n!src\n!*.json\n" };
    const { steps } = harden(text, await factsOf({ files, path: "Dockerfile" }, text), settings);
    assert.equal(steps[0]?.rule, "static-site-served-by-node");
    const improving = ["missing-user", "shell-form-command", "dev-dependencies", "node-env-missing", "single-stage"];
    assert.deepEqual(
      taken({ steps })
        .map(({ rule }) => rule)
        .filter((rule) => improving.includes(rule)),
      [],
    );
  });

  test("changes source code before what is made of it", async () => {
    const scripts = { build: "next build" };
    const manifest = JSON.stringify({ scripts, dependencies: { next: "15.5.4" } });
    const ignore = "*\n!app\n!*.json\n!*.mjs\n";
    const files = { "package.json": manifest, "package-lock.json": "{}", "app/page.js": "", ".dockerignore": ignore };
    const config = (setting: string) => ({ ...files, "next.config.mjs": `export default {\n${setting}};\n` });
    const text =
      "FROM node:24.22.0-slim\nWORKDIR /app\nCOPY --chown=node:node package.json package-lock.json ./\n" +
      "RUN --mount=type=cache,target=/root/.npm npm ci\nCOPY --chown=node:node . .\nRUN npm run build\nENV NODE_ENV=production\n" +
      'USER node\nCMD ["npx", "next", "start"]\n';
    const result = async (given: Files) => {
      const facts = await factsOf({ files: given, path: "Dockerfile" }, text);
      return harden(text, facts, settings, { include: ["next-without-standalone"] });
    };
    const changed = await result(config(""));
    assert.match(changed.files.find(({ path }) => path === "next.config.mjs")?.text ?? "", /output: "standalone"/);
    const unchanged = await result(config('  output: "standalone",\n'));
    assert.equal(changed.text, unchanged.text);
  });

  test("with safe fixes only, changes nothing that is built", async () => {
    const facts = await factsOf({ files: project, path: "Dockerfile" }, corpus("article-secret"));
    const { text } = harden(corpus("article-secret"), facts, settings, { level: "safe" });
    assert.equal(
      text,
      corpus("article-secret")
        .replace("NODE_ENV production", "NODE_ENV=production")
        .replace("NPM_TOKEN 1234", "NPM_TOKEN=1234")
        .replace(/(\n {3}npm ci) --only=production/, "$1 --omit=dev"),
    );
  });
});

describe("what is taken", () => {
  const naive = corpus("article-first");
  const server = "require('http').createServer().listen(3000);\n";
  let facts: Facts;
  before(async () => {
    facts = await factsOf({ files: { ...project, "server.js": server }, path: "Dockerfile" }, naive);
  });
  const run = (options: HardenOptions, text = naive) => harden(text, facts, settings, options);

  const choices: readonly (readonly [
    what: string,
    text: string,
    options: HardenOptions,
    change: RegExp,
    is: boolean,
  ])[] = [
    ["safe leaves what may change the image", "FROM node:24\nUSER root\n", { level: "safe" }, /USER node/, false],
    ["recommended is the default", "FROM node:24\nUSER root\n", {}, /USER node/, true],
    ["recommended leaves matters of judgement", "FROM node:18\n", {}, /FROM node:18/, true],
    ["everything takes them", "FROM node:18\n", { level: "everything" }, /FROM node:18/, false],
    ["a single one is included", "FROM node:18\n", { level: "safe", include: ["end-of-life-node"] }, /node:18/, false],
    ["a rule is skipped", "FROM node:24\nUSER root\n", { skip: ["root-user"] }, /USER root/, true],
    [
      "a rule that is off is included",
      "FROM a:1\nWORKDIR /a\nWORKDIR b\n",
      { include: ["relative-later-workdir"] },
      /\/a\/b/,
      true,
    ],
  ];
  for (const [what, text, options, change, isThere] of choices) {
    test(what, () => assert.equal(change.test(harden(text, { today }, settings, options).text), isThere));
  }

  test("source code is edited only by the rule that is named", () => {
    const filesAt = (options: HardenOptions) => run(options).files.map(({ path }) => path);
    assert.deepEqual(filesAt({ level: "everything" }), [".dockerignore"]);
    const offered = run({}).steps.find(({ rule }) => rule === "no-sigterm-handler");
    assert.equal(offered?.isTaken, false);
    assert.deepEqual(filesAt({ include: ["no-sigterm-handler"] }).sort(), [".dockerignore", "server.js"]);
  });

  test("a step that is left out is still on offer", () => {
    for (const { rule } of taken(run({}))) {
      const { steps } = run({ skip: [rule] });
      assert.equal(steps.find((step) => step.rule === rule)?.isTaken, false, rule);
    }
  });

  test("reasons stand on the lines of the text as it was", () => {
    const lines = naive.split("\n");
    const lineOf = (id: string) => lines[run({}).steps.find(({ rule }) => rule === id)?.reasons[0]?.line ?? -1];
    for (const [id, line] of [
      ["untagged-image", /^FROM/],
      ["npm-install", /^RUN/],
      ["source-before-install", /^COPY/],
      ["node-without-init", /^CMD/],
    ] as const) {
      assert.match(lineOf(id) ?? "", line, id);
    }
  });

  test("what stays is told with the reason", () => {
    const { left } = run({}, 'FROM node:18.20.8-slim\nUSER node\nCMD ["node", "server.js"]\n');
    const old = left.find(({ rule }) => rule === "end-of-life-node");
    assert.equal(old?.line, 0);
    assert.match(old?.hint ?? "", /is left to you because nothing in package.json says/);
    const skip = ["end-of-life-node"];
    assert.ok(!run({ skip }, "FROM node:18.20.8-slim\n").left.some(({ rule }) => rule === "end-of-life-node"));
  });

  test("a fix that leaves its finding is not made, and another one may be", () => {
    const rule = rules.find(({ id }) => id === "apt-recommends") as DockerfileRule;
    const { check } = rule;
    const text = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nRUN true\n";
    Object.assign(rule, {
      *check(file: Dockerfile) {
        const [first] = file.instructions.filter(({ keyword }) => keyword === "RUN");
        if (!first) return;
        const edits = [{ start: first.end, end: first.end, text: " # again" }];
        yield { span: first.name, fixes: [{ title: "Comment", safe: true, edits }] };
      },
    });
    const { text: hardened, left, steps } = run({}, text);
    Object.assign(rule, { check });
    assert.ok(!hardened.includes("again"), hardened);
    assert.ok(left.some(({ rule, hint }) => rule === "apt-recommends" && hint.startsWith("No edit is certain")));
    assert.ok(!steps.some(({ rule }) => rule === "apt-recommends"));
  });

  for (const script of [
    "RUN yarn x${A:-${B:-h}",
    "RUN apt-get update && apt-get install -y curl && if true",
    "RUN pip install x 'abc",
    "RUN apk add $(foo",
  ]) {
    test(`nothing is edited where the shell cannot parse it: ${script}`, () => {
      const { text } = run({}, `FROM debian:13-slim\n${script}\n`);
      assert.ok(text.includes(`\n${script}\n`), text);
    });
  }

  test("what two stages say that come of one is left once", async () => {
    const whole =
      'FROM php:8.1-cli\nCOPY --from=composer:2.9 /usr/bin/composer /usr/bin/composer\nWORKDIR /app\nCOPY . .\nRUN composer install --no-dev\nCMD ["php", "a.php"]\n';
    const files = { "composer.json": '{"require":{"a/b":"1"}}', "composer.lock": "{}", "a.php": "" };
    const { text, left } = harden(whole, await factsOf({ files, path: "Dockerfile" }, whole), settings);
    assert.equal(text.match(/^FROM php/gm)?.length, 2, text);
    const ended = left.filter(({ rule }) => rule === "end-of-life-image");
    assert.deepEqual(
      ended.map(({ line, severity }) => [line, severity]),
      [[0, "warning"]],
    );
  });

  test("root stays where an author goes back to it for what an unknown image starts", () => {
    const back = "FROM example.org/base\nUSER app\nRUN bundle install\nUSER root\n";
    const { text, left } = run({}, back);
    assert.equal(text, back);
    assert.match(left.find(({ rule }) => rule === "root-user")?.hint ?? "", /what its image starts/);
    assert.ok(run({}, `${back}CMD ["rackup"]\n`).text.includes("USER app\nCMD"));
  });

  test("nothing is put into a heredoc of the shell that has no end", () => {
    const text = "FROM debian:13-slim\nRUN <<EOF\nset -e\napt-get update\napt-get install -y curl <<X\nEOF\n";
    const once = run({}, text).text;
    assert.ok(!once.includes("rm -rf"), once);
    assert.equal(run({}, once).text, once);
  });

  test("an ignore file alone has steps, too", () => {
    const { text, steps, score } = hardenIgnore("/a/\n.git\n.git\n", { today }, settings);
    assert.equal(text, "/a/\n.git\n");
    assert.deepEqual(
      steps.map(({ rule, reasons }) => [rule, reasons[0]?.line]),
      [["duplicate-pattern", 2]],
    );
    assert.equal(score, undefined);
  });
});

describe("stability", () => {
  const names = readdirSync("test/corpus").flatMap((name) => (/^(.*)\.Dockerfile$/.exec(name) ?? []).slice(1));
  for (const name of names) {
    test(name, async () => {
      for (const level of ["safe", "recommended", "everything"] as const) {
        await checkStability(corpus(name), project, { level });
      }
      await checkStability(corpus(name), undefined, {});
    });
  }

  for (const name of ["article-first", "python-web"]) {
    test(`${name} without any one rule`, async () => {
      const steps = taken(
        harden(corpus(name), await factsOf({ files: project, path: "Dockerfile" }, corpus(name)), settings),
      );
      assert.ok(steps.length > 0);
      for (const { rule } of steps) await checkStability(corpus(name), project, { skip: [rule] });
    });
  }
});

/** Rules that can speak only when another has been heeded: a package manager is seen once the shell before it is gone. */
const successors: Readonly<Record<string, readonly string[]>> = {
  "package-manager-as-pid1": ["shell-form-command", "quoted-words-command"],
};

/** Does nothing the second time, loses no comment, keeps line ends and escape character, and brings no new warning. */
async function checkStability(text: string, files: Files | undefined, options: HardenOptions): Promise<void> {
  const path = "Dockerfile";
  const facts = await factsOf({ files, path }, text);
  const result = harden(text, facts, settings, options);
  const label = JSON.stringify(options);
  const added = Object.fromEntries(result.files.map((file) => [file.path, file.text]));
  const factsAfter = await factsOf({ files: files && { ...files, ...added }, path }, result.text);
  const again = harden(result.text, factsAfter, settings, options);
  assert.equal(again.text, result.text, label);
  assert.deepEqual(taken(again), [], label);

  const [before, after] = [text, result.text].map((it) => parseDockerfile(it)) as [Dockerfile, Dockerfile];
  assert.equal(after.escape, before.escape, label);
  for (const { text: comment } of before.comments) assert.ok(result.text.includes(comment), `${label} ${comment}`);
  if (options.level === "recommended") {
    const windows = harden(withLineEnd(text, "\r\n"), facts, settings, options).text;
    assert.equal(windows, withLineEnd(result.text, "\r\n"), label);
  }

  const [were, are] = [lint(before, facts, settings), lint(after, factsAfter, settings)].map(
    (problems) => new Set(problems.filter(({ severity }) => /error|warning/.test(severity)).map(({ rule }) => rule.id)),
  ) as [Set<string>, Set<string>];
  const isExpected = (id: string) => options.skip?.includes(id) || successors[id]?.some((other) => were.has(other));
  const fresh = [...are].filter((id) => !were.has(id) && !isExpected(id));
  assert.deepEqual(fresh, [], label);
}

function withLineEnd(text: string, eol: string): string {
  return text.replace(/\r?\n/g, eol);
}

function taken({ steps }: Pick<Hardened, "steps">) {
  return steps.filter(({ isTaken }) => isTaken);
}

function corpus(name: string): string {
  return readFileSync(`test/corpus/${name}.Dockerfile`, "utf8");
}
