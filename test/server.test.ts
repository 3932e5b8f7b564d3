/** The built server over stdio, as an editor talks to it. */

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CodeAction, Diagnostic, Hover, PublishDiagnosticsParams } from "vscode-languageserver";
import type { HardenResult } from "../server/requests";
import { temporaryFolder } from "./folder";
import { applied, type Options, type Session, startSession, vscodeCapabilities } from "./session";

const uri = "file:///nowhere/Dockerfile";
const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

const folder = temporaryFolder();
const folderUri = pathToFileURL(folder).href;

/** A test with a server of its own, which must end well. */
function serverTest(name: string, body: (session: Session) => Promise<void>, options?: Options): void {
  test(name, async () => {
    const session = await startSession(options);
    await body(session).finally(async () => assert.equal(await session.end(), 0));
  });
}

serverTest("gives the problems of unsaved text with their exact ranges when asked", async (session) => {
  session.open(uri, "FROM node\n");
  const [diagnostic] = (await session.pull(uri)).filter(({ code }) => code === "untagged-image");
  assert.deepEqual(diagnostic?.range, { start: { line: 0, character: 5 }, end: { line: 0, character: 9 } });
  assert.equal(diagnostic?.source, "drydock");
  session.change(uri, 2, "# é\nFROM node:20.20.2-bookworm-slim\n");
  assert.ok(!codes(await session.pull(uri)).includes("untagged-image"));
});

serverTest(
  "is what the command line starts for other editors",
  async (session) => {
    session.open(uri, "FROM node\n");
    assert.ok(codes(await session.pull(uri)).includes("untagged-image"));
  },
  { program: ["dist/server/cli.js", "lsp", "--stdio"] },
);

serverTest(
  "tells of a long file what can be told at once, and the rest in a while",
  async (session) => {
    const published: Diagnostic[][] = [];
    const heard: (() => void)[] = [];
    session.listen<PublishDiagnosticsParams>("textDocument/publishDiagnostics", ({ diagnostics }) => {
      published.push(diagnostics);
      heard.shift()?.();
    });
    const next = () => new Promise<void>((resolve) => heard.push(resolve));
    const text = `FROM debian:13-slim\n${"EXPOSE 80\n".repeat(40)}`;
    const opened = next();
    session.open(uri, `${text}RUN x\n`);
    await opened;
    const [typed, whole] = [next(), next()];
    session.change(uri, 2, `${text}EXPOSE 808080\nRUN curl x\n`);
    await typed;
    assert.ok(codes(published[1] ?? []).includes("port-out-of-range"));
    assert.ok(!codes(published[1] ?? []).includes("missing-program"));
    await whole;
    assert.ok(codes(published[2] ?? []).includes("missing-program"));
  },
  { capabilities: {} },
);

serverTest("says that nothing has changed", async (session) => {
  session.open(uri, "FROM node\n");
  type Report = { kind: string; resultId: string };
  const ask = (previousResultId?: string) =>
    session.request<Report>("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
  const first = await ask();
  assert.equal(first.kind, "full");
  assert.equal((await ask(first.resultId)).kind, "unchanged");
  session.change(uri, 2, "FROM node\n# a\n");
  assert.deepEqual(await ask(first.resultId), { kind: "unchanged", resultId: first.resultId });
  session.change(uri, 3, "FROM node:20\n");
  assert.equal((await ask(first.resultId)).kind, "full");
});

serverTest(
  "publishes to a client that cannot ask",
  async (session) => {
    const opened = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    session.open(uri, "FROM node\n");
    assert.ok(codes((await opened).diagnostics).includes("untagged-image"));
    const changed = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    session.change(uri, 2, "FROM node:20\n");
    const { diagnostics, version } = await changed;
    assert.equal(version, 2);
    assert.ok(!codes(diagnostics).includes("untagged-image"));
    const closed = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    session.notify("textDocument/didClose", { textDocument: { uri } });
    assert.deepEqual((await closed).diagnostics, []);
  },
  { capabilities: {} },
);

serverTest("explains the problem under the pointer", async (session) => {
  session.open(uri, "FROM node\nUSER node\n");
  const hoverAt = (line: number, character: number) =>
    session.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position: { line, character } });
  const value = JSON.stringify(await hoverAt(0, 6));
  for (const part of ["```dockerfile", "Instead of", "`untagged-image`", "hadolint DL3006"]) {
    assert.ok(value.includes(part), `"${part}" in:\n${value}`);
  }
  assert.equal(await hoverAt(1, 6), null);
});

