/** What the formats of the command line say of one and the same report. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { beyond } from "../server/cli/baseline";
import { type Format, formats } from "../server/cli/formats";
import { statistics } from "../server/cli/formatText";
import { commandNames, helpOf, overview } from "../server/cli/help";
import { fingerprints, type Report } from "../server/cli/report";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/syntax/dockerfile";

const text = "FROM node\n# ä𝒳 ]]> | <b>\nRUN echo 'ä𝒳' && apt-get install curl\n";

function reportOf(content: string): Report {
  const problems = lint(parseDockerfile(content), { today: "2026-11-23" }, { rules: {} });
  const wanted = problems.filter(({ rule }) => /^(?:untagged-image|apt-get-without-yes)$/.test(rule.id));
  return { name: "./a & b/Dockerfile", path: "a & b/Dockerfile", text: content, problems: wanted };
}

const looks = { isColourful: false, isQuiet: false };
const show = (format: Format, reports: readonly Report[] = [reportOf(text)]) => formats[format](reports, looks);

test("text has the line and marks what is meant", () => {
  const lines = show("text").split("\n");
  assert.match(lines[0] ?? "", /^\.\/a & b\/Dockerfile:1:6 warning .* \[untagged-image\]$/);
  assert.deepEqual(lines.slice(1, 3), ["  1 | FROM node", "    |      ^^^^"]);
  assert.match(lines.at(-1) ?? "", /^2 problems in 1 file: 2 warnings\./);
  assert.match(formats.text([reportOf(text)], { isColourful: true, isQuiet: true }), /\u001b\[33mwarning/);
  assert.doesNotMatch(formats.text([reportOf(text)], { isColourful: false, isQuiet: true }), /problems/);
  assert.equal(statistics([reportOf(text)]), "1  apt-get-without-yes\n1  untagged-image");
});

test("of a very long line, text has what is around the finding", () => {
  const [, source = "", marks = ""] = show("text", [
    reportOf(`FROM debian:13\nRUN ${"echo a; ".repeat(500)}apt-get install curl; ${"echo b; ".repeat(500)}\n`),
  ]).split("\n");
  assert.ok(source.length < 260 && source.includes("a; apt-get install curl; echo b"));
  assert.match(source.slice(marks.indexOf("^")), /^install curl;/);
});

test("sarif holds rules, fixes and fingerprints", () => {
  const [run] = JSON.parse(show("sarif")).runs;
  const [first, second] = run.results;
  assert.equal(run.tool.driver.rules[first.ruleIndex].id, first.ruleId);
  assert.ok(run.tool.driver.rules.every((rule: { fullDescription: { text: string } }) => rule.fullDescription.text));
  assert.equal(first.locations[0].physicalLocation.artifactLocation.uri, "a%20%26%20b/Dockerfile");
  assert.match(first.partialFingerprints["ruleAndLine/v1"], /^[0-9a-f]{32}$/);
  const [replacement] = second.fixes[0].artifactChanges[0].replacements;
  assert.deepEqual(replacement.deletedRegion.startLine, 3);
  assert.match(replacement.insertedContent.text, /-y/);
});

test("sarif names what lies elsewhere as a whole, and says which run it is of", () => {
  const [run] = JSON.parse(show("sarif", [{ ...reportOf("FROM node"), path: "/else/where/a b" }])).runs;
  assert.deepEqual(run.results[0].locations[0].physicalLocation.artifactLocation, { uri: "file:///else/where/a%20b" });
  assert.ok(run.automationDetails.id);
  assert.ok(URL.canParse(run.tool.driver.informationUri));
});

test("rdjson counts bytes, the others characters", () => {
  const { diagnostics } = JSON.parse(show("rdjson"));
  const { start } = diagnostics[1].location.range;
  const before = "RUN echo 'ä𝒳' && apt-get ";
  assert.deepEqual(start, { line: 3, column: Buffer.byteLength(before) + 1 });
  const [sonar] = JSON.parse(show("sonar")).issues.slice(1);
  assert.equal(sonar.primaryLocation.textRange.startColumn, before.length);
  assert.match(show("checkstyle"), new RegExp(`line="3" column="${before.length + 1}" severity="warning"`));
});

test("gitlab has a fingerprint of its own for each", () => {
  const twice = reportOf("FROM node\nRUN apt-get install curl\nRUN apt-get install curl\n");
  const issues = JSON.parse(show("gitlab", [twice, twice]));
  assert.equal(issues.length, 6);
  assert.equal(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size, 6);
  assert.deepEqual(issues[0].location, { path: "a & b/Dockerfile", lines: { begin: 1, end: 1 } });
});

test("xml and markdown take any text for text", () => {
  assert.match(show("junit"), /<testsuite name="a &#38; b\/Dockerfile" tests="2" failures="2"/);
  assert.match(show("junit", [{ ...reportOf("FROM scratch\n") }]), /name="no problems"/);
  assert.doesNotMatch(show("checkstyle"), /a & b/);
  assert.match(show("markdown"), /^### a & b\/Dockerfile\n\n\| Line/);
  assert.match(show("github"), /^::warning file=a & b\/Dockerfile,line=1,col=6/);
});

test("a fingerprint stays when lines move, and a baseline knows by it", () => {
  const before = reportOf(text);
  const after = reportOf(`# New.\n\n${text}RUN apt-get install wget\n`);
  const known = new Set(fingerprints(before));
  assert.deepEqual(
    fingerprints(after).map((print) => known.has(print)),
    [true, true, false],
  );
  const left = beyond(new Map([["a & b/Dockerfile", known]]), after);
  assert.deepEqual(
    left.problems.map(({ rule }) => rule.id),
    ["apt-get-without-yes"],
  );
});

test("each command has its help", () => {
  for (const name of commandNames) {
    assert.match(overview(), new RegExp(`^ {2}${name} `, "m"));
    const help = helpOf(name) ?? "";
    assert.match(help, new RegExp(`^usage: drydock ${name}\\b`));
    assert.match(help, /\nexit status: 0 /);
    for (const line of help.split("\n")) assert.ok(line.length <= 125, line);
  }
  assert.equal(helpOf("constructor"), undefined);
});
