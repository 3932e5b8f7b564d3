/** What images hold: at the start, from the build context, and the words that CMD hands over. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { foundInBase, isRootsInBase, isStandardFolder, linksOfBases } from "../server/image/baseFiles";
import {
  behindScript,
  readsArguments,
  scriptOfShell,
  shellOf,
  startsProgram,
  takerOf,
} from "../server/image/handedOver";
import { sourceAt } from "../server/image/sources";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Facts, Word } from "../server/types";

const stageOf = (text: string) => parseDockerfile(text).final ?? assert.fail(text);
const facts: Facts = { today: "2026-11-23" };

/** An image, a path, and what stands there: "kind owner mode", "absent", "unknown". */
const bases: readonly (readonly [image: string, path: string, found: string])[] = [
  ["debian", "/", "folder root 755"],
  ["debian", "/etc", "folder root 755"],
  ["debian", "/root", "folder root 700"],
  ["debian", "/tmp", "folder root 1777"],
  ["debian", "/tmp/a", "absent"],
  ["debian", "/app", "absent"],
  ["debian", "/app/a", "absent"],
  ["debian", "/srv/a/b", "absent"],
  ["debian", "/etc/a", "unknown"],
  ["debian", "/boot", "unknown"],
  ["debian", "/bin", "? root ?"],
  ["debian", "/opt/a", "absent"],
  ["node:24", "/home/node", "folder node ?"],
  ["node:24", "/home/node/a", "absent"],
  ["node:24", "/home/node/.bashrc", "unknown"],
  ["node:24", "/home/other", "absent"],
  ["node:24", "/opt/yarn-v1.22.22", "unknown"],
  ["node:24", "/usr/local/lib/node_modules", "folder root 755"],
  ["ubuntu:24.04", "/home/ubuntu", "folder ubuntu ?"],
  ["ubuntu:22.04", "/home/ubuntu", "unknown"],
  ["node:24-alpine", "/usr/src/app", "absent"],
  ["node:24-alpine", "/usr/src", "unknown"],
  ["node:24", "/usr/app", "absent"],
  ["node:24", "/usr/games", "unknown"],
  ["node:24", "/usr/local/app/a", "absent"],
  ["python:3.13", "/var/app", "absent"],
  ["python:3.13", "/var/lib/a", "unknown"],
  ["rust", "/usr/local/cargo/a", "unknown"],
  ["oven/bun", "/app", "absent"],
  ["oven/bun", "/home/bun/app", "folder root 755"],
  ["denoland/deno", "/deno-dir/a", "unknown"],
  ["golang", "/go/a", "unknown"],
  ["nginx", "/var/cache/nginx", "unknown"],
  ["scratch", "/app", "absent"],
  ["scratch", "/etc/passwd", "unknown"],
  ["busybox", "/tmp", "folder root 1777"],
  ["busybox", "/srv", "absent"],
  ["busybox", "/home", "folder nobody 755"],
  ["busybox", "/bin/a", "unknown"],
  ["postgres", "/app", "unknown"],
  ["example.com/unknown", "/tmp", "unknown"],
];

describe("base images", () => {
  for (const [image, path, expected] of bases) {
    test(`${path} in ${image}`, () => {
      const found = foundInBase(stageOf(`FROM ${image}`), path);
      const drawn =
        found === "absent" || !found
          ? (found ?? "unknown")
          : `${found.kind ?? "?"} ${found.owner?.name ?? "?"} ${found.mode?.toString(8) ?? "?"}`;
      assert.equal(drawn, expected);
    });
  }

  test("what only root can write", () => {
    assert.equal(isRootsInBase(stageOf("FROM debian"), "/etc/a"), true);
    assert.equal(isRootsInBase(stageOf("FROM debian"), "/srv/a"), false);
    assert.equal(isRootsInBase(stageOf("FROM example.com/unknown"), "/etc/a"), false);
    assert.equal(linksOfBases.get("/bin"), "/usr/bin");
  });

  test("folders of every distribution", () => {
    const isStandard = (from: string, path: string) => isStandardFolder(stageOf(from), path);
    assert.equal(isStandard("FROM debian", "/etc"), true);
    assert.equal(isStandard("FROM debian", "/bin"), true);
    assert.equal(isStandard("FROM debian", "/lib64"), false);
    assert.equal(isStandard("FROM debian", "/app"), false);
    assert.equal(isStandard("FROM scratch", "/etc"), false);
    assert.equal(isStandard("FROM scratch AS a\nFROM a", "/etc"), false);
    assert.equal(isStandard("FROM $X", "/etc"), false);
    assert.equal(isStandardFolder(undefined, "/etc"), false);
  });
});

const files = ["a.js", "b.js", "src/main.js", "src/x/y.js"];

