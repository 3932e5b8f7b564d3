/** Files as they are while somebody types: nothing throws, and errors stand only where the typing is. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { lint } from "../server/engine/lint";
import { variableHover } from "../server/features/variableHover";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";

const settings = { rules: {}, all: true };
const files = { "package.json": "{}", "package-lock.json": "{}", "server.js": "", ".env": "" };
const folder = path.join(process.cwd(), "test/corpus");

/** Every so many offsets a file is cut off, and every so many a character is left out. */
const cuts = 7;
const omissions = 53;

/** So much of a line has been typed. */
const shares = [0.1, 0.5, 0.9];

/** What a line does may be needed elsewhere: the installation of what an ENTRYPOINT starts. */
const dependent = new Set(["init-not-installed"]);

for (const name of readdirSync(folder).filter((name) => name.endsWith("Dockerfile"))) {
  const text = readFileSync(path.join(folder, name), "utf8");
  describe(name, () => {
    test("every seventh prefix", async () => {
      for (let end = 0; end < text.length; end += cuts) await check(text.slice(0, end));
    });
    test("a character left out", async () => {
      for (let at = 0; at < text.length; at += omissions) await check(text.slice(0, at) + text.slice(at + 1));
    });
    test("typing in a line marks no other", () => checkTyping(text));
  });
}

async function check(text: string) {
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const file = parseDockerfile(text);
  const problems = lint(file, facts, settings);
  for (const { span, rule } of problems) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, `${rule.id} in ${text}`);
  }
  variableHover(file, text.length >> 1);
  return problems.filter(({ severity }) => severity === "error");
}

async function checkTyping(text: string): Promise<void> {
  if ((await check(text)).length > 0) return;
  const { instructions } = parseDockerfile(text);
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const typed = instructions.find((it) => it.line <= index && index <= it.endLine);
    // Behind what opens a heredoc, all the rest of the file may become its body.
    if (!typed || line.includes("<<")) continue;
    for (const share of shares) {
      const half = line.slice(0, Math.ceil(line.length * share));
      const changed = lines.with(index, half).join("\n");
      for (const { rule, span } of await check(changed)) {
        const at = changed.slice(0, span.start).split("\n").length - 1;
        const where = `${rule.id} marks line ${at + 1} while line ${index + 1} is ${JSON.stringify(half)}`;
        assert.ok((typed.line <= at && at <= typed.endLine) || dependent.has(rule.id), where);
      }
    }
  }
}