serverTest(
  "shows a client that opens pages what the fix would make of the line, and the way to the page",
  async (session) => {
    session.open(uri, "FROM node:24.1.0-slim\nENV NODE_ENV production\n");
    const position = { line: 1, character: 6 };
    const found = await session.request<{ contents: { value: string } }>("textDocument/hover", {
      textDocument: { uri },
      position,
    });
    const { value } = found.contents;
    assert.match(value, /```diff\n-ENV NODE_ENV production\n\+ENV NODE_ENV=production\n```\n\n/);
    assert.match(value, /\[Explain legacy-key-value…\]\(command:drydock\.explain\?%5B%22legacy-key-value%22%5D\)/);
    assert.doesNotMatch(value, /Instead of/);
    const page = (rule: string) => session.request<string | null>("drydock/rulePage", { rule });
    assert.match((await page("legacy-key-value")) ?? "", /^## legacy-key-value\n/);
    assert.equal(await page("no-such-rule"), null);
  },
  { initializationOptions: { commands: ["drydock.explain"] } },
);

serverTest("says what a variable is, above the problem at the same place", async (session) => {
  session.open(uri, "ARG VERSION=latest\nFROM node:$VERSION\nENV PORT=3000\nEXPOSE $PORT\n");
  const hoverAt = (line: number, character: number) =>
    session.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position: { line, character } });
  assert.deepEqual(await hoverAt(3, 9), {
    contents: { kind: "markdown", value: "`PORT` is `3000` here: ENV on line 3" },
    range: { start: { line: 3, character: 7 }, end: { line: 3, character: 12 } },
  });
  assert.match(
    JSON.stringify(await hoverAt(1, 12)),
    /`VERSION` is `latest` here: ARG default on line 1.*---.*`latest-tag`/,
  );
});

serverTest(
  "leaves errors of syntax to others, as long as there are any",
  async (session) => {
    session.open(uri, "FROM node\nRUNN x\n");
    assert.ok(!codes(await session.pull(uri)).includes("unknown-instruction"));
    assert.ok(codes(await session.pull(uri)).includes("untagged-image"));
    const refreshed = session.next("workspace/diagnostic/refresh");
    session.notify("drydock/syntaxChecked", { syntaxChecked: false });
    await refreshed;
    assert.ok(codes(await session.pull(uri)).includes("unknown-instruction"));
  },
  { initializationOptions: { syntaxChecked: true } },
);

serverTest("offers a fix whose edit mends the problem", async (session) => {
  const text = "FROM node:20.20.2-bookworm-slim\nENV NODE_ENV production\n";
  session.open(uri, text);
  const isWanted = ({ diagnostics }: CodeAction) => diagnostics?.[0]?.code === "legacy-key-value";
  const fix = (await session.actions(uri, "quickfix")).find((action) => isWanted(action) && action.isPreferred);
  assert.equal(applied(fix, uri, text), "FROM node:20.20.2-bookworm-slim\nENV NODE_ENV=production\n");
  assert.equal(fix?.diagnostics?.[0]?.range.start.line, 1);
});

serverTest("disables a rule where a comment does no harm", async (session) => {
  const text = "# escape=`\r\nFROM node\r\nRUN a && `\r\n  b\r\n";
  session.open(uri, text);
  const actions = await session.actions(uri, "quickfix");
  const result = (title: string) =>
    applied(
      actions.find((action) => action.title === title),
      uri,
      text,
    );
  const onLine = result("Disable untagged-image on this line");
  assert.equal(onLine, text.replace("FROM", "# drydock ignore=untagged-image\r\nFROM"));
  const inFile = result("Disable untagged-image in this file");
  assert.equal(inFile, text.replace("FROM", "# drydock ignore-file=untagged-image\r\nFROM"));
  const { command } = actions.find(({ title }) => title === "Disable untagged-image in the workspace") ?? {};
  assert.deepEqual(command?.arguments, ["untagged-image", uri]);
  assert.equal(command?.command, "drydock.disableRule");

  session.change(uri, 2, onLine);
  assert.ok(!codes(await session.pull(uri)).includes("untagged-image"));
  session.change(uri, 3, inFile);
  assert.ok(!codes(await session.pull(uri)).includes("untagged-image"));
});

