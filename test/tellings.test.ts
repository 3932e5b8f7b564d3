/** What people pass on or look up: findings, scores, lenses, and what is in force for a file. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CodeLens, ShowMessageParams } from "vscode-languageserver";
import { effectiveSettings } from "../server/engine/effectiveSettings";
import { complaintAbout } from "../server/engine/presets";
import { readConfiguration } from "../server/engine/settings";
import { imageAge } from "../server/features/imageAge";
import { falseAlarmAddress } from "../server/features/issueAddress";
import { findingTeller } from "../server/features/toldFinding";
import type { FindingsResult, HardenResult, ScoreResult } from "../server/requests";
import { rules } from "../server/rules";
import type { Problem } from "../server/types";
import { temporaryFolder } from "./folder";
import { type Options, type Session, startSession, vscodeCapabilities } from "./session";

const uri = "file:///nowhere/Dockerfile";

async function withSession(options: Options, body: (session: Session) => Promise<void>): Promise<void> {
  const session = await startSession(options);
  await body(session).finally(async () => assert.equal(await session.end(), 0));
}

const lensing = {
  ...vscodeCapabilities,
  textDocument: { ...vscodeCapabilities.textDocument, codeLens: {} },
  workspace: { ...vscodeCapabilities.workspace, codeLens: { refreshSupport: true } },
};

describe("a finding that is passed on", () => {
  const [rule] = rules;
  const text = "FROM node\nENV DB_PASSWORD=hunter22x\nRUN curl -u me:hunter22x \\\n  https://example.com\n";
  const problemAt = (part: string): Problem => {
    const start = text.indexOf(part);
    const span = { start, end: start + part.length };
    return {
      rule: rule as Problem["rule"],
      severity: "info",
      message: "DB_PASSWORD=hunter22x is bad",
      aliases: [],
      span,
    };
  };
  const tell = findingTeller(text, "Dockerfile", ["Drydock 1", "Editor 2"]);

  test("tells lines and message without secrets", () => {
    for (const part of ["DB_PASSWORD=hunter22x", "curl -u me:hunter22x \\\n  https://example.com"]) {
      const told = tell(problemAt(part));
      assert.doesNotMatch(told.text, /hunter22x/);
      assert.match(told.text, /•{9}/);
      assert.match(told.text, /Drydock 1 · Editor 2/);
    }
    const { line, endLine } = tell(problemAt("curl -u me:hunter22x \\\n  https://example.com"));
    assert.deepEqual([line, endLine], [2, 3]);
  });

  test("has the address of an issue, which is never too long", () => {
    const address = new URL(falseAlarmAddress("https://example.com/x/issues/", "some-rule", "a & b\n"));
    assert.equal(address.pathname, "/x/issues/new");
    assert.equal(address.searchParams.get("title"), "False alarm: some-rule");
    assert.match(address.searchParams.get("body") ?? "", /^a & b\n/);
    assert.ok(falseAlarmAddress("https://example.com", "x", "é".repeat(9000)).length < 7000);
  });
});

describe("the age of an image", () => {
  const unknown = {
    newest: undefined,
    support: undefined,
    distribution: undefined,
    missing: undefined,
    never: undefined,
    moved: undefined,
  };
  for (const [state, expected] of [
    [unknown, undefined],
    [{ ...unknown, newest: "24.1.0" }, undefined],
    [
      { ...unknown, support: { cycle: "20", date: "2026-04-30", hasEnded: true } },
      "support: 20 end-of-life since 2026-04-30",
    ],
    [
      {
        ...unknown,
        distribution: { name: "debian", cycle: "12", date: "2028-06-30", hasEnded: false },
        missing: { releases: 1, all: "24.5.0" },
      },
      "support: Debian 12 until 2028-06-30 · 1 security release behind, up to 24.5.0",
    ],
    [
      {
        ...unknown,
        support: { cycle: "24", date: "2028-04-30", hasEnded: false },
        distribution: { name: "alpine", cycle: "3.16", date: "2024-05-23", hasEnded: true },
      },
      "support: 24 until 2028-04-30, Alpine 3.16 end-of-life since 2024-05-23",
    ],
    [
      {
        ...unknown,
        support: { cycle: "24", date: "2028-04-30", hasEnded: false },
        never: { near: "24-bookworm" },
      },
      "never published; did you mean 24-bookworm?",
    ],
  ] as const) {
    test(String(expected), () => assert.equal(imageAge(state), expected));
  }
});

describe("names of rules", () => {
  for (const [name, expected] of [
    ["untaged-image", "untaged-image names no rule; did you mean untagged-image?"],
    ["zzzzzzzzzz", "zzzzzzzzzz names no rule"],
    ["untagged-image", undefined],
    ["DL3006", undefined],
    ["SC9999", undefined],
    ["shell", undefined],
  ] as const) {
    test(name, () => assert.equal(complaintAbout(name, true), expected));
  }
  test("of kinds are for files alone", () => {
    assert.equal(complaintAbout("shell", false), "shell is a kind of rules, which drydock.json alone takes");
    assert.equal(complaintAbout("DL3006", false), undefined);
  });
  test("the last of them are found as well", () => {
    for (const { id } of rules) assert.match(complaintAbout(`${id}x`, true) ?? "", /; did you mean /, id);
  });
});

test("each setting is told with the strongest that says it", () => {
  const section = { rules: { DL3006: "off" }, buildTarget: "web" };
  const file = {
    rules: { "untagged-image": "error", "root-user": "hint" },
    policy: { strictLabels: true },
    ...{ failOn: undefined, isExcluded: false, context: undefined, target: "api", format: {} },
  } as const;
  const { settings, severities } = effectiveSettings(
    readConfiguration(section, undefined, file),
    readConfiguration({}),
    [
      { name: "editor", configuration: readConfiguration(section) },
      { name: "file", configuration: readConfiguration(undefined, undefined, file) },
    ],
  );
  const of = (key: string) => settings.find((it) => it.key === key);
  assert.deepEqual(of("buildTarget"), { key: "buildTarget", value: "web", from: "editor" });
  assert.deepEqual(of("strictLabels"), { key: "strictLabels", value: true, from: "file" });
  assert.deepEqual(of("enable"), { key: "enable", value: true, from: undefined });
  assert.deepEqual(severities, [
    { key: "root-user", value: "hint", from: "file" },
    { key: "untagged-image", value: "off", from: "editor" },
  ]);
});

describe("the server", () => {
  test("tells the score that the preview begins with, and none of what is off or no Dockerfile", () =>
    withSession({}, async (session) => {
      session.open(uri, "FROM node\nCMD npm start\n");
      const score = await session.request<ScoreResult>("drydock/score", { uri });
      const hardened = await session.request<HardenResult>("drydock/harden", { uri });
      assert.ok(score);
      assert.deepEqual(score, hardened.score?.before);
      const ignore = "file:///nowhere/.dockerignore";
      session.open(ignore, "x\n", "dockerignore");
      assert.equal(await session.request("drydock/score", { uri: ignore }), null);
      assert.equal(await session.request("drydock/score", { uri: "file:///nowhere/other" }), null);
    }));

  test("shows lenses where they are wanted", () =>
    withSession({ capabilities: lensing, settings: { codeLens: true } }, async (session) => {
      assert.deepEqual(session.initialized.capabilities.codeLensProvider, { resolveProvider: true });
      session.open(uri, "# x\nARG A\nFROM debian:10 AS one\nFROM one\n");
      const lenses = await session.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
      assert.deepEqual(
        lenses.map(({ range }) => range.start.line),
        [1, 2],
      );
      assert.match(lenses[1]?.command?.title ?? "", /^support: .*10 end-of-life since \d{4}-\d\d-\d\d/);
      const resolved = await session.request<CodeLens>("codeLens/resolve", lenses[0]);
      assert.match(resolved.command?.title ?? "", /^Harden Dockerfile \(\d+\/\d+\)$/);
      assert.deepEqual([resolved.command?.command, resolved.command?.arguments], ["drydock.harden", [uri]]);
      assert.equal(await session.request("workspace/executeCommand", { command: "", arguments: [] }), null);
    }));

  test("shows no lenses otherwise", () =>
    withSession({ capabilities: lensing }, async (session) => {
      session.open(uri, "FROM debian:10\n");
      assert.deepEqual(await session.request("textDocument/codeLens", { textDocument: { uri } }), []);
    }));

  test("tells findings, as a command as well", () =>
    withSession({}, async (session) => {
      session.open(uri, "FROM node\n");
      const found = await session.request<FindingsResult>("drydock/findings", { uri });
      const told = found?.find(({ rule }) => rule === "untagged-image");
      assert.match(
        told?.text ?? "",
        /^\*\*untagged-image\*\* .*\n\n`Dockerfile`, line 1:\n\n```dockerfile\nFROM node\n```/,
      );
      const shown = await session.request<{ text: string }>("workspace/executeCommand", {
        command: "drydock.copyFinding",
        arguments: [uri, 0, "untagged-image"],
      });
      assert.equal(shown.text, told?.text);
    }));

  test("tells what is in force and from where, and asks what was meant by a wrong name", async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "api"));
    writeFileSync(path.join(folder, "drydock.json"), '{ "rules": { "root-user": "off", "untaged-image": "off" } }');
    const file = pathToFileURL(path.join(folder, "api/Dockerfile")).href;
    const folders = [pathToFileURL(folder).href];
    await withSession({ folders, settings: { rules: { "root-usr": "off" } } }, async (session) => {
      const messages: string[] = [];
      const both = new Promise<void>((resolve) =>
        session.listen<ShowMessageParams>("window/showMessage", ({ message }) => {
          if (messages.push(message) === 2) resolve();
        }),
      );
      session.open(file, "FROM node\n");
      await session.pull(file);
      const page = await session.request<string>("drydock/settings", { uri: file });
      assert.match(page, /\| `root-user` \| `off` \| \.\.\/drydock\.json \|/);
      assert.match(page, /\| `enable` \| `true` \| default \|/);
      await both;
      assert.deepEqual(messages.sort(), [
        "drydock.json: rules.untaged-image names no rule; did you mean untagged-image?",
        "drydock.rules: root-usr names no rule; did you mean root-user?",
      ]);
    });
  });
});
