/** What is told of a document that changes, or around which something changes, while it is judged. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readConfiguration } from "../server/engine/settings";
import type { Checked } from "../server/lsp/checked";
import { createChecks } from "../server/lsp/checks";
import { parseDockerfile } from "../server/syntax/dockerfile";

const uri = "file:///w/Dockerfile";
const long = (line: string) => `FROM a\n${"RUN b\n".repeat(40)}${line}\n`;

/** A document that is open, and a server that looks around it when the test lets it. */
function opened(text: string) {
  let live: TextDocument | undefined = TextDocument.create(uri, "dockerfile", 1, text);
  const looks: (() => void)[] = [];
  const waiting = new Map<number, () => void>();
  let awaited: string | undefined = "now";
  const unused = () => assert.fail("nobody asks for it");
  const checks = createChecks({
    documents: { get: () => live } as never,
    configurations: { of: async () => readConfiguration({ shellcheck: { enable: false } }) } as never,
    surroundings: {
      around: async () => {
        const root = awaited;
        const answered = new Promise<void>((resolve) => looks.push(resolve));
        waiting.get(looks.length)?.();
        await answered;
        return { root, facts: { today: "2026-11-23" } };
      },
      forget: unused,
    } as never,
    background: { answers: new Map(), want: unused, drop: unused },
    parse: (document) => parseDockerfile(document.getText()),
    registry: { mayAsk: () => false, answers: new Map(), lists: new Map() },
    host: { read: async () => undefined, log: unused },
    launch: (_, work) => work(),
    isTrusted: () => true,
    canShowAgain: () => true,
    onSurroundings: unused,
    onGivenUp: unused,
    onPause: unused,
  });
  return {
    checks,
    looks,
    /** Waits until somebody looks around for the so-manieth time. */
    look: (count: number) =>
      new Promise<void>((resolve) => {
        if (looks.length >= count) resolve();
        else waiting.set(count, resolve);
      }),
    answer: (index: number) => looks[index]?.(),
    change(version: number, now: string | undefined) {
      live = now === undefined ? undefined : TextDocument.create(uri, "dockerfile", version, now);
    },
    around(root: string) {
      awaited = root;
    },
  };
}

const textOf = (found: unknown) => (found as Checked).document.getText();
const rootOf = (found: unknown) => (found as Checked).surroundings.root;

describe("a document that is judged", () => {
  test("is judged again when it changes meanwhile: once, whoever asks", async () => {
    const { checks, look, answer, change, looks } = opened("FROM a\n");
    const asked = [checks.outcome(uri), checks.whileTyped(uri), checks.check(uri)];
    await look(1);
    change(2, "FROM b\n");
    answer(0);
    await look(2);
    answer(1);
    for (const one of asked) assert.equal(textOf(await one), "FROM b\n");
    assert.equal(looks.length, 2);
  });

  test("is judged again when it is opened anew meanwhile, be it in the same version", async () => {
    const { checks, look, answer, change } = opened("FROM a\n");
    const before = checks.whileTyped(uri);
    await look(1);
    change(1, undefined);
    checks.forget(uri);
    change(1, "FROM b\n");
    const after = checks.whileTyped(uri);
    await look(2);
    answer(1);
    assert.equal(textOf(await after), "FROM b\n");
    answer(0);
    assert.equal(textOf(await before), "FROM b\n");
    assert.equal(textOf(await checks.whileTyped(uri)), "FROM b\n");
  });

  test("is judged again when something changes around it meanwhile, and nothing of before is remembered", async () => {
    const { checks, look, answer, around } = opened(long("RUN c"));
    const asked = checks.whileTyped(uri);
    await look(1);
    around("later");
    checks.clear();
    answer(0);
    await look(2);
    answer(1);
    assert.equal(rootOf(await asked), "later");
    assert.equal(rootOf(await checks.whileTyped(uri)), "later");
  });

  test("has nothing found in it when it is closed meanwhile", async () => {
    const { checks, look, answer, change } = opened("FROM a\n");
    const asked = checks.outcome(uri);
    await look(1);
    change(1, undefined);
    checks.forget(uri);
    answer(0);
    assert.equal(await asked, undefined);
  });

  test("is not judged again for who has called off", async () => {
    const { checks, look, answer, change, looks } = opened("FROM a\n");
    const token = { isCancellationRequested: false };
    const asked = checks.about(uri, token as never, () => "answer");
    await look(1);
    change(2, "FROM b\n");
    token.isCancellationRequested = true;
    answer(0);
    await assert.rejects(asked);
    assert.equal(looks.length, 1);
  });

  test("nobody who follows the typing waits for the whole", async () => {
    const { checks, look, answer, change, looks } = opened(long("RUN c"));
    const first = checks.outcome(uri);
    await look(1);
    answer(0);
    await first;
    change(2, long("RUN cd"));
    const whole = checks.outcome(uri);
    await look(2);
    assert.equal(textOf(await checks.whileTyped(uri)), long("RUN cd"));
    const token = { isCancellationRequested: false } as never;
    assert.equal(await checks.about(uri, token, textOf, true), long("RUN cd"));
    answer(1);
    assert.equal(textOf(await whole), long("RUN cd"));
    assert.equal(looks.length, 2);
    checks.forget(uri);
  });
});