serverTest(
  "lets a client that asks where do so",
  async (session) => {
    const text = "FROM node\nENV NODE_ENV production\n";
    session.open(uri, text);
    const actions = await session.actions(uri, "quickfix");
    const disabling = actions.filter(({ title }) => title.startsWith("Disable "));
    const [{ command } = {}, ...more] = disabling.filter(({ title }) => title === 'Disable "untagged-image"…');
    assert.deepEqual(more, []);
    assert.ok(disabling.every(({ edit, title }) => edit === undefined && title.endsWith("…")));
    const [rule, document, { onLine, inFile, version }] = command?.arguments ?? [];
    assert.deepEqual([command?.command, rule, document, version], ["drydock.disableRule", "untagged-image", uri, 1]);
    assert.equal(applied({ title: "", edit: onLine }, uri, text), `# drydock ignore=untagged-image\n${text}`);
    assert.equal(applied({ title: "", edit: inFile }, uri, text), `# drydock ignore-file=untagged-image\n${text}`);
  },
  { initializationOptions: { commands: ["drydock.disableRule"] } },
);

serverTest("offers fixes before all else, preferred ones and those that mend the most first", async (session) => {
  session.open(uri, "FROM node\nENV NODE_ENV production\nRUN apt-get install curl && apt-get install git\n");
  const actions = await session.actions(uri, "quickfix");
  const kinds = actions.map(({ title, isPreferred }) => {
    if (title.startsWith("Disable ")) return 3;
    return title === "Fix all safe problems" ? 2 : isPreferred ? 0 : 1;
  });
  assert.deepEqual(kinds, kinds.toSorted());
  assert.deepEqual([...new Set(kinds)], [0, 1, 2, 3]);
  const mended = actions.filter(({ isPreferred }) => isPreferred).map(({ diagnostics }) => diagnostics?.length ?? 0);
  assert.deepEqual(mended, mended.toSorted().reverse());
});

serverTest("leaves what all safe fixes come to in a long file to whoever chooses it", async (session) => {
  const edits: unknown[] = [];
  session.listen("workspace/applyEdit", (params) => edits.push(params));
  const text = `FROM node:24\n${"RUN true\n".repeat(160)}ENV NODE_ENV production\n`;
  session.open(uri, text);
  const actions = await session.actions(uri, "quickfix");
  const all = actions.find(({ title }) => title === "Fix all safe problems");
  assert.equal(all?.edit, undefined);
  assert.deepEqual([all?.command?.command, all?.command?.arguments], ["drydock.fixAll", [uri]]);
  await session.request("workspace/executeCommand", { command: "drydock.fixAll", arguments: [uri] });
  assert.match(JSON.stringify(edits), /NODE_ENV=/);
});

serverTest("shows no light bulb where there is nothing to do", async (session) => {
  session.open(uri, "FROM node\n\nWORKDIR /srv/app\n");
  const at = (line: number, triggerKind: number) =>
    session.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: { line, character: 0 }, end: { line, character: 9 } },
      context: { diagnostics: [], triggerKind },
    });
  assert.deepEqual(await at(1, 2), []);
  assert.deepEqual(
    (await at(1, 1)).filter(({ title }) => !title.startsWith("Harden Dockerfile")),
    [],
  );
  assert.ok((await at(0, 2)).length > 1);
});

serverTest("offers other bases on FROM", async (session) => {
  const text = "FROM python:3.12\nCOPY a.py .\n";
  session.open(uri, text);
  const actions = (await session.actions(uri)).filter(({ title }) => title.startsWith("Choose another base"));
  assert.match(actions[0]?.title ?? "", /^Choose another base: python:3\.12-slim: hundreds of packages less/);
  assert.ok(actions[0]);
  assert.equal(applied(actions[0], uri, text), "FROM python:3.12-slim\nCOPY a.py .\n");
});

serverTest(
  "offers nothing where checks are switched off",
  async (session) => {
    session.open(uri, "FROM node\n");
    assert.deepEqual(await session.actions(uri), []);
  },
  { settings: { enable: false } },
);

serverTest("fixes all that is safe, on save say, and nothing else", async (session) => {
  const text = "FROM node:20.20.2-bookworm-slim\nENV NODE_ENV production\nCMD node server.js\n";
  session.open(uri, text);
  const [action, ...others] = await session.actions(uri, "source.fixAll.drydock");
  assert.deepEqual(others, []);
  assert.equal(action?.kind, "source.fixAll.drydock");
  assert.match(applied(action, uri, text), /\nENV NODE_ENV=production\n/);
  session.change(uri, 2, "FROM scratch\n");
  assert.deepEqual(await session.actions(uri, "source.fixAll"), []);
});

