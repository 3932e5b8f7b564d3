/** Accounts: which there are, who a container runs as, whose the files are, where USER goes. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { accountsOfBase, mayHaveAccount } from "../server/stage/accounts";
import {
  chown,
  createAccount,
  createdAccounts,
  dropsRoot,
  inherited,
  insertUser,
  isRootUser,
  needsRoot,
  ownerFor,
  rootOwnedCopies,
  runsScripts,
  turnsIntoUser,
  uidOf,
  unprivilegedAccount,
} from "../server/stage/users";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Facts } from "../server/types";

const finalOf = (text: string) => parseDockerfile(text).final ?? assert.fail(text);
const facts: Facts = { today: "2026-11-23" };

/** A RUN, and the account that it creates as "name group uid", "?" for what is not known. */
const accounts: readonly (readonly [run: string, found: readonly string[]])[] = [
  ["useradd app", ["app ? ?"]],
  ["useradd -u 1001 app", ["app ? 1001"]],
  ["useradd -m --uid=1001 -U app", ["app app 1001"]],
  ["groupadd -g 5 staff && useradd -g staff app", ["app staff ?"]],
  ["groupadd -g 5 staff && useradd -g 5 app", ["app staff ?"]],
  ["useradd -g 5 app", ["app ? ?"]],
  ["groupadd app && useradd app", ["app app ?"]],
  ["addgroup -S app && adduser -S -G app app", ["app app ?"]],
  ["adduser --disabled-password --ingroup staff app", ["app staff ?"]],
  ["adduser app staff", []],
  ["adduser --system --group app", ["app app ?"]],
  ["sudo useradd app", ["app ? ?"]],
  ["useradd $NAME", ["app ? ?"]],
  ["useradd $UNKNOWN", []],
  ["useradd", []],
  ["useradd -u $ID app", ["app ? ?"]],
  ["useradd a && useradd b", ["a ? ?", "b ? ?"]],
  ["echo useradd app", []],
];

describe("accounts that a stage creates", () => {
  for (const [run, found] of accounts) {
    test(run, () => {
      const drawn = createdAccounts(finalOf(`FROM debian\nARG NAME=app\nRUN ${run}\n`));
      assert.deepEqual(
        drawn.map(({ name, group, uid }) => `${name} ${group ?? "?"} ${uid ?? "?"}`),
        found,
      );
    });
  }

  test("those of parents too, not those of later builds", () => {
    const stage = finalOf("FROM debian AS a\nRUN useradd x\nONBUILD RUN useradd y\nFROM a\nRUN useradd z");
    assert.deepEqual(
      createdAccounts(stage).map(({ name, by }) => `${name} ${by.line}`),
      ["x 1", "z 4"],
    );
    assert.deepEqual(
      inherited(stage).map(({ line }) => line),
      [0, 1, 3, 4],
    );
  });
});

/** A file, the unprivileged account at hand, and the number of the user at its end. */
const users: readonly (readonly [text: string, account: string | undefined, uid: number | undefined])[] = [
  ["FROM node:24", "node", 0],
  ["FROM node:24\nUSER node", "node", 1000],
  ["FROM node:24\nUSER node:node", "node", 1000],
  ["FROM node:24\nUSER 0:0", "node", 0],
  ["FROM node:24\nUSER 1234", "node", 1234],
  ["FROM node:24\nUSER $X", "node", undefined],
  ["FROM node:24\nUSER other", "node", undefined],
  ["FROM node:24\nRUN useradd -u 1001 app\nUSER app", "app", 1001],
  ["FROM node:24\nRUN useradd app\nUSER app", "app", undefined],
  ["FROM debian", undefined, 0],
  ["FROM example.com/unknown", undefined, 0],
  ["FROM debian AS a\nRUN useradd -u 5 app\nUSER app\nFROM a", "app", 5],
];

