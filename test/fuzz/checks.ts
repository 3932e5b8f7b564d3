/** What must hold for any text: nothing throws or hangs, spans lie inside, fixes are sound, and hardening settles. */

import assert from "node:assert/strict";
import { apply } from "../../server/edits/edits";
import { disableInFile, disableOnLine } from "../../server/engine/disable";
import { hover } from "../../server/engine/documentation";
import { harden, hardenIgnore } from "../../server/engine/harden";
import { lint, lintIgnore } from "../../server/engine/lint";
import { completeDockerfile, completeIgnore } from "../../server/features/completion";
import { copyHover, ignoreHover, sourceAt } from "../../server/features/contextHover";
import { variableHover } from "../../server/features/variableHover";
import { type FormatOptions, formatDockerfile } from "../../server/format/format";
import { changedInstructions } from "../../server/format/formatMeaning";
import { parseDockerfile } from "../../server/syntax/dockerfile";
import { parseIgnore } from "../../server/syntax/dockerignore";
import { factsAround } from "../../server/tools/memoryHost";
import type { Dockerfile, Facts, Files, Fix, IgnoreFile, Problem } from "../../server/types";
import { factsOf, type More } from "../cases";
import { serveAll } from "../hostileLanguage";
import type { Random } from "./random";
import type { Seed } from "./seeds";

const settings = { rules: {}, all: true };
const levels = ["safe", "recommended", "everything"] as const;

/** What is found in a text. Throws an AssertionError that says which promise is broken. */
export async function checkFindings({ text, kind, more }: Seed): Promise<Looked> {
  const facts = await factsOf(more, text);
  const file = kind === "Dockerfile" ? parseDockerfile(text) : parseIgnore(text);
  const problems = problemsIn(file, facts);
  for (const { rule, span, message } of problems) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, `${rule.id}: span outside`);
    assert.ok(message.length > 0, `${rule.id}: no message`);
  }
  return { file, facts, problems };
}

interface Looked {
  readonly file: Dockerfile | IgnoreFile;
  readonly facts: Facts;
  readonly problems: readonly Problem[];
}