serverTest(
  "hardens a Dockerfile until there is nothing left to do",
  async (session) => {
    const naive = path.join(folder, "Dockerfile");
    const naiveUri = pathToFileURL(naive).href;
    writeFileSync(path.join(folder, "package.json"), '{ "scripts": { "start": "node server.js" } }');
    writeFileSync(path.join(folder, "package-lock.json"), "{}");
    writeFileSync(path.join(folder, "server.js"), "require('http').createServer().listen(3000);");
    writeFileSync(path.join(folder, ".env"), "SECRET=1");
    const text = 'FROM node\nWORKDIR /usr/src/app\nCOPY . /usr/src/app\nRUN npm install\nCMD "npm" "start"\n';
    session.open(naiveUri, text);
    const harden = () => session.request<HardenResult>("drydock/harden", { uri: naiveUri });
    const first = await harden();
    assert.equal(first.version, 1);
    assert.ok(first.steps.every(({ rule, titles, reasons }) => rule && titles[0] && reasons[0]?.message));
    assert.match(first.text, /npm ci --omit=dev/);
    assert.match(first.text, /"node", "server.js"\]/);
    assert.match(first.text, /USER node/);
    const [ignore] = first.files;
    assert.equal(ignore?.uri, `${folderUri}/.dockerignore`);

    session.change(naiveUri, 2, first.text);
    // As an editor does it that has applied the result and not yet saved it.
    writeFileSync(path.join(folder, ".dockerignore"), "");
    session.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: `${folderUri}/.dockerignore`, type: 1 }] });
    session.open(`${folderUri}/.dockerignore`, ignore?.text ?? "", "ignore");
    const second = await harden();
    assert.equal(second.text, first.text);
    assert.deepEqual(second.files, []);
    rmSync(path.join(folder, ".dockerignore"));
    assert.equal(await session.request("drydock/harden", { uri }), null);
  },
  { folders: [folderUri] },
);

serverTest(
  "sees ignore files as they are in the editor, and what changes on disk",
  async (session) => {
    const copying = `${folderUri}/copying.Dockerfile`;
    writeFileSync(path.join(folder, "copied.txt"), "x");
    session.open(copying, "FROM scratch\nCOPY copied.txt /\n");
    assert.ok(!codes(await session.pull(copying)).includes("ignored-copy-source"));
    session.open(`${folderUri}/copying.Dockerfile.dockerignore`, "copied.txt\n", "dockerignore");
    writeFileSync(path.join(folder, "copying.Dockerfile.dockerignore"), "");
    const refreshed = session.next("workspace/diagnostic/refresh");
    const changes = [{ uri: `${folderUri}/copying.Dockerfile.dockerignore`, type: 1 }];
    session.notify("workspace/didChangeWatchedFiles", { changes });
    await refreshed;
    assert.ok(codes(await session.pull(copying)).includes("ignored-copy-source"));
    session.change(`${folderUri}/copying.Dockerfile.dockerignore`, 2, "*.log\n");
    assert.ok(!codes(await session.pull(copying)).includes("ignored-copy-source"));
  },
  { folders: [folderUri] },
);

serverTest(
  "checks ignore files by any language id, and no other files",
  async (session) => {
    writeFileSync(path.join(folder, ".env"), "SECRET=1");
    for (const language of ["ignore", "dockerignore", "plaintext"]) {
      session.open(`${folderUri}/.dockerignore`, "*.log\n", language);
      assert.ok(codes(await session.pull(`${folderUri}/.dockerignore`)).includes("unignored-env-file"), language);
      session.notify("textDocument/didClose", { textDocument: { uri: `${folderUri}/.dockerignore` } });
    }
    session.open(`${folderUri}/.gitignore`, "*.log\n", "ignore");
    assert.deepEqual(await session.pull(`${folderUri}/.gitignore`), []);
  },
  { folders: [folderUri] },
);

serverTest(
  "does as the settings say",
  async (session) => {
    session.open(uri, "FROM node\nENV NODE_ENV production\n");
    const diagnostics = await session.pull(uri);
    assert.ok(!codes(diagnostics).includes("untagged-image"));
    assert.ok(diagnostics.length > 0);
  },
  { settings: { enable: true, rules: { DL3006: "off", nonsense: 7 } } },
);

