/** What single instructions are for, by the rules of a small language. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { buildToolsIn, classify, commandsFor, initsIn, type Language, serves } from "../server/multistage/classify";
import { nodeLanguage } from "../server/multistage/nodeLanguage";
import { type Place, piecesOf, placesFor } from "../server/multistage/places";
import { policies } from "../server/multistage/policies";
import { lineOf } from "../server/multistage/stageSteps";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Instruction } from "../server/types";
import { isReason } from "../server/util/reason";
import { factsOf } from "./cases";

/** A language with one command for each purpose. */
const small: Language = {
  folder: "/app",
  isManifest: (path) => /(?:^|\/)(?:deps|deps\.lock)$/.test(path),
  purposesOf({ words }) {
    const [program, verb] = words.map(({ value }) => value);
    if (program === "dep" && verb === "get") return ["install"];
    if (program === "dep" && verb === "tool") return ["provide", "global"];
    if (program === "dep" && verb === "global") return ["global"];
    if (program === "dep" && verb === "clean") return ["cache"];
    return program === "dep" && verb === "build" ? ["build"] : [];
  },
};

let node: ReturnType<typeof nodeLanguage>;
before(async () => {
  const facts = await factsOf({ files: { "package.json": '{"scripts":{"make":"tsc"}}' } });
  node = nodeLanguage("/app", () => true, facts);
});

function instructionOf(line: string): Instruction {
  const found = parseDockerfile(`FROM node:24\nWORKDIR /app\n${line}\n`).instructions[2];
  assert.ok(found, line);
  return found;
}

/** The kind, or the beginning of the reason behind "?". */
const kinds: readonly (readonly [line: string, kind: string])[] = [
  ["RUN dep get", "install"],
  ["RUN dep tool && dep get && dep clean", "install"],
  ["RUN dep get && dep build && rm -rf /var/lib/x", '? nobody can tell from here what "rm -rf"'],
  ["RUN dep build", "build step"],
  ["RUN dep build && dep clean", "build step"],
  ["RUN dep tool", "provide"],
  ["RUN dep clean", "cache"],
  ["RUN dep global && dep clean", "packages"],
  ["RUN dep unknown --option", '? nobody can tell from here what "dep unknown"'],
  ["RUN $TOOL make", "? nobody can tell"],
  ["RUN if then", "? not every RUN can be read"],
  ['SHELL ["pwsh"]', "shell"],
  ["RUN apt-get update && apt-get install -y gcc make && rm -rf /var/lib/apt/lists/*", "build tools"],
  ["RUN apt-get update", "packages"],
  ["RUN apk add --no-cache gcc libpq", "packages"],
  ["RUN apt-get install -y gcc tini", "init"],
  ["RUN apk add tini=0.19.0-r3", "init"],
  ["RUN apt-get install -y tini libpq5", "packages"],
  ["RUN apt-get install -y tini && useradd app", "packages"],
  ["RUN useradd -m app && mkdir /data && chown app /data", "accounts"],
  ["RUN set -ex && addgroup app", "accounts"],
  ["RUN useradd app && dep build", '? nobody can tell from here what "useradd app"'],
  ["COPY . .", "source"],
  ["COPY src /app/src", "source"],
  ["COPY deps deps.lock ./", "manifests"],
  ["ADD deps ./", "manifests"],
  ["COPY deps src ./", "source"],
  ["COPY --from=other deps ./", "source"],
  ["COPY <<EOF deps\nx\nEOF", "source"],
  ["COPY entry.sh /usr/local/bin/", "elsewhere"],
  ["COPY rootfs/ /", "? files are copied to a folder above"],
  ["COPY x $WHERE", "? it cannot be told where"],
  ["ENV A=b", "environment"],
  ["ARG A", "argument"],
  ["WORKDIR /srv", "folder"],
  ["USER app", "user"],
  ["LABEL a=b", "description"],
  ["EXPOSE 80", "description"],
  ["HEALTHCHECK NONE", "check"],
  ['CMD ["app"]', "start"],
  ['ENTRYPOINT ["app"]', "start"],
  ["STOPSIGNAL SIGINT", "start"],
  ["VOLUME /data", "other"],
  ["ONBUILD RUN dep get", "? ONBUILD"],
];

describe("an instruction is for", () => {
  for (const [line, expected] of kinds) {
    test(`${line} → ${expected}`, () => {
      const kind = classify(instructionOf(line), small);
      const text = typeof kind === "object" ? `? ${kind.reason}` : kind;
      assert.equal(text.slice(0, typeof kind === "object" ? expected.length : undefined), expected);
    });
  }
});

test("reasons quote no more than the beginning of a command", () => {
  const kind = classify(instructionOf(`RUN ${"x".repeat(1000)}`), small);
  assert.ok(typeof kind === "object" && kind.reason.length < 120);
});

/** The purposes of Node commands come from nodeLanguage. */
const nodeKinds: readonly (readonly [line: string, kind: string])[] = [
  ["RUN npm ci", "install"],
  ["RUN corepack enable && pnpm install --frozen-lockfile", "install"],
  ["RUN npm ci && npm run build && npm cache clean --force", "install"],
  ["RUN npm run build", "build step"],
  ["RUN yarn make", "build step"],
  ["RUN yarn other", "?"],
  ["RUN npx tsc && cp -r assets dist/", "build step"],
  ["RUN npx tsc > /tmp/log", "?"],
  ["RUN node scripts/build.js", "build step"],
  ["RUN node /opt/x.js", "?"],
  ["RUN rm -rf ../x", "?"],
  ["RUN npm install -g pnpm@9", "provide"],
  ["RUN npm install -g pm2", "packages"],
  ["RUN npm cache clean --force", "cache"],
  ["COPY package*.json .npmrc ./", "manifests"],
  ["COPY package.json index.js ./", "source"],
];