describe("who a container runs as", () => {
  for (const [text, account, uid] of users) {
    test(JSON.stringify(text), () => {
      const stage = finalOf(text);
      assert.deepEqual([unprivilegedAccount(stage)?.name, uidOf(stage, stage.after)], [account, uid]);
    });
  }

  test("the superuser by its names", () => {
    const names = [
      "root",
      "ROOT",
      "0",
      "0:0",
      "00",
      "root:app",
      "ContainerAdministrator",
      "rooty",
      "10",
      "",
      undefined,
    ];
    assert.deepEqual(names.map(isRootUser), [true, true, true, true, true, true, true, false, false, false, false]);
  });

  test("the owner comes with its group where that is known", () => {
    assert.equal(ownerFor(finalOf("FROM node:24"), "node"), "node:node");
    assert.equal(ownerFor(finalOf("FROM node:24"), "node:staff"), "node:staff");
    assert.equal(ownerFor(finalOf("FROM debian"), "app"), "app");
    assert.equal(ownerFor(finalOf("FROM debian\nRUN useradd -U app"), "app"), "app:app");
    assert.equal(ownerFor(finalOf("FROM debian\nCOPY --chown=app:web a b"), "app"), "app:web");
  });

  test("the command that creates an account", () => {
    assert.match(createAccount(finalOf("FROM alpine"), "app") ?? "", /^addgroup -S app && adduser -S -G app app$/);
    assert.match(createAccount(finalOf("FROM debian"), "app") ?? "", /^groupadd .*useradd .* app$/);
    assert.match(createAccount(finalOf("FROM node:24-alpine"), "app") ?? "", /^addgroup/);
    assert.equal(createAccount(finalOf("FROM registry.access.redhat.com/ubi9/ubi-minimal"), "app"), undefined);
    assert.equal(createAccount(finalOf("FROM gcr.io/distroless/nodejs22-debian12"), "app"), undefined);
    assert.equal(createAccount(finalOf("FROM example.com/unknown"), "app"), undefined);
  });
});

describe("accounts that may be there", () => {
  test("all of a base image, where all are known", () => {
    const names = accountsOfBase(finalOf("FROM node:24")) ?? new Set();
    assert.deepEqual(
      ["node", "root", "nobody", "app"].map((name) => names.has(name)),
      [true, true, true, false],
    );
    assert.equal(accountsOfBase(finalOf("FROM example.com/unknown")), undefined);
    assert.equal(accountsOfBase(finalOf("FROM postgres:17")), undefined);
  });

  for (const [line, may] of [
    ["RUN useradd app", true],
    ["RUN useradd other", false],
    ["RUN useradd $X", true],
    ["RUN npm ci && mkdir /a", false],
    ["RUN ./setup.sh", true],
    ["RUN apt-get install -y curl", false],
    ["RUN apt-get install -y my-app", true],
    ["RUN echo app:x:5:5 >> /etc/passwd", true],
    ["RUN if then", true],
    ["COPY passwd /etc/", true],
    ["COPY a /srv/", false],
    ["COPY a $X", true],
    ["USER app", false],
  ] as const) {
    test(line, () => {
      const stage = finalOf(`FROM debian\n${line}\nUSER app\n`);
      assert.equal(mayHaveAccount(stage, stage.instructions.at(-1) ?? assert.fail(), "app"), may);
    });
  }
});

/** Below `FROM node:24` and WORKDIR /app: the lines of the copies that belong to root. */
const copies: readonly (readonly [text: string, lines: readonly number[]])[] = [
  ["COPY . .", [2]],
  ["COPY --chown=node . .", []],
  ["COPY --chmod=755 . .", []],
  ["COPY a /srv/", []],
  ["COPY a /app/b/", [2]],
  ["COPY . .\nRUN chown -R node /app", []],
  ["COPY . .\nRUN chown -R node .", []],
  ["COPY a b\nCOPY c d\nRUN chown node b", [3]],
  ["COPY . .\nRUN chown node /app/*", []],
  ["COPY . .\nRUN chown node $X", []],
  ["RUN chown node /app\nCOPY . .", [3]],
  ["COPY --from=x a .", [2]],
  ["COPY . $X", []],
];

