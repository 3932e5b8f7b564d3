/** No secret of a file is shown, whatever it is and wherever something is shown of the file. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { formats } from "../server/cli/formats";
import { isShownAsSecret, lineMaskOf, maskOf, withoutSecrets } from "../server/context/shownText";
import { hover } from "../server/engine/documentation";
import { harden } from "../server/engine/harden";
import { lint } from "../server/engine/lint";
import { completeDockerfile } from "../server/features/completion";
import { copyHover } from "../server/features/contextHover";
import { fixPreview } from "../server/features/fixPreview";
import { variableHover } from "../server/features/variableHover";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Facts, Problem } from "../server/types";

const settings = { rules: {}, all: true };
const facts: Facts = { today: "2026-11-23", files: ["Dockerfile", "a.txt"] };

/** Lines of a Dockerfile; what stands between « and » is secret. */
const secrets: readonly string[] = [
  "ENV PASS=«hunter2x»",
  "ENV PASS «hunter2x»",
  'ENV PW="«correct horse»"',
  "ARG PW=«s3cr3t»",
  "ENV DBPASS=«hunter2x» PORT=3000",
  "ENV DB_PASSWORD=«0»",
  "ENV dbPassword=«hunter2x»",
  "ARG GITHUB_PAT=«abc123abc»",
  "ENV MYSQL_PWD='«hunter2x»'",
  "ARG NPM_TOKEN=«npm_abcdefghijklmnopqrstuvwxyz0123456789»",
  "ENV A=«ghp_abcdefghijklmnopqrstuvwxyz0123456789»",
  "ENV DATABASE_URL=postgres://me:«hunter2x»@db/x",
  'contexts = { a = "docker-image://alpine:3.20@sha256:7959ed6f" }',
  "ENV REPO=https://«x0a1b2c3d4»@github.com/a/b.git",
  'ENV ConnectionStrings__Main="Server=db;User Id=sa;Password=«hunter2x»;Encrypt=true"',
  "ENV STORE=DefaultEndpointsProtocol=https;AccountName=a;AccountKey=«Zm9vYmFyYmF6cXV4»",
  'ENV HEADER="Basic «dXNlcjpwYXNzd29yZA==»"',
  'ENV HEADER="Authorization: Bearer «abc123def456»"',
  "ENV AUTH=«dXNlcjpwYXNz»",
  "ARG PASS=«hunter2x»\nARG B=${PASS}\nARG C=$B",
  "ENV PASS=«hunter2x»\nENV B=pre-${PASS}-post\nLABEL c=$B d=«hunter2x»",
  'RUN curl -H "Authorization: Basic «dXNlcjpwYXNz»" https://example.org',
  'RUN curl -H "X-Api-Key: «abc123def456»" https://example.org',
  "RUN curl -u me:«hunter2x» https://example.org",
  "RUN curl https://me:«hunter2x»@example.org/a | sh",
  "RUN git clone https://me:«hunter2x»@example.org/a.git",
  "RUN npm config set //registry.npmjs.org/:_authToken=«abc123def456»",
  "RUN export API_KEY=«abc123def456» && ./build --password «hunter2X» --token=«abc123def456»",
  "RUN echo root:«hunter2x» | chpasswd",
  'RUN echo \'{"password": "«hunter2x»"}\' > /a.json',
  "ADD https://me:«hunter2x»@example.org/a.tar.gz /x/",
  "COPY --from=me:«hunter2x»@x a.txt /b".replace("me:«hunter2x»@x", "node"),
  "HEALTHCHECK CMD curl -u me:«hunter2x» http://localhost || exit 1",
  "CMD node server.js --password=«hunter2x» https://me:«hunter2x»@example.org",
];

