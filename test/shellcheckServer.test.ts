/** ShellCheck in the server and on the command line: when it is started, with programs that only look like it. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, watch, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import type { CodeAction, Diagnostic, Hover, LogMessageParams, PublishDiagnosticsParams } from "vscode-languageserver";
import { temporaryFolder } from "./folder";
import { applied, type Options, type Session, startSession } from "./session";

const folder = temporaryFolder();
const uri = "file:///nowhere/Dockerfile";
const image = "FROM me/mine\n";

/** A program that writes down each script that it is given, and finds `$A` in it. */
function fakeProgram(name: string) {
  const program = path.join(folder, name);
  const log = path.join(folder, `${name}.log`);
  const code = `#!${process.execPath}
    const input = require("node:fs").readFileSync(0, "utf8");
    require("node:fs").appendFileSync(${JSON.stringify(log)}, JSON.stringify([process.argv.slice(2), input]) + "\\n");
    if (input.includes("slow")) setInterval(() => {}, 60000); // Until it is ended.
    const column = input.indexOf("$A") + 1;
    const place = { line: 1, column, endLine: 1, endColumn: column + 2 };
    const comment = { file: "-", ...place, level: "info", code: 2086, message: "Quote it.", fix: null };
    if (!input.includes("slow")) console.log(JSON.stringify({ comments: column > 0 ? [comment] : [] }));`;
  writeFileSync(program, code);
  chmodSync(program, 0o755);
  // The last line may still be written.
  const asked = (): [string[], string][] =>
    (existsSync(log) ? readFileSync(log, "utf8") : "")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  const scripts = () => asked().map(([, script]) => script);
  /** Waits until so many scripts have been given to it. */
  const given = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (scripts().length < count) return;
        watcher.close();
        resolve();
      };
      const watcher = watch(folder, look);
      look();
    });
  return { program, scripts, given, args: () => asked()[0]?.[0] };
}

const isFound = (diagnostics: readonly Diagnostic[]) => diagnostics.some(({ code }) => code === "SC2086");

async function during(options: Options, body: (session: Session) => Promise<void>): Promise<void> {
  const session = await startSession(options);
  await body(session).finally(async () => assert.equal(await session.end(), 0));
}

// A script is no program on Windows.
describe("ShellCheck in the editor", { skip: process.platform === "win32", concurrency: true }, () => {
  test("is started in trusted workspaces alone, after typing, once for each script", async () => {
    const { program, scripts, args } = fakeProgram("pulled");
    await during({ settings: { shellcheck: { path: program } } }, async (session) => {
      const untrusted = `${uri}.untrusted`;
      session.open(untrusted, `${image}RUN echo $A # nobody trusts this`);
      session.open(uri, `${image}RUN echo $A`);
      await Promise.all([session.pull(untrusted), session.pull(uri)]);

      const trusted = session.next("workspace/diagnostic/refresh");
      session.notify("drydock/trusted", undefined);
      await trusted;
      const answered = session.next("workspace/diagnostic/refresh");
      assert.ok(!isFound(await session.pull(uri)), "does not wait");
      const typed = [2, 3, 4, 5, 6, 7].map((version) => {
        session.change(uri, version, `${image}RUN echo $A ${"b".repeat(version)}`);
        return session.pull(uri);
      });
      await Promise.all(typed);
      await answered;
      assert.deepEqual(scripts(), ["echo $A bbbbbbb"]);
      assert.deepEqual(args(), ["--norc", "--format=json1", "--shell=sh", "-"]);
      const [finding] = (await session.pull(uri)).filter(({ code }) => code === "SC2086");
      assert.equal(finding?.source, "drydock");
      assert.equal(finding?.codeDescription?.href, "https://www.shellcheck.net/wiki/SC2086");
      const hover = await session.request<Hover>("textDocument/hover", {
        textDocument: { uri },
        position: { line: 1, character: 9 },
      });
      assert.match(JSON.stringify(hover), /\[shellcheck\.net\/wiki\/SC2086\]/);
      const isDisabling = ({ title }: CodeAction) => title === "Disable SC2086 on this line";
      const text = `${image}RUN echo $A bbbbbbb`;
      const ignoring = applied((await session.actions(uri, "quickfix")).find(isDisabling), uri, text);
      assert.equal(ignoring, `${image}# drydock ignore=SC2086\nRUN echo $A bbbbbbb`);

      // Known: at once, and without another process.
      session.change(uri, 20, `ARG X\n${text}\n`);
      assert.ok(isFound(await session.pull(uri)));
      session.change(uri, 21, ignoring);
      assert.ok(!isFound(await session.pull(uri)));
      // Whatever else were asked would be asked by then.
      const more = session.next("workspace/diagnostic/refresh");
      session.change(uri, 22, `${text}\nRUN echo $A more`);
      await session.pull(uri);
      await more;
      assert.deepEqual(scripts(), ["echo $A bbbbbbb", "echo $A more"]);
    });
  });

  test("is published to a client that cannot ask, and called off when outdated", async () => {
    const { program, given } = fakeProgram("pushed");
    const initializationOptions = { trusted: true, shellcheck: { path: program } };
    await during({ capabilities: {}, initializationOptions }, async (session) => {
      const published = () => session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
      const first = published();
      session.open(uri, `${image}RUN slow\nRUN slow b`);
      await first;
      await given(2);
      const second = published();
      session.change(uri, 2, `${image}RUN echo $A`);
      assert.ok(!isFound((await second).diagnostics));
      // Both places are taken by those that never end, until they are ended.
      const third = await published();
      assert.ok(isFound(third.diagnostics));
      assert.equal(third.version, 2);
    });
  });

  test("is said to be missing or broken, and the server lives on", async () => {
    const broken = path.join(folder, "broken");
    writeFileSync(broken, "#!/bin/sh\nexit 3\n");
    chmodSync(broken, 0o755);
    const cases = [
      [`${broken}-missing`, /is not started: there is no program at/],
      [broken, /gives no answer/],
    ] as const;
    const runs = cases.map(([program, said]) =>
      during(
        { settings: { shellcheck: { path: program } }, initializationOptions: { trusted: true } },
        async (session) => {
          const logged = session.next<LogMessageParams>("window/logMessage");
          session.open(uri, `${image}RUN echo $A\nMAINTAINER me\n`);
          assert.ok(!isFound(await session.pull(uri)));
          assert.match((await logged).message, said);
          assert.ok((await session.pull(uri)).length > 0);
        },
      ),
    );
    await Promise.all(runs);
  });
});

test("lint --shellcheck reports what ShellCheck finds, and says when it is missing", {
  skip: process.platform === "win32",
}, () => {
  fakeProgram("shellcheck");
  const lint = (PATH: string) =>
    spawnSync(process.execPath, ["dist/server/cli.js", "lint", "--shellcheck", "--format", "json", "-"], {
      input: `${image}RUN b \\\n  $A\n`,
      encoding: "utf8",
      env: { ...process.env, PATH },
    });
  const found = JSON.parse(lint(`relative${path.delimiter}${folder}`).stdout);
  const { rule, aliases, line, column } = found.find((it: { rule: string }) => it.rule === "SC2086");
  assert.deepEqual({ rule, line, column }, { rule: "SC2086", line: 3, column: 3 });
  assert.ok(aliases.includes("SC2086"));
  const missing = lint("");
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /no ShellCheck on the PATH/);
});
