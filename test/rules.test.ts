/** One loop over all case files: exact spans, exact text after fixing, nothing fixable left, every line end, no comment lost. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply, areDisjoint } from "../server/edits/edits";
import { lint, lintIgnore } from "../server/engine/lint";
import { rules } from "../server/rules";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";
import { missingIn } from "../server/tools/generated";
import type { Facts, Files, Fix, Problem, Rule, Settings } from "../server/types";
import { type Cases, factsOf, type Invalid, type More } from "./cases";

const errorRules = onlyRules((rule) => rule.severity === "error");

for (const rule of rules) {
  describe(rule.id, () => {
    const cases = casesOf(rule);
    test("has cases", () => assert.ok(cases.invalid.length > 0 && cases.valid.length > 0));
    test("documentation", () => checkDocumentation(rule));
    for (const invalid of cases.invalid) test(title(invalid[0]), () => checkInvalid(rule, invalid));
    for (const valid of cases.valid) {
      const [text, more] = typeof valid === "string" ? [valid, {}] : valid;
      test(`valid: ${title(text)}`, async () => assert.deepEqual(marked(text, await find(rule, text, more)), text));
    }
  });
}

function casesOf(rule: Rule): Cases {
  return require(`./rules/${rule.id}.ts`).default;
}

async function checkDocumentation(rule: Rule): Promise<void> {
  const { bad, good, files, filesAfter, policy, registry } = rule;
  assert.deepEqual(missingIn(rule), [], "what the rule still lacks");
  assert.match(rule.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  assert.ok(!rule.title.endsWith("."), "a title has no full stop");
  assert.ok(
    (rule.why.match(/[.!?](?=\s|$)/g) ?? []).length <= 3 && rule.why.endsWith("."),
    "why: at most three sentences",
  );
  const problems = await find(rule, bad, { files, policy, registry });
  assert.ok(problems.length > 0, `check does not report bad: ${JSON.stringify(bad)}`);
  if (problems.some((problem) => problem.fixes?.length)) {
    const fixed = await settle(rule, bad, { files, policy, registry });
    assert.equal(fixed.text, good);
    assert.deepEqual(fixed.files, filesAfter ?? {});
  }
  assert.deepEqual(
    await find(rule, good, { files: files && { ...files, ...filesAfter }, policy, registry }),
    [],
    "good is reported",
  );
}

async function checkInvalid(rule: Rule, [markedText, fixed, more = {}]: Invalid): Promise<void> {
  for (const [name, variant] of Object.entries(variants)) {
    if (!variant.fits(markedText)) continue;
    const text = variant.change(unmarked(markedText));
    const problems = await find(rule, text, more);
    assert.equal(marked(text, problems), variant.change(markedText), `${name}: spans`);
    if (more.severity) for (const { severity } of problems) assert.equal(severity, more.severity);
    if (more.message) for (const { message } of problems) assert.ok(message.includes(more.message), message);
    for (const { message } of problems) assert.ok(!/\.$/.test(message) && message.length > 0, `full stop: ${message}`);
    for (const problem of problems) for (const fix of problem.fixes ?? []) await checkFix(rule, text, fix, more);
    const hasFix = problems.some((problem) => problem.fixes?.length);
    if (fixed === undefined) {
      assert.ok(!hasFix, `${name}: there is a fix: ${problems[0]?.fixes?.[0]?.title}`);
      continue;
    }
    assert.ok(hasFix, `${name}: there is no fix`);
    const result = await settle(rule, text, more);
    assert.equal(result.text, variant.change(fixed), `${name}: fixed text`);
    const wanted = Object.entries(more.filesAfter ?? {});
    if (name === "as written") assert.deepEqual(result.files, Object.fromEntries(wanted));
    if (more.remains || more.fix) continue;
    const left = await find(rule, result.text, { ...more, files: more.files && { ...more.files, ...result.files } });
    assert.deepEqual(
      left.filter((problem) => problem.fixes?.length).map(({ message }) => message),
      [],
      `${name}: left to fix`,
    );
  }
}

/** Every fix, not only the first, must keep comments and must not break the file. */
async function checkFix(rule: Rule, text: string, fix: Fix, more: More): Promise<void> {
  assert.ok(fix.edits.length > 0, `"${fix.title}" has no edit`);
  assert.match(fix.title, /^[A-Z]/, "a title is a verb phrase");
  assert.ok(!/[.]$/.test(fix.title), "a title has no full stop");
  const own = fix.edits.filter((edit) => edit.file === undefined);
  for (const edit of own)
    assert.ok(0 <= edit.start && edit.start <= edit.end && edit.end <= text.length, "edit outside");
  if (rule.on !== "Dockerfile") return;
  const before = parseDockerfile(text);
  const after = parseDockerfile(apply(text, own));
  assert.ok(after.errors.length <= before.errors.length, `"${fix.title}" breaks the file`);
  const keepsComments = casesOf(rule).removesComments || after.comments.length >= before.comments.length;
  assert.ok(keepsComments, `"${fix.title}" loses a comment`);
  assert.equal(after.escape, before.escape, `"${fix.title}" disables a directive`);
  const facts = await factsFor(rule, text, more);
  const errors = (problems: readonly Problem[]) => problems.filter(({ severity }) => severity === "error").length;
  assert.ok(
    errors(lint(after, facts, errorRules)) <= errors(lint(before, facts, errorRules)),
    `"${fix.title}" introduces an error`,
  );
}