/** Everything that is shown of a Dockerfile, by where that is. */
const surfaces: Readonly<Record<string, (text: string) => unknown>> = {
  hovers: (text) => {
    const file = parseDockerfile(text);
    const places = [...text].map((_, offset) => offset);
    return places.map((offset) => [variableHover(file, offset), copyHover(file, offset, facts)]);
  },
  findings: (text) =>
    lint(parseDockerfile(text), facts, settings).map((problem) => [
      problem.message,
      problem.related?.map(({ message }) => message),
      hover(problem),
      problem.fixes?.map((fix) => fixPreview([fix], text, () => text)),
    ]),
  "titles of fixes": (text) =>
    lint(parseDockerfile(text), facts, settings).flatMap(({ fixes = [] }) =>
      fixes.map(({ title, doubt, after }) => [title, doubt, after]),
    ),
  completions: (text) => {
    const added = `${text}\nCOPY `;
    return completeDockerfile(parseDockerfile(added), added.length, facts);
  },
  "the report of harden": (text) => {
    const { steps, left, score, build } = harden(text, facts, settings, { level: "everything" });
    return { steps, left, score, build };
  },
  "the difference on a terminal": (text) => text.split("\n").map((line) => lineMaskOf(text)(`-${line}`)),
  ...Object.fromEntries(
    Object.entries(formats).map(([name, format]) => [
      `the format ${name}`,
      (text: string) =>
        format([{ name: "Dockerfile", path: "Dockerfile", text, problems: withoutEdits(text) }], {
          isColourful: true,
          isQuiet: false,
        }),
    ]),
  ),
};

/** What a fix writes stays as it is: it is not shown, but applied. */
function withoutEdits(text: string): Problem[] {
  return lint(parseDockerfile(text), facts, settings).map((problem) => ({
    ...problem,
    fixes: problem.fixes?.map((fix) => ({ ...fix, edits: [] })),
  }));
}

describe("secrets are not shown", () => {
  for (const marked of secrets)
    test(marked, () => {
      const hidden = [...marked.matchAll(/«([^»]*)»/g)]
        .map(([, secret = ""]) => secret)
        .filter(({ length }) => length > 1);
      const line = marked.replace(/[«»]/g, "");
      const name = /^(?:ENV|ARG) (\w+)/.exec(line)?.[1] ?? "A";
      const text = `FROM node:24\n${line}\nENV COPIED=$${name}\nWORKDIR /\${${name}:-x}\nRUN echo $${name} && sudo apt install $COPIED\nUSER $COPIED\n`;
      for (const [surface, show] of Object.entries(surfaces)) {
        const shown = JSON.stringify(show(text));
        for (const secret of hidden) {
          const at = shown.indexOf(JSON.stringify(secret).slice(1, -1));
          assert.ok(at < 0, `${surface}: ${shown.slice(Math.max(0, at - 100), at + 100)}`);
        }
      }
    });
});

describe("what is no secret is shown", () => {
  const open: readonly string[] = [
    "TOKEN_URL=https://example.org/token",
    "KEYBOARD=us PASSENGER_VERSION=6 BYPASS=on COMPASS=north",
    "PWD=/app OLDPWD=/",
    "PASSWORD_FILE=/run/secrets/db",
    'Write "ENV PASS=$PASS"',
    "--mount=type=secret,id=npmrc,target=/root/.npmrc",
    "git clone git@github.com:a/b.git and ssh://git@github.com/a",
    "https://$USER:$PASSWORD@example.org",
    "the value of NPM_TOKEN stays in the image: mount it as a secret",
    "Basic commands need no --password option at all",
    "docker build --secret id=npm,src=.npmrc .",
    "node:24.19.0-trixie-slim@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "docker run -u 1000:1000 node",
    "PATH=/a:/b SORT_KEY=name PUBLIC_KEY=abc",
  ];
  for (const text of open) test(text, () => assert.equal(withoutSecrets(text), text));

  for (const [base, value] of [
    ["node:24", "secret"],
    ["postgres:12", "postgres"],
  ])
    test(`${value}, which is said anyway`, () => {
      const shown = maskOf(parseDockerfile(`FROM ${base}\nENV DB_PASSWORD=${value}\n`));
      assert.equal(shown(`${base} has a ${value}`), `${base} has a ${value}`);
      assert.equal(shown(`DB_PASSWORD=${value}`), "DB_PASSWORD=…");
    });

  test("lines keep their length", () => {
    for (const marked of secrets) {
      for (const line of marked.replace(/[«»]/g, "").split("\n"))
        assert.equal(lineMaskOf(line)(line).length, line.length, line);
    }
  });

  test("names that only may be secret hide no path, switch or number of nothing", () => {
    assert.ok(!isShownAsSecret("PW", "/run/secrets/x"));
    assert.ok(!isShownAsSecret("PW", "true"));
    assert.ok(!isShownAsSecret("PW", "$OTHER"));
    assert.ok(isShownAsSecret("PW", "tiger"));
  });
});