/** Below `FROM x` and WORKDIR /app: a path, and the file of the context that lies there. */
const sources: readonly (readonly [text: string, path: string, source: string | undefined])[] = [
  ["COPY a.js .", "/app/a.js", "a.js"],
  ["COPY a.js main.js", "/app/main.js", "a.js"],
  ["COPY a.js main.js", "/app/a.js", undefined],
  ["COPY src .", "/app/main.js", "src/main.js"],
  ["COPY src ./src", "/app/src/x/y.js", "src/x/y.js"],
  ["COPY . /", "/src/main.js", "src/main.js"],
  ["COPY *.js /x/", "/x/b.js", "b.js"],
  ["COPY a.js b.js /x/", "/x/b.js", "b.js"],
  ["COPY a.js /x/main.js\nCOPY src/*.js /x/", "/x/main.js", "src/main.js"],
  ["COPY src/* /x/", "/x/y.js", "src/x/y.js"],
  ["COPY a.js /x/\nCOPY src/*.js /x/", "/x/a.js", "a.js"],
  ["COPY a.js main.js\nCOPY b* main.js", "/app/main.js", undefined],
  ["COPY a.js main.js\nCOPY $X src ./", "/app/main.js", undefined],
  ["COPY a.js main.js\nADD x.tar.gz ./", "/app/main.js", undefined],
  ["COPY a.js main.js\nADD https://example.com/b.js /b/", "/app/main.js", "a.js"],
  ["COPY --parents src/main.js ./", "/app/src/main.js", "src/main.js"],
  ["COPY --exclude=main.js src ./", "/app/main.js", undefined],
  ["COPY a.js main.js\nCOPY b.js main.js", "/app/main.js", "b.js"],
  ["COPY a.js main.js\nCOPY --from=y b.js main.js", "/app/main.js", undefined],
  ["COPY a.js main.js\nCOPY b.js $X", "/app/main.js", undefined],
  ["COPY <<E main.js\na\nE", "/app/main.js", undefined],
  ["RUN a", "/app/a.js", undefined],
];

describe("files of the build context in an image", () => {
  for (const [text, path, source] of sources) {
    test(`${path}: ${JSON.stringify(text)}`, () =>
      assert.equal(sourceAt(stageOf(`FROM x\nWORKDIR /app\n${text}\n`), path, { ...facts, files }), source));
  }

  test("not known without a listing", () => {
    assert.equal(sourceAt(stageOf("FROM x\nCOPY a.js /"), "/a.js", facts), undefined);
  });
});

/** Below `FROM debian`: the program that takes the words of CMD, whether CMD starts a program, the shell of CMD. */
const handed: readonly (readonly [
  text: string,
  taker: string | undefined,
  starts: boolean | undefined,
  shell: string | undefined,
])[] = [
  ['CMD ["a", "b"]', undefined, true, undefined],
  ["CMD a b", undefined, true, "/bin/sh"],
  ['ENTRYPOINT ["a"]\nCMD ["b"]', "a", false, undefined],
  ['ENTRYPOINT ["tini", "--"]\nCMD ["b"]', undefined, true, undefined],
  ['ENTRYPOINT ["tini", "--"]\nCMD b', undefined, true, "/bin/sh"],
  ['ENTRYPOINT ["/entry.sh"]\nCMD ["b"]', "/entry.sh", false, undefined],
  ['ENTRYPOINT []\nCMD ["b"]', undefined, true, undefined],
];

describe("words that CMD hands over", () => {
  for (const [text, taker, starts, shell] of handed) {
    test(JSON.stringify(text), () => {
      const stage = stageOf(`FROM debian\n${text}\n`);
      const command = stage.instructions.at(-1) ?? assert.fail();
      assert.equal(takerOf(stage, facts)?.argv[0]?.value, taker);
      assert.equal(startsProgram(command, facts), starts);
      assert.equal(shellOf(command, facts)?.argv[0]?.value, shell);
    });
  }

  test("a CMD that has no effect starts no shell", () => {
    const [, first] = stageOf("FROM debian\nCMD a\nCMD b").instructions;
    assert.equal(first && shellOf(first, facts), undefined);
  });

  for (const [words, script, given] of [
    ["sh -c a", "a", ""],
    ["sh -c a b c", "a", "b c"],
    ["/bin/bash -ec a b", "a", "b"],
    ["bash -e -x -c a", "a", ""],
    ["bash -o pipefail -c a", undefined, ""],
    ["bash a.sh b", undefined, ""],
    ["sh", undefined, ""],
    ["node -c a", undefined, ""],
    ["sh -c", undefined, ""],
  ] as const) {
    test(`${words}: the script is ${script ?? "not known"}`, () => {
      const argv = words.split(" ").map((value): Word => ({ start: 0, end: 0, text: value, value }));
      const found = behindScript(argv);
      assert.equal(found?.script.value, script);
      assert.equal((found?.given ?? []).map(({ value }) => value).join(" "), given);
    });
  }

  test("the script of a shell, and whether it asks for what it is given", () => {
    const command = stageOf('FROM debian\nCMD ["sh", "-c", "a $1", "b"]').instructions.at(-1) ?? assert.fail();
    const shell = shellOf(command, facts) ?? assert.fail();
    assert.equal(scriptOfShell(shell)?.value, "a $1");
    assert.deepEqual(['exec "$@"', "a $1", "echo ${1:-x}", "shift", "a $HOME", "a ${#X}", ""].map(readsArguments), [
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    assert.equal(readsArguments(undefined), undefined);
  });
});