function factsFor({ on }: Rule, text: string, more: More): Promise<Facts> {
  return factsOf({ path: on, ...more }, text);
}

async function find(rule: Rule, text: string, more: More): Promise<Problem[]> {
  const facts = await factsFor(rule, text, more);
  const { others = [] } = casesOf(rule);
  const settings = onlyRules((other) => other === rule || others.includes(other.id));
  const problems =
    rule.on === "Dockerfile"
      ? lint(parseDockerfile(text), facts, settings)
      : lintIgnore(parseIgnore(text), facts, settings);
  return problems.filter((problem) => problem.rule === rule);
}

/** All other rules are off: the loop runs thousands of times. */
function onlyRules(isWanted: (rule: Rule) => boolean): Settings {
  return { rules: Object.fromEntries(rules.flatMap((rule) => (isWanted(rule) ? [] : [[rule.id, "off"]]))), all: true };
}

/** Applies the rule's fixes until none is left. */
async function settle(rule: Rule, text: string, more: More): Promise<{ text: string; files: Files }> {
  let current = text;
  const files: Record<string, string> = {};
  for (let round = 0; round < 10; round++) {
    const problems = await find(rule, current, { ...more, files: more.files && { ...more.files, ...files } });
    const fixes: Fix[] = [];
    for (const problem of problems) {
      const fix = more.fix ? problem.fixes?.find(({ title }) => title === more.fix) : problem.fixes?.[0];
      if (fix && fixes.every((other) => areDisjoint(other, fix))) fixes.push(fix);
    }
    if (more.fix && round === 0)
      assert.ok(
        fixes.length > 0,
        `no fix "${more.fix}" among: ${problems.flatMap((p) => p.fixes?.map((f) => f.title)).join("; ")}`,
      );
    if (fixes.length === 0 || ((more.fix || more.remains) && round > 0)) return { text: current, files };
    const edits = fixes.flatMap((fix) => fix.edits);
    current = apply(
      current,
      edits.filter((edit) => edit.file === undefined),
    );
    for (const path of new Set(edits.flatMap(({ file }) => file ?? []))) {
      const before = files[path] ?? more.files?.[path] ?? "";
      files[path] = apply(
        before,
        edits.filter((edit) => edit.file === path),
      );
    }
  }
  throw new Error(`fixing ${rule.id} does not settle:\n${current}`);
}

const variants: Record<string, { fits(text: string): boolean; change(text: string): string }> = {
  "as written": { fits: () => true, change: (text) => text },
  CRLF: {
    fits: (text) => text.includes("\n") && !text.includes("\r"),
    change: (text) => text.replaceAll("\n", "\r\n"),
  },
  "escape=`": {
    fits: (text) => /\\\n/.test(text) && !text.includes("`") && !/\\(?!\n)/.test(text) && !/^#\s*\w+=/.test(text),
    change: (text) => `# escape=\`\n${text.replaceAll("\\\n", "`\n")}`,
  },
};

function unmarked(text: string): string {
  return text.replaceAll("[|", "").replaceAll("|]", "");
}

function marked(text: string, problems: readonly Problem[]): string {
  const spans = problems.map(({ span }) => span).sort((one, other) => other.start - one.start || other.end - one.end);
  return spans.reduce(
    (result, { start, end }) => `${result.slice(0, start)}[|${result.slice(start, end)}|]${result.slice(end)}`,
    text,
  );
}

function title(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
