/** What becomes of a shell between Docker and the program. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { shellFate, writtenShell } from "../server/node/shellFate";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";

async function read(text: string) {
  const file = parseDockerfile(text);
  const facts = await factsAround({ "package.json": '{"scripts":{"start":"node a.js"}}' }, "Dockerfile", text);
  return { file, facts, instruction: file.instructions.at(-1) ?? assert.fail(text) };
}

/** A file that ends in shell form, and "fate: program". */
const shellForm: readonly (readonly [text: string, fate: string])[] = [
  ["FROM ubuntu:16.04\nCMD a && node b.js", "stays: -"],
  ["FROM debian\nCMD exec node a.js", "exec: -"],
  ["FROM debian\nCMD a && exec node b.js", "exec: -"],
  ['FROM debian\nENTRYPOINT ["/entry.sh"]\nCMD node a.js', "handed over: entry.sh"],
  ['FROM debian\nENTRYPOINT ["dumb-init", "--"]\nCMD node a.js', "in a group: -"],
  ["FROM node:24-alpine\nCMD node a.js", "becomes the program: node"],
  ["FROM node:24-alpine\nWORKDIR /app\nCOPY . .\nCMD npm start", "becomes a manager: npm"],
  ["FROM node:24-alpine\nCMD node a.js || sleep 5", "stays: -"],
];

/** A file that ends in exec form of a shell, and "fate: program", "server" where it starts one; undefined where signals are no matter. */
const execForm: readonly (readonly [text: string, fate: string | undefined])[] = [
  ['FROM debian\nCMD ["node", "a.js"]', undefined],
  ['FROM debian\nCMD ["sh", "-c", "exec node a.js"]', undefined],
  ['FROM debian\nCMD ["sh", "-c", "trap x TERM; node a.js"]', undefined],
  ['FROM debian\nCMD ["sh", "-c", "ls /"]', undefined],
  ['FROM debian\nCMD ["dumb-init", "sh", "-c", "node a.js"]', undefined],
  ['FROM debian\nCMD ["sh", "-c", "node a.js; echo b"]', "stays: node server"],
  ['FROM debian\nCMD ["bash", "-c", "node a.js"]', "becomes the program: node server"],
  ['FROM debian\nCMD ["bash", "-c", "a; ./b"]', "unclear: b"],
  ["FROM debian\nCMD node a.js", undefined],
];

describe("the fate of a shell", () => {
  for (const [text, fate] of shellForm) {
    test(JSON.stringify(text), async () => {
      const { instruction, facts } = await read(text);
      const found = shellFate(instruction, facts);
      assert.equal(`${found.fate}: ${found.program ?? "-"}`, fate);
    });
  }

  for (const [text, fate] of execForm) {
    test(`${JSON.stringify(text)} ${fate ? "" : "does not matter"}`, async () => {
      const { file, instruction, facts } = await read(text);
      const found = instruction.exec ? writtenShell(instruction, facts) : undefined;
      assert.equal(found && `${found.fate}: ${found.program}${found.startsServer ? " server" : ""}`, fate);
      if (found) assert.match(file.text.slice(found.script.start, found.script.end), /^".*"$/);
    });
  }
});