describe("copies that belong to root", () => {
  for (const [text, lines] of copies) {
    test(JSON.stringify(text), () => {
      const stage = finalOf(`FROM node:24\nWORKDIR /app\n${text}\n`);
      assert.deepEqual(
        rootOwnedCopies(stage).map(({ line }) => line),
        lines,
      );
    });
  }

  test("none where nothing is written, and what is built elsewhere only where a program reads it", () => {
    const lines = (from: string, copy: string) => rootOwnedCopies(finalOf(`${from}\nWORKDIR /app\n${copy}`)).length;
    assert.equal(lines("FROM scratch", "COPY . ."), 0);
    assert.equal(lines("FROM debian", "COPY --from=x a ."), 0);
    assert.equal(lines("FROM debian", "COPY a ."), 1);
    assert.equal(runsScripts(finalOf("FROM python:3")), true);
    assert.equal(runsScripts(finalOf("FROM debian")), false);
  });

  test("the flag that mends it", () => {
    const text = "FROM node:24\nCOPY --link . .\n";
    const copy = finalOf(text).instructions.at(-1) ?? assert.fail();
    assert.equal(apply(text, [chown(copy, "node:node")]), "FROM node:24\nCOPY --link --chown=node:node . .\n");
  });
});

/** Below FROM, and the same with USER put in. */
const inserted: readonly (readonly [text: string, after: string])[] = [
  ["CMD a", "USER app\nCMD a"],
  ["RUN b\nCMD a", "RUN b\nUSER app\nCMD a"],
  ["CMD a\nRUN b", "CMD a\nRUN b\nUSER app"],
  ["ENTRYPOINT a\nCMD b", "USER app\nENTRYPOINT a\nCMD b"],
  ["RUN b", "RUN b\nUSER app"],
  ["ONBUILD RUN b\nCMD a", "ONBUILD RUN b\nUSER app\nCMD a"],
  ["# why\nCMD a", "USER app\n# why\nCMD a"],
];

describe("USER is put in", () => {
  for (const [text, after] of inserted) {
    for (const eol of ["\n", "\r\n"]) {
      test(JSON.stringify(text.replaceAll("\n", eol)), () => {
        const file = parseDockerfile(`FROM x\n${text}\n`.replaceAll("\n", eol));
        const edit = insertUser(file, file.final ?? assert.fail(), "app");
        assert.equal(apply(file.text, [edit]), `FROM x\n${after}\n`.replaceAll("\n", eol));
      });
    }
  }

  test("what may need root", () => {
    const { instructions } = finalOf("FROM x\nRUN a\nCOPY a b\nWORKDIR /a\nENV A=b\nONBUILD RUN a");
    assert.deepEqual(instructions.map(needsRoot), [false, true, true, true, false, false]);
  });
});

/** A file, whether its main process turns into another user, and whether anything of it does. */
const drops: readonly (readonly [text: string, turns: boolean, drops: boolean])[] = [
  ['FROM node:24\nCMD ["node", "a.js"]', false, false],
  ['FROM node:24\nENTRYPOINT ["gosu", "node", "a"]', true, true],
  ["FROM node:24\nCMD exec su-exec node a", true, true],
  ["FROM node:24\nCMD sudo -u node a", true, true],
  ['FROM debian\nCMD ["nginx", "-g", "daemon off;"]', false, true],
  ["FROM nginx:1", false, true],
  ["FROM postgres:17", true, true],
  ['FROM debian\nRUN apt-get install -y gosu\nENTRYPOINT ["/entry.sh"]', true, true],
  ['FROM debian\nCOPY entry.sh /\nENTRYPOINT ["/entry.sh"]', true, true],
  ['FROM debian\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]', false, false],
];

describe("root is given up while it runs", () => {
  const contents = new Map([
    ["entry.sh", 'exec gosu app "$@"'],
    ["start.sh", 'exec "$@"'],
  ]);
  for (const [text, turns, any] of drops) {
    test(JSON.stringify(text), () => {
      const stage = finalOf(text);
      assert.deepEqual(
        [turnsIntoUser(stage, { ...facts, contents }), dropsRoot(stage, { ...facts, contents })],
        [turns, any],
      );
    });
  }
});
