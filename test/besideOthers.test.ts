/** What the server gives alone and beside another server for Dockerfiles is what the table in docs/editors.md says. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { Diagnostic } from "vscode-languageserver";
import { type Options, type Session, startSession } from "./session";

const uri = "file:///tmp/somewhere/Dockerfile";
const lines = [
  "FROM node AS build",
  "ENV DIR=/app",
  "RUN cd $DIR",
  "RUNN x",
  "FROM build",
  "COPY \\",
  " a b",
  "# drydock ignore=",
];
const at = (line: number, character: number) => ({ position: { line, character } });
const inVariable = at(2, 8);

/** Whether a feature is there, by its name in the table. */
const asked: Readonly<
  Record<string, (session: Session, findings: readonly Diagnostic[]) => Promise<boolean> | boolean>
> = {
  outline: (session) => answers(session, "documentSymbol"),
  folding: (session) => answers(session, "foldingRange"),
  definition: (session) => answers(session, "definition", inVariable),
  references: (session) => answers(session, "references", { ...inVariable, context: { includeDeclaration: true } }),
  highlights: (session) => answers(session, "documentHighlight", inVariable),
  rename: (session) => answers(session, "rename", { ...inVariable, newName: "D" }),
  parameters: (session) => answers(session, "signatureHelp", at(1, 5)),
  "links of images": (session) => answers(session, "documentLink"),
  colours: (session) => answers(session, "semanticTokens/full"),
  formatting: (session) => answers(session, "formatting", { options: { tabSize: 4, insertSpaces: true } }),
  "hover on an instruction": (session) => answers(session, "hover", at(5, 1)),
  "completion of instructions": (session) => answers(session, "completion", at(3, 2)),
  "errors of syntax": (_, findings) => isFound(findings, "unknown-instruction"),
  findings: (_, findings) => isFound(findings, "untagged-image"),
  fixes: (session, diagnostics) =>
    answers(session, "codeAction", { range: rangeAt(0, 6), context: { diagnostics: diagnostics.slice(0, 1) } }),
  "hover on a finding": (session) => answers(session, "hover", at(0, 6)),
  "hover on a variable": (session) => answers(session, "hover", inVariable),
  "completion of names in comments": (session) => answers(session, "completion", at(7, 17)),
};

/** By the columns of the table. */
const modes: readonly Options[] = [
  {},
  { initializationOptions: { languageServed: true, syntaxChecked: true } },
  { initializationOptions: { languageServed: true, syntaxChecked: true }, settings: { languageFeatures: "on" } },
  { settings: { languageFeatures: "off" } },
];

const table = readFileSync("docs/editors.md", "utf8").split("| in a Dockerfile |")[1]?.split("\n\n")[0] ?? "";
const [head = "", , ...rows] = table.split("\n").map((row) => row.split("|").map((cell) => cell.trim()));

describe("the table of what is given beside others", () => {
  test("names each feature", () => {
    assert.deepEqual(
      rows.map(([, name]) => name),
      Object.keys(asked),
    );
  });

  for (const [index, mode] of modes.entries()) {
    test(`is right: ${head[index]}`, async () => {
      const session = await startSession(mode);
      session.open(uri, `${lines.join("\n")}\n`);
      const diagnostics = await session.pull(uri);
      const given: string[] = [];
      for (const [name, ask] of Object.entries(asked)) if (await ask(session, diagnostics)) given.push(name);
      const told = rows.filter((cells) => cells[index + 2] === "yes").map(([, name]) => name);
      assert.deepEqual(given, told);
      await session.end();
    });
  }
});

/** Whether there is anything in the answer. */
async function answers(session: Session, method: string, more: object = {}): Promise<boolean> {
  const answer = await session.request<unknown>(`textDocument/${method}`, { textDocument: { uri }, ...more });
  const list =
    (answer as { items?: unknown; data?: unknown } | null)?.items ?? (answer as { data?: unknown } | null)?.data;
  const counted = list ?? answer;
  return Array.isArray(counted) ? counted.length > 0 : counted !== null;
}

function isFound(findings: readonly Diagnostic[], rule: string): boolean {
  return findings.some(({ code }) => code === rule);
}

function rangeAt(line: number, character: number) {
  return { start: { line, character }, end: { line, character } };
}