describe("for Node.js an instruction is for", () => {
  for (const [line, expected] of nodeKinds) {
    test(`${line} → ${expected}`, () => {
      const kind = classify(instructionOf(line), node);
      assert.equal(typeof kind === "object" ? "?" : kind, expected);
    });
  }
});

test("the commands of a RUN are asked for by purpose", () => {
  const run = instructionOf("RUN npm ci && npm run build && npm i -g serve && npm prune --omit=dev");
  assert.deepEqual(commandsFor("build", run, node).map(lineOf), ["npm run build"]);
  assert.deepEqual(commandsFor("server", run, node).map(lineOf), ["npm i -g serve"]);
  assert.deepEqual(commandsFor("prune", run, node).map(lineOf), ["npm prune --omit=dev"]);
  assert.equal(serves(run, node, "install", "build", "global", "prune"), true);
  assert.equal(serves(run, node, "install", "build", "global"), false);
});

test("build tools and inits are told by their packages", () => {
  assert.deepEqual(buildToolsIn(instructionOf("RUN apk add python3 libpq g++=13")), ["python3", "g++"]);
  assert.deepEqual(buildToolsIn(instructionOf("CMD apk add g++")), []);
  assert.deepEqual(initsIn(instructionOf("RUN apk add tini")), ["/sbin/tini"]);
  assert.deepEqual(initsIn(instructionOf("RUN apt-get install -y tini dumb-init")), [
    "/usr/bin/tini",
    "/usr/bin/dumb-init",
  ]);
});

/** The usual places, the build ending with `dep build`. */
const places: readonly (readonly [lines: string, places: readonly Place[]])[] = [
  ["COPY deps ./\nRUN dep get\nCOPY . .\nRUN dep build", ["build", "build", "build", "build"]],
  ["RUN dep build\nCOPY x ./\nENV A=b\nUSER app\nEXPOSE 80", ["build", "after", "after", "after", "after"]],
  ["ENV A=b\nARG C\nLABEL d=e\nRUN dep build", ["both", "argument", "before", "build"]],
  ["RUN useradd app\nRUN dep build", ["before", "build"]],
  ["RUN groupadd g\nRUN useradd -g g app\nUSER app\nRUN dep build", ["both", "both", "both", "build"]],
  ["RUN useradd app\nRUN chown app:app /data\nRUN dep build", ["both", "both", "build"]],
  ["RUN chown -R app /app\nRUN dep build", ["twice", "build"]],
  ["RUN mkdir data\nRUN dep build", ["twice", "build"]],
  ["RUN echo a > file\nRUN dep build", ["twice", "build"]],
  ["RUN echo a > /dev/null 2>&1\nRUN dep build", ["both", "build"]],
  ["RUN chown app /data\nRUN dep build", ["both", "build"]],
  ["WORKDIR /\nRUN useradd app > /dev/null\nRUN dep build", ["build", "before", "build"]],
  ["COPY entry.sh /usr/bin/\nRUN apk add curl\nRUN dep build", ["both", "both", "build"]],
  ["RUN apk add gcc\nRUN apk add tini\nRUN dep tool\nRUN dep clean\nRUN dep build", Array(5).fill("build")],
  ["RUN dep build\nCOPY entry.sh /usr/bin/\nRUN apk add curl\nRUN useradd app", ["build", "after", "after", "after"]],
  ['SHELL ["/bin/bash", "-c"]\nUSER app\nCMD ["x"]\nRUN dep build', ["both", "both", "before", "build"]],
];

describe("places", () => {
  for (const [lines, expected] of places) {
    test(lines.replaceAll("\n", "; "), () => {
      assert.deepEqual(placesOf(lines), ["build", ...expected]);
    });
  }

  test("have a reason where there is none", () => {
    const owned = placesOf("USER app\nRUN mkdir data\nRUN dep build");
    assert.deepEqual(owned, { reason: "files get an owner before the build is done" });
    const unclear = placesOf("RUN dep unknown\nRUN dep build");
    assert.ok(isReason(unclear));
  });

  test("of ONBUILD are nowhere, whatever the language says", () => {
    const pieces = parsed("ONBUILD RUN dep get");
    assert.ok(isReason(placesFor(pieces, 0, () => "build")));
  });
});

function parsed(lines: string) {
  const file = parseDockerfile(`FROM x\nWORKDIR /app\n${lines}\n`);
  assert.ok(file.final);
  return piecesOf(file, file.final, small);
}

function placesOf(lines: string) {
  const pieces = parsed(lines);
  return placesFor(
    pieces,
    pieces.findLastIndex(({ kind }) => kind === "build step"),
  );
}

test("no two languages of a rule are for the same image", () => {
  for (const image of "node python golang maven gradle eclipse-temurin rust ruby php oven/bun denoland/deno".split(
    " ",
  )) {
    const found = policies.filter(({ images }) => images.test(image));
    assert.equal(new Set(found.map(({ rule }) => rule)).size, found.length, image);
  }
});