serverTest("survives whatever is typed, wherever", async (session) => {
  const text = 'FROM node AS\nRUN <<EOF\n"$(`\nEOF\nCOPY --from= [" \\\n#\n\nENV a=${b:-$c \\';
  session.open(uri, "");
  for (let i = 0; i <= text.length; i++) {
    session.change(uri, i + 2, text.slice(0, i));
    assert.ok(Array.isArray(await session.pull(uri)));
  }
  session.change(uri, 1000, "\u0000\ud800\r\r\n\uFEFF FROM\t\\");
  assert.ok(Array.isArray(await session.pull(uri)));
  assert.ok(Array.isArray(await session.actions(uri)));
  for (const odd of ["untitled:Untitled-1", "file://share/a%2Fb/Dockerfile", "git:/x/Dockerfile?ref"]) {
    session.open(odd, "FROM node", "dockerfile");
    assert.ok(codes(await session.pull(odd)).includes("untagged-image"), odd);
  }
});

/** Everything that makes the server ask something of its client. */
const asking: Options["capabilities"] = {
  ...vscodeCapabilities,
  window: { workDoneProgress: true },
  workspace: {
    ...vscodeCapabilities.workspace,
    didChangeConfiguration: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
    workspaceFolders: true,
  },
};

const nonsense: readonly (readonly [method: string, params: unknown])[] = [
  ["textDocument/didOpen", { textDocument: {} }],
  ["textDocument/didOpen", { textDocument: { uri: 3, languageId: "dockerfile", version: 1, text: 4 } }],
  ["textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: 1 }] }],
  ["textDocument/didClose", null],
  ["workspace/didChangeWorkspaceFolders", { event: { added: [{}, { uri: 5 }], removed: [null] } }],
  ["workspace/didChangeConfiguration", { settings: { drydock: [5] } }],
  ["workspace/didChangeWatchedFiles", { changes: [{ uri: 5, type: 1 }] }],
  ["drydock/syntaxChecked", null],
];

for (const [method, params] of nonsense) {
  serverTest(
    `outlives nonsense: ${method} ${JSON.stringify(params)}`,
    async (session) => {
      session.notify(method, params);
      const dockerfile = `${folderUri}/outlives.Dockerfile`;
      session.open(dockerfile, "FROM node\nCOPY . .\n");
      assert.ok(codes(await session.pull(dockerfile)).includes("untagged-image"));
    },
    { folders: [folderUri], capabilities: asking },
  );
}

serverTest(
  "outlives a workspace folder without an address",
  async (session) => {
    session.open(uri, "FROM node\n");
    assert.ok(codes(await session.pull(uri)).includes("untagged-image"));
  },
  { folders: [undefined as unknown as string] },
);

for (const answers of ["refuses", "never"] as const) {
  serverTest(
    `serves a client that ${answers === "never" ? "never answers" : "refuses whatever it is asked"}`,
    async (session) => {
      const dockerfile = `${folderUri}/asking.Dockerfile`;
      session.open(dockerfile, "FROM node\nCOPY . .\n");
      assert.ok(codes(await session.pull(dockerfile)).includes("untagged-image"));
      await session.request("drydock/context", { uri: dockerfile, folder: "" });
      // Each of these makes it ask again, at least that everything be looked at again.
      const settings = { drydock: { rules: { "untagged-image": "off" } } };
      const refreshed = session.next("workspace/diagnostic/refresh");
      session.notify("workspace/didChangeConfiguration", { settings });
      session.notify("drydock/trusted", undefined);
      session.notify("workspace/didChangeWorkspaceFolders", { event: { added: [], removed: [] } });
      await refreshed;
      const hints = session.next("workspace/inlayHint/refresh");
      writeFileSync(path.join(folder, "asked.txt"), "x");
      session.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: `${folderUri}/asked.txt`, type: 1 }] });
      await hints;
      // A repository on the web: the client alone can read what is around the file.
      const remote = "vscode-vfs://github/a/b/Dockerfile";
      session.open(remote, "FROM node:latest\n");
      const [there, here] = await Promise.all([session.pull(remote), session.pull(dockerfile)]);
      assert.ok(codes(there).includes("latest-tag"));
      // One that never answers has said what counts; one that refuses has no settings that it would tell.
      assert.equal(codes(here).includes("untagged-image"), answers === "refuses");
    },
    { folders: [folderUri], capabilities: asking, answers },
  );
}

