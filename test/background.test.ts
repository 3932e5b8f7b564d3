/** When ShellCheck is asked: by documents that settings and trust allow, late, and once for each script. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readConfiguration } from "../server/engine/settings";
import { createBackground } from "../server/lsp/background";
import { createChecks } from "../server/lsp/checks";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { AskShellcheck, ShellcheckComment, ShellcheckScript } from "../server/types";

const comment = { code: 2086 } as ShellcheckComment;
const scriptsOf = (...texts: string[]): (() => ShellcheckScript[]) => {
  return () => texts.map((text) => ({ key: text, text, dialect: "sh" }));
};

/** A program whose answers the test gives. */
function fakeProgram() {
  const asked: {
    text: string;
    signal: AbortSignal | undefined;
    answer(found: ShellcheckComment[] | undefined): void;
  }[] = [];
  const ask: AskShellcheck = ({ text }, signal) => new Promise((answer) => asked.push({ text, signal, answer }));
  return { ask, asked, texts: () => asked.map(({ text }) => text) };
}

describe("questions in the background", () => {
  const news: string[] = [];
  const launched: Promise<unknown>[] = [];
  const create = () =>
    createBackground(
      (uri) => news.push(uri),
      (_, work) => launched.push(Promise.resolve(work())),
    );
  beforeEach(() => {
    news.length = 0;
    launched.length = 0;
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  afterEach(() => mock.timers.reset());

  test("a document is asked about when it no longer changes, as it is then", () => {
    const { ask, texts } = fakeProgram();
    const background = create();
    for (let change = 0; change < 10; change++) {
      background.want("a", scriptsOf(`version ${change}`), ask);
      mock.timers.tick(299);
    }
    assert.deepEqual(texts(), []);
    mock.timers.tick(1);
    assert.deepEqual(texts(), ["version 9"]);
  });

  test("each script once, be it answered or not yet", async () => {
    const { ask, asked, texts } = fakeProgram();
    const background = create();
    background.want("a", scriptsOf("one"), ask);
    mock.timers.tick(300);
    background.want("a", scriptsOf("one", "two"), ask);
    mock.timers.tick(300);
    assert.deepEqual(texts(), ["one", "two"]);
    asked[0]?.answer([comment]);
    asked[1]?.answer(undefined);
    await Promise.all(launched);
    background.want("a", scriptsOf("one", "two"), ask);
    mock.timers.tick(300);
    assert.equal(asked.length, 2);
    assert.deepEqual(
      [...background.answers],
      [
        ["one", [comment]],
        ["two", []],
      ],
    );
    assert.deepEqual(news, ["a"]);
  });

  test("what is outdated is called off, and its answer does not count", async () => {
    const { ask, asked } = fakeProgram();
    const background = create();
    background.want("a", scriptsOf("old"), ask);
    mock.timers.tick(300);
    background.want("a", scriptsOf("new"), ask);
    mock.timers.tick(300);
    assert.deepEqual(
      asked.map(({ signal }) => signal?.aborted),
      [true, false],
    );
    for (const { answer } of asked) answer([comment]);
    await Promise.all(launched);
    assert.deepEqual([...background.answers.keys()], ["new"]);
    assert.deepEqual(news, ["a"]);
  });

  test("a document that is closed is asked about no more", async () => {
    const { ask, asked } = fakeProgram();
    const background = create();
    background.want("a", scriptsOf("running"), ask);
    mock.timers.tick(300);
    background.want("a", scriptsOf("waiting"), ask);
    background.drop("a");
    mock.timers.tick(1000);
    assert.deepEqual(
      asked.map(({ text, signal }) => [text, signal?.aborted]),
      [["running", true]],
    );
    asked[0]?.answer([comment]);
    await Promise.all(launched);
    assert.deepEqual(news, []);
  });

  test("another program may answer where the one before had failed", async () => {
    const [one, other] = [fakeProgram(), fakeProgram()];
    const background = create();
    background.want("a", scriptsOf("text"), one.ask);
    mock.timers.tick(300);
    one.asked[0]?.answer(undefined);
    await Promise.all(launched);
    background.want("a", scriptsOf("text"), other.ask);
    mock.timers.tick(300);
    assert.deepEqual(other.texts(), ["text"]);
  });

  test("documents do not wait for each other", () => {
    const { ask, texts } = fakeProgram();
    const background = create();
    background.want("a", scriptsOf("one"), ask);
    background.want("b", scriptsOf("two"), ask);
    mock.timers.tick(300);
    assert.deepEqual(texts(), ["one", "two"]);
  });
});

interface Situation {
  readonly settings?: object;
  readonly isTrusted?: boolean;
  readonly hasProgram?: boolean;
  readonly uri?: string;
  readonly isOpen?: boolean;
}

/** How often ShellCheck is wanted for a document that is checked. */
async function wanted({
  settings = {},
  isTrusted = true,
  hasProgram = true,
  uri = "file:///w/Dockerfile",
  isOpen = true,
}: Situation) {
  const document = TextDocument.create(uri, "", 1, "FROM a\nRUN b\n");
  const launched: Promise<unknown>[] = [];
  let wants = 0;
  let isKnown = true;
  const unused = () => assert.fail("nobody asks for it");
  const checks = createChecks({
    documents: { get: () => (isKnown ? document : undefined) } as never,
    configurations: { of: async () => readConfiguration(settings) } as never,
    surroundings: {
      around: async () => ({ root: undefined, facts: { today: "2026-11-23" } }),
      forget: unused,
    } as never,
    background: { answers: new Map(), want: () => wants++, drop: unused },
    parse: (document) => parseDockerfile(document.getText()),
    registry: { mayAsk: () => false, answers: new Map(), lists: new Map() },
    host: {
      read: async () => undefined,
      shellcheck: async () => {
        isKnown = isOpen;
        return hasProgram ? async () => [] : undefined;
      },
      log: unused,
    },
    launch: (_, work) => launched.push(Promise.resolve(work())),
    isTrusted: () => isTrusted,
    canShowAgain: () => false,
    onSurroundings: unused,
    onGivenUp: unused,
    onPause: unused,
  });
  assert.equal((await checks.check(uri)) !== undefined, isOpen);
  await Promise.all(launched);
  return wants;
}

describe("who is asked about", () => {
  const situations: readonly (readonly [title: string, situation: Situation, wants: number])[] = [
    ["a Dockerfile", {}, 1],
    ["nobody without trust", { isTrusted: false }, 0],
    ["nobody where it is switched off", { settings: { shellcheck: { enable: false } } }, 0],
    ["nobody where nothing is checked", { settings: { enable: false } }, 0],
    ["nobody where there is no program", { hasProgram: false }, 0],
    ["no ignore file", { uri: "file:///w/.dockerignore" }, 0],
    ["nobody who has been closed meanwhile", { isOpen: false }, 0],
  ];
  for (const [title, situation, wants] of situations) {
    test(title, async () => assert.equal(await wanted(situation), wants));
  }
});
