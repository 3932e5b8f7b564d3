import assert from "node:assert/strict";
import { test } from "node:test";
import { explanation } from "../client/explanation";
import { noChoices, withInsistence, withNew, withTick } from "../client/hardenChoices";
import { page } from "../client/page";
import { combine, type HardenedDockerfile, summary } from "../client/summary";
import { verdictOf, withVerdict, wordsOf } from "../client/verdict";
import type { Remaining } from "../server/engine/harden";
import type { Judgement, Score } from "../server/engine/score";
import type { Step } from "../server/engine/steps";
import type { HardenResult } from "../server/requests";

test("the explanation shows every step with a tick, its reasons, its source and its rule", () => {
  const { body } = explain({ steps: [step({ rule: "a-rule", titles: ["Use this"] })] });
  assert.match(
    body,
    /<input type="checkbox" id="step-a-rule" value="a-rule" checked>\s*<strong lang="en">Use this<\/strong>/,
  );
  assert.match(
    body,
    /<li>It is better <span class="quiet together">\(<button class="line" data-line="2">line 3<\/button>\)<\/span><\/li>/,
  );
  assert.match(body, /<code>a-rule<\/code> · safe · <a href="https:\/\/docs.example.org\/x">docs.example.org<\/a>/);
});

test("what is said of several lines is said once", () => {
  const reasons = [2, 4, 4, 8].map((line) => ({ message: "Too long", line }));
  const { body } = explain({ steps: [step({ reasons: [...reasons, { message: "Too long", file: ".npmrc" }] })] });
  const text = body.replace(/<\/?button[^>]*>/g, "");
  assert.match(
    text,
    /<li>Too long <span class="quiet">\(lines 3, 5 and 9\)<\/span><\/li>\s*<li>Too long <[^>]*>\(\.npmrc\)/,
  );
  assert.match(body, /<button class="line" data-line="8">9<\/button>/);
});

test("what is unticked stays among the steps, and an offer that is ticked moves there", () => {
  const steps = [
    step({ rule: "taken" }),
    step({ rule: "unticked", isTaken: false }),
    step({ rule: "ticked" }),
    step({ rule: "offered", isTaken: false }),
  ];
  const { body } = explain({ steps }, { ...noChoices, skip: ["unticked"], include: ["ticked"] });
  const places = ["Steps (3)", "step-taken", "step-unticked", "step-ticked", "Offered (1)", "step-offered"];
  const found = places.map((text) => body.indexOf(text));
  assert.ok(!found.includes(-1), body);
  assert.deepEqual(
    found,
    found.toSorted((one, other) => one - other),
  );
});

test("what a proof blames is unticked, whatever was chosen, and says what it does", () => {
  const report = JSON.stringify({ worse: ["it ends by itself <1>"], culprits: ["blamed"] });
  const verdict = verdictOf("FROM scratch", report);
  assert.ok(verdict);
  const choices = withVerdict({ level: "everything", skip: ["other"], include: ["blamed"] }, verdict);
  assert.deepEqual(choices, { level: "everything", skip: ["other", "blamed"], include: [] });
  const steps = [step({ rule: "blamed", isTaken: false }), step({ rule: "fine" })];
  const { body } = explanation("Dockerfile", result({ steps }), choices, [], verdict);
  assert.match(
    body,
    /Steps \(2\).*id="step-blamed" value="blamed">.*make it worse:<\/span> it ends by itself &lt;1&gt;/s,
  );
  assert.equal(body.split("make it worse").length, 2);
  assert.doesNotMatch(explain({ steps }).body, /make it worse/);
});

test("a proof that blames nothing, or has come to no end, says nothing against any step", () => {
  const reports = [
    undefined,
    "",
    "{",
    "{}",
    '{ "worse": [] }',
    '{ "worse": ["it is slower"] }',
    '{ "worse": [], "culprits": [] }',
  ];
  for (const report of reports) assert.equal(verdictOf("FROM scratch", report), undefined);
});

test("what is ticked is proved", () => {
  const choices = { level: "safe", skip: ["one", "two"], include: ["three"] } as const;
  assert.equal(wordsOf(choices).join(" "), "--level safe --skip one --skip two --include three");
  assert.deepEqual(wordsOf({}), []);
});

