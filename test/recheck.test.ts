import assert from "node:assert/strict";
import { test } from "node:test";
import { dockerfileRules, lint } from "../server/engine/lint";
import { neededRules } from "../server/engine/needed";
import { focus, recheck } from "../server/engine/recheck";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Dockerfile, DockerfileRule, Facts, Finding, Problem } from "../server/types";
import { dockerfileTexts } from "./dockerfiles";

const facts: Facts = { today: "2026-11-23" };
const settings = { rules: {}, all: true };
const each = dockerfileRules.filter(({ judgesEach }) => judgesEach);

test("what is found of each instruction by itself is what is found of all", () => {
  for (const text of dockerfileTexts) {
    const file = parseDockerfile(text);
    const views = file.instructions.map((it) => focus(file, new Set([it])));
    for (const rule of each) {
      const apart = views.flatMap((view) => [...rule.check(view, facts)]);
      assert.deepEqual(sorted(apart), sorted([...rule.check(file, facts)]), `${rule.id} on\n${text}`);
    }
  }
});

test("what other instructions say that set nothing changes none of it", () => {
  for (const text of dockerfileTexts) {
    const file = parseDockerfile(text);
    const found = new Map(each.map((rule) => [rule, [...rule.check(file, facts)]]));
    for (const gone of file.instructions.filter(({ keyword }) => !setting.has(keyword)).slice(0, 4)) {
      const blank = text.slice(gone.start, gone.end).replace(/[^\r\n]/g, " ");
      const without = parseDockerfile(text.slice(0, gone.start) + blank + text.slice(gone.end));
      if (without.instructions.length !== file.instructions.length - 1) continue;
      for (const rule of each) {
        const others = (found.get(rule) ?? []).filter(({ span }) => span.start < gone.start || span.end > gone.end);
        assert.deepEqual(sorted([...rule.check(without, facts)]), sorted(others), `${rule.id} on\n${text}`);
      }
    }
  }
});

const setting = new Set(["FROM", "ARG", "ENV", "SHELL", "USER", "WORKDIR"]);

function sorted(findings: readonly Finding[]): string[] {
  return findings.map((it) => JSON.stringify([it.span.start, it.span.end, it.message, it.severity])).sort();
}

// ------------------------------------------------------------------- typing

const long = `FROM debian:13\nWORKDIR /app\n${"EXPOSE 80\nLABEL a=b\n".repeat(15)}RUN sudo a\nCOPY a b c\nRUN apt-get install -y vim\n`;

test("what is typed into a long file is judged at once, and the rest stays what it was, where it is now", () => {
  const typed: readonly (readonly [at: string, text: string])[] = [
    ["RUN sudo a", " && cd /x"],
    ["EXPOSE 80", "8080808"],
    ["COPY a b", "/x"],
    ["LABEL a=b", "\nRUN sudo b"],
    ["FROM debian", ":"],
    ["RUN apt-get install -y", " curl \\\n  "],
    ["RUN", " sudo x &&"],
  ];
  for (const [at, more] of typed) {
    const end = long.indexOf(at) + at.length;
    const [one, other] = [judged(long), parseDockerfile(long.slice(0, end) + more + long.slice(end))];
    const found = recheck(one, other, facts, settings) ?? assert.fail();
    const whole = lint(other, facts, settings);
    assert.deepEqual(shown(found.filter(isOfEach)), shown(whole.filter(isOfEach)), more);
    for (const { span } of found) assert.ok(span.start <= span.end && span.end <= other.text.length);
  }
});

test("what others found stays where its text is", () => {
  const { file, problems } = judged(long);
  const moved = parseDockerfile(`# above\n${long}`);
  const found = recheck({ file, problems }, moved, facts, settings) ?? assert.fail();
  assert.deepEqual(
    found.map(({ rule, span }) => [rule.id, moved.text.slice(span.start, span.end)]),
    problems.map(({ rule, span }) => [rule.id, long.slice(span.start, span.end)]),
  );
});

test("no other rule looks at what has not been typed", () => {
  const { file, problems } = judged(long);
  let asked = 0;
  const typed = parseDockerfile(long.replace("sudo a", "sudo ab"));
  recheck({ file, problems }, typed, facts, settings, undefined, () => asked++);
  assert.equal(asked, neededRules(typed, each).length);
  assert.ok(asked > 0);
});

test("a short file is judged whole, and one in which much has changed", () => {
  const short = judged("FROM debian:13\nRUN sudo a\n");
  assert.equal(recheck(short, parseDockerfile("FROM debian:13\nRUN sudo ab\n"), facts, settings), undefined);
  const pasted = parseDockerfile(long.replace("RUN sudo a", "RUN sudo a\n".repeat(20)));
  assert.equal(recheck(judged(long), pasted, facts, settings), undefined);
});

function judged(text: string): { readonly file: Dockerfile; readonly problems: readonly Problem[] } {
  const file = parseDockerfile(text);
  return { file, problems: lint(file, facts, settings) };
}

function isOfEach({ rule }: Problem): boolean {
  return (rule as DockerfileRule).judgesEach === true;
}

function shown(problems: readonly Problem[]): unknown[] {
  return problems.map(({ rule, span, message, severity }) => [rule.id, span.start, span.end, message, severity]);
}