/** A server with a rule that never ends where a text says so: see hanging.ts. */
const hanging: Options = { program: ["dist/test/hanging.js", "--stdio"] };
const other = "file:///nowhere/other.Dockerfile";
const gaveUp = /^Not checked: it takes too long/;
const firstMessage = ([first]: readonly Diagnostic[]) => JSON.stringify(first?.message).slice(1);

serverTest(
  "gives up on a document on which a rule hangs until its text changes, and serves all others",
  async (session) => {
    const logged = session.next<{ message: string }>("window/logMessage");
    session.open(uri, "FROM node\n# HANG\n");
    session.open(other, "FROM node\n");
    const [refusals, found] = await Promise.all([session.pull(uri), session.pull(other)]);
    assert.match(firstMessage(refusals), gaveUp);
    const [refusal, ...more] = refusals;
    assert.equal(refusal?.severity, 3);
    assert.deepEqual(refusal?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } });
    assert.deepEqual(more, []);
    assert.ok((await logged).message.includes(uri));
    assert.ok(codes(found).includes("untagged-image"));
    // Nothing is tried again, whatever is asked.
    const at = { textDocument: { uri }, position: { line: 0, character: 6 } };
    assert.equal(await session.request("textDocument/hover", at), null);
    assert.deepEqual(await session.actions(uri), []);
    await assert.rejects(session.request("drydock/harden", { uri }), /takes too long/);
    session.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: `${folderUri}/package.json`, type: 1 }] });
    assert.match(firstMessage(await session.pull(uri)), gaveUp);
    session.change(uri, 2, "FROM node\n");
    assert.ok(codes(await session.pull(uri)).includes("untagged-image"));
  },
  hanging,
);

serverTest(
  "gives up on a document on which Harden hangs",
  async (session) => {
    const text = "FROM node:20.20.2-bookworm-slim\nENV NODE_ENV production\n# LATER\n";
    session.open(uri, text);
    assert.ok(codes(await session.pull(uri)).includes("legacy-key-value"));
    const refreshed = session.next("workspace/diagnostic/refresh");
    await assert.rejects(session.request("drydock/harden", { uri }), /takes too long/);
    await refreshed;
    assert.match(firstMessage(await session.pull(uri)), gaveUp);
    session.open(other, "FROM node\n");
    assert.ok(codes(await session.pull(other)).includes("untagged-image"));
  },
  hanging,
);

serverTest(
  "tells a client that cannot ask that it has given up",
  async (session) => {
    const opened = session.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    session.open(uri, "FROM node\n# HANG\n");
    assert.match(firstMessage((await opened).diagnostics), gaveUp);
  },
  { ...hanging, capabilities: {} },
);

serverTest("does not read a document that is too large, and says so", async (session) => {
  session.open(uri, `FROM node\n${"# large\n".repeat(700_000)}`);
  const found = await session.pull(uri);
  assert.deepEqual(
    found.map(({ message }) => message),
    ["Not checked: it is larger than 5 MB"],
  );
  session.change(uri, 2, "FROM node\n");
  assert.ok(codes(await session.pull(uri)).includes("untagged-image"));
});

serverTest(
  "publishes of a flood of changes what the last one leaves, and little in between",
  async (session) => {
    const files = Array.from({ length: 200 }, (_, index) => `file:///nowhere/${index}.Dockerfile`);
    const last = 21;
    let published = 0;
    const pending = new Set(files);
    const done = new Promise<void>((resolve) => {
      session.listen<PublishDiagnosticsParams>("textDocument/publishDiagnostics", ({ uri, version }) => {
        published++;
        if (version === last) pending.delete(uri);
        if (pending.size === 0) resolve();
      });
    });
    for (const file of files) session.open(file, "FROM node\n");
    for (let version = 2; version <= last; version++)
      for (const file of files) session.change(file, version, `FROM node:${version}\n`);
    await done;
    assert.ok(published < 3 * files.length, `${published} of ${files.length * last} versions`);
  },
  { capabilities: {} },
);

test("refuses requests that come after shutdown", async () => {
  const session = await startSession();
  const at = { textDocument: { uri }, position: { line: 0, character: 6 } };
  await session.request("shutdown", undefined);
  await assert.rejects(session.request("textDocument/hover", at), { code: -32600 });
  await assert.rejects(session.request("drydock/unknown", {}), { code: -32600 });
  session.notify("exit", undefined);
});