/** Applies one fix by itself: it breaks nothing, brings no error and removes its finding. */
export async function checkFix(seed: Seed, looked: Looked, problem: Problem, fix: Fix): Promise<void> {
  const { text, kind, more } = seed;
  const where = `"${fix.title}" of ${problem.rule.id}`;
  const own = fix.edits.filter((edit) => edit.file === undefined);
  const sorted = [...own].sort((one, other) => one.start - other.start || one.end - other.end);
  for (const [index, { start, end }] of sorted.entries()) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${where}: edit outside`);
    assert.ok(index === 0 || (sorted[index - 1]?.end ?? 0) <= start, `${where}: edits overlap`);
  }
  const fixed = apply(text, own);
  const files: Record<string, string> = { ...more.files };
  for (const path of new Set(fix.edits.flatMap((edit) => edit.file ?? []))) {
    const before = looked.facts.ignore?.path === path ? looked.facts.ignore.text : (files[path] ?? "");
    files[path] = apply(
      before,
      fix.edits.filter((edit) => edit.file === path),
    );
  }
  const after = await checkFindings({ text: fixed, kind, more: more.files ? { ...more, files } : more });
  if ("errors" in looked.file && "errors" in after.file) {
    assert.ok(after.file.errors.length <= looked.file.errors.length, `${where}: breaks the file`);
    assert.equal(after.file.escape, looked.file.escape, `${where}: disables a directive`);
  }
  assertNoMoreErrors(looked.problems, after.problems, where);
  const isSame = (other: Problem) => other.rule === problem.rule && other.message === problem.message;
  const left = after.problems.filter(isSame).length;
  assert.ok(left < looked.problems.filter(isSame).length, `${where}: leaves its finding`);
}

/** Hardens at one of the levels, twice. */
export async function checkHarden({ text, kind, more }: Seed, random: Random): Promise<void> {
  const options = { level: random.pick(levels) };
  const run = kind === "Dockerfile" ? harden : hardenIgnore;
  const first = run(text, await knownOf(more, text), settings, options);
  const changed: Files = Object.fromEntries(first.files.map((file) => [file.path, file.text]));
  const files = more.files && { ...more.files, ...changed };
  const facts = await knownOf({ ...more, files }, first.text);
  const second = run(first.text, facts, settings, options);
  assert.equal(second.text, first.text, `harden (${options.level}): does not settle`);
  assert.deepEqual(second.files, [], `harden (${options.level}): other files do not settle`);
  if (kind !== "Dockerfile") return;
  const before = problemsIn(parseDockerfile(text), await knownOf(more, text));
  assertNoMoreErrors(before, problemsIn(parseDockerfile(first.text), facts), `harden (${options.level})`);
}

/** What is known around a text. Unlike `factsOf`, it does not mind what a changed text asks for. */
async function knownOf({ files, path, ...more }: More, text: string): Promise<Facts> {
  if (!files) return factsOf({ path, ...more }, text);
  const facts = await factsAround(
    more.dockerfile === undefined ? files : { ...files, Dockerfile: more.dockerfile },
    path,
    text,
  );
  return { ...facts, today: more.today ?? "2026-11-23", policy: more.policy };
}

/** What the editor shows and offers at places of a text. */
export function checkPlaces({ text }: Seed, { file, facts, problems }: Looked, random: Random): void {
  for (let place = 0; place < 5; place++) {
    const offset = random.below(text.length + 1);
    if ("instructions" in file) {
      assertShown(variableHover(file, offset), text);
      assertShown(copyHover(file, offset, facts), text);
      sourceAt(file, offset);
      completeDockerfile(file, offset, facts);
      serveAll(file, offset);
    } else {
      assertShown(ignoreHover(file, offset, facts), text);
      completeIgnore(file, offset, facts);
    }
  }
  if ("instructions" in file) checkLayout(file);
  for (const problem of problems) {
    hover(problem);
    for (const edit of [disableOnLine(file, problem.span, problem.rule.id), disableInFile(file, problem.rule.id)]) {
      const errors = edit && "errors" in file ? parseDockerfile(apply(text, [edit])).errors.length : 0;
      assert.ok(
        errors <= ("errors" in file ? file.errors.length : 0),
        "a comment that disables a rule breaks the file",
      );
    }
  }
}

/** What is formatted means the same, has lost nothing and needs no more formatting. */
function checkLayout(file: Dockerfile): void {
  for (const options of layouts) {
    const after = apply(file.text, formatDockerfile(file, options));
    const bare = (text: string) => text.replace(/[ \t\r\n\\`]/g, "").toUpperCase();
    assert.equal(bare(after), bare(file.text), "formatting loses something");
    const formatted = parseDockerfile(after);
    assert.equal(changedInstructions(file, formatted)?.size, 0, "formatting changes a meaning");
    assert.deepEqual(formatDockerfile(formatted, options), [], "formatting does not settle");
  }
}

const layouts: readonly FormatOptions[] = [
  { keywordCase: "upper", onePerLine: true, separateStages: true, indent: 2 },
  { keywordCase: "keep", onePerLine: false, separateStages: true, indent: "tab" },
];

function assertShown(
  part: { readonly span: { readonly start: number; readonly end: number }; readonly markdown: string } | undefined,
  text: string,
): void {
  if (!part) return;
  const { start, end } = part.span;
  assert.ok(0 <= start && start <= end && end <= text.length, "hover: span outside");
}

function problemsIn(file: Dockerfile | IgnoreFile, facts: Facts): Problem[] {
  return "instructions" in file ? lint(file, facts, settings) : lintIgnore(file, facts, settings);
}

/** There are no more errors than before. What could not be read may turn out to be wrong in other ways once it can. */
function assertNoMoreErrors(before: readonly Problem[], after: readonly Problem[], where: string): void {
  const idsOf = (problems: readonly Problem[]) =>
    problems.filter(({ severity }) => severity === "error").map(({ rule }) => rule.id);
  const known = idsOf(before);
  const all = idsOf(after);
  if (before.some(({ rule }) => rule.id === "unknown-instruction")) return;
  const added = all.filter((id) => !known.includes(id));
  assert.ok(all.length <= known.length, `${where}: brings ${added[0] ?? `another ${all[0]}`}`);
}