test("the practices are told before and after, with what is still missing", () => {
  const before = score("missing", ["It runs as root", "It runs as root"]);
  const still = explain({ score: { before, after: before } }).body;
  assert.equal(still.split("It runs as root").length, 2);
  const { body, status } = explain({ score: { before, after: score("met", []) } });
  assert.equal(status, "0 of 1 → 1 of 1 practices");
  assert.match(body, /not root.*\n.*missing.*\n?.*met/);
  assert.match(body, /<details id="practices"><summary><strong>Practices: 0 of 1 → 1 of 1/);
  const ignored = { met: 0, of: 1, practices: [{ ...judgement("ignored"), doubt: "missing-user" }] };
  assert.match(explain({ score: { before: ignored, after: ignored } }).body, /Ignored by you: missing-user/);
  assert.ok(!body.includes("It runs as root"));
});

test("what is left says why", () => {
  const { body } = explain({ left: [remaining()] });
  assert.match(body, /Left for you \(1\)/);
  assert.match(
    body,
    /warning<\/span> A secret <span class="quiet together">\(<button[^>]*>line 1<\/button>\)<\/span> <code>a-secret<\/code>.*Nobody else/,
  );
});

test("what can be ticked is not left as well, but what it does not mend is", () => {
  const { rule, message, line } = remaining();
  const offer = step({ rule, reasons: [{ message, line }], isTaken: false });
  assert.doesNotMatch(explain({ steps: [offer], left: [remaining()] }).body, /Left for you/);
  assert.match(explain({ steps: [offer], left: [remaining(), remaining({ line: 4 })] }).body, /Left for you \(1\)/);
});

const changes: [files: { path: string; isNew: boolean }[], sentence: string][] = [
  [[], "Changes nothing."],
  [[{ path: "Dockerfile", isNew: false }], "Changes Dockerfile."],
  [
    ["Dockerfile", "a.js", ".dockerignore"].map((path) => ({ path, isNew: path.startsWith(".") })),
    "Changes Dockerfile and a.js. Creates .dockerignore.",
  ],
];
for (const [files, sentence] of changes) {
  test(`the explanation says: ${sentence}`, () => {
    const { body, canApply } = explanation("Dockerfile", result({}), noChoices, files);
    assert.ok(body.includes(`<p>${sentence} Nothing is written`), body);
    assert.equal(canApply, files.length > 0);
  });
}

test("all foreign text is shown as text", () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const reason = { message: evil, file: evil };
  const everything = result({
    steps: [
      step({ rule: evil, titles: [evil], reasons: [reason], source: `https://${evil}` }),
      step({ source: "javascript:alert(1)" }),
    ],
    left: [remaining({ ...reason, rule: evil, hint: evil })],
    score: { before: score("missing", [evil]), after: score("missing", [evil]) },
  });
  const dockerfile: HardenedDockerfile = { uri: evil, path: evil, before: "", result: everything };
  const pages = [
    explanation(evil, everything, noChoices, [{ path: evil, isNew: true }]).body,
    summary([dockerfile], new Set(), [{ path: evil, taken: evil, left: [evil] }], true).body,
  ];
  for (const body of pages) assert.doesNotMatch(body, /<img|href="javascript/);
});

test("the page runs one script and nothing else", () => {
  const shell = page("Apply", "en", "abc123");
  assert.match(shell, /content="default-src 'none'; style-src 'nonce-abc123'; script-src 'nonce-abc123'"/);
  assert.equal(shell.match(/<script/g)?.length, 1);
  assert.doesNotMatch(shell, /\sstyle=|\son[a-z]+=/);
});

test("a tick takes back the opposite one, and insists when that is not enough", () => {
  const unticked = withTick(noChoices, "a", false);
  assert.deepEqual(unticked, { level: "recommended", skip: ["a"], include: [] });
  assert.deepEqual(withTick(unticked, "a", true), noChoices);
  const ticked = withTick(noChoices, "b", true);
  assert.deepEqual(ticked.include, ["b"]);
  assert.deepEqual(withTick(ticked, "b", false), noChoices);
  assert.deepEqual(withInsistence(unticked, "a", true), { level: "recommended", skip: [], include: ["a"] });
});

test("steps stay where they came first, and new ones stand behind those that they follow", () => {
  const order = withNew([], ["a", "b", "c"]);
  assert.deepEqual(order, ["a", "b", "c"]);
  assert.deepEqual(withNew(order, ["c", "x", "a", "y"]), ["a", "y", "b", "c", "x"]);
  assert.deepEqual(withNew(order, ["x", "b"]), ["x", "a", "b", "c"]);
});

test("of a file that several Dockerfiles would change the first version is taken, and that is said", () => {
  const all = [
    dockerfile("a/Dockerfile", [ignore("one")]),
    dockerfile("a/dev.Dockerfile", [ignore("two"), { path: ".npmrc", uri: "file:///a/.npmrc", text: "" }]),
    dockerfile("a/test.Dockerfile", [ignore("one")]),
  ];
  const { files, shared } = combine(all);
  assert.deepEqual(
    files.map(({ path, text }) => [path, text]),
    [
      [".dockerignore", "one"],
      [".npmrc", ""],
    ],
  );
  assert.deepEqual(shared, [{ path: ".dockerignore", taken: "a/Dockerfile", left: ["a/dev.Dockerfile"] }]);
  assert.deepEqual(combine(all.slice(1)).files[0]?.text, "two");
});

test("the summary is sorted as people sort, each line of what is left leads to its Dockerfile", () => {
  const all = ["b/Dockerfile", "a10/Dockerfile", "A2/Dockerfile"].map((path) =>
    dockerfile(path, [ignore("")], { left: [remaining()] }),
  );
  const { body } = summary(all, new Set(), [], true);
  const found = [...body.matchAll(/id="file-([^"]*)"/g)].map(([, path]) => path);
  assert.deepEqual(found, ["A2/Dockerfile", "a10/Dockerfile", "b/Dockerfile"]);
  assert.match(body, /<button class="line" data-line="0" data-file="a10\/Dockerfile">/);
});

test("the summary has a line for each Dockerfile, and a tick where there is something to do", () => {
  const hardened = dockerfile("Dockerfile", [], { text: "FROM node:24", steps: [step({}), step({ isTaken: false })] });
  const { body, status, canApply } = summary(
    [hardened, dockerfile("good.Dockerfile", [])],
    new Set(["Dockerfile"]),
    [],
    false,
  );
  assert.equal(body.match(/<input type="checkbox"/g)?.length, 1);
  assert.match(body, /value="Dockerfile" checked>/);
  assert.match(body, /<td class="number">1<\/td>/);
  assert.match(body, /<details id="idle"><summary>1 Dockerfile with nothing to change/);
  assert.match(body, /There are more Dockerfiles/);
  assert.equal(status, "1 of 2 Dockerfiles");
  assert.ok(canApply);
});

// ------------------------------------------------------------------- helpers

function explain(part: Partial<HardenResult>, choices = noChoices) {
  return explanation("Dockerfile", result(part), choices, []);
}

function result(part: Partial<HardenResult>): HardenResult {
  return { version: 1, text: "FROM scratch", files: [], steps: [], left: [], ...part };
}

function step(part: Partial<Step>): Step {
  const reasons = [{ message: "It is better", line: 2 }];
  const source = "https://docs.example.org/x";
  return {
    rule: "some-rule",
    category: "stages",
    titles: ["Do"],
    reasons,
    source,
    isSafe: true,
    isTaken: true,
    ...part,
  };
}

function remaining(part: Partial<Remaining> = {}): Remaining {
  return { rule: "a-secret", severity: "warning", message: "A secret", line: 0, hint: "Nobody else knows", ...part };
}

function score(state: Judgement["state"], messages: readonly string[]): Score {
  const missing = messages.map((message, line) => ({ rule: "missing-user", message, line }));
  return { met: state === "met" ? 1 : 0, of: 1, practices: [{ ...judgement(state), missing }] };
}

function judgement(state: Judgement["state"]): Judgement {
  return { practice: "unprivileged-user", title: "not root", state, missing: [] };
}

function dockerfile(path: string, files: HardenResult["files"], part: Partial<HardenResult> = {}): HardenedDockerfile {
  return { uri: path, path, before: "FROM scratch", result: result({ files, ...part }) };
}

function ignore(text: string) {
  return { path: ".dockerignore", uri: "file:///a/.dockerignore", text };
}
