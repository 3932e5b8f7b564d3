/** What is offered, and told, in the comments that tools read. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { completeComment } from "../server/features/commentCompletion";
import { commentHover } from "../server/features/commentHover";
import { rules } from "../server/rules";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";

const found = new Set(["untagged-image"]);

function complete(
  marked: string,
  isAsked = true,
  parse: typeof parseDockerfile | typeof parseIgnore = parseDockerfile,
) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const items = completeComment(parse(text), offset, found, isAsked, ["CVE-9", "CVE-1", "CVE-9"], "2026-11-30");
  return items?.map((item) => ({
    ...item,
    result: text.slice(0, item.span.start) + item.insert + text.slice(item.span.end),
  }));
}

/** A text, the label of something that is offered at `|`, and what the text becomes; undefined: it is not offered. */
const cases: readonly (readonly [marked: string, label: string, result: string | undefined])[] = [
  ["FROM a\n# drydock ignore=|\nRUN b", "untagged-image", "FROM a\n# drydock ignore=untagged-image\nRUN b"],
  ["FROM a\n# drydock ignore=unt|xx\nRUN b", "untagged-image", "FROM a\n# drydock ignore=untagged-image\nRUN b"],
  ["#drydock  ignore = root-user, |", "untagged-image", "#drydock  ignore = root-user, untagged-image"],
  ["# drydock ignore=untagged-image,|", "untagged-image", undefined],
  ["# drydock ignore=untagged-image why |", "untagged-image", undefined],
  ["# drydock ignore-file=|", "all", "# drydock ignore-file=all"],
  ["# drydock ignore-file=|", "unignored-git", undefined],
  ["# drydock ignore=|", "DL3006", undefined],
  ["# hadolint ignore=|", "DL3006", "# hadolint ignore=DL3006"],
  ["# hadolint global ignore=DL3008,DL|", "DL3006", "# hadolint global ignore=DL3008,DL3006"],
  ["# hadolint ignore=|", "untagged-image", undefined],
  ["# check=skip=|\nFROM a", "JSONArgsRecommended", "# check=skip=JSONArgsRecommended\nFROM a"],
  ["# check=error=true;skip=|\nFROM a", "all", "# check=error=true;skip=all\nFROM a"],
  ["# check=skip=|\nFROM a", "DL3006", undefined],
  ["# syntax=|\nFROM a", "docker/dockerfile:1", "# syntax=docker/dockerfile:1\nFROM a"],
  ["# syntax=docker/dock|erfile:1.2\nFROM a", "docker/dockerfile:1", "# syntax=docker/dockerfile:1\nFROM a"],
  ["FROM a\n# syntax=|", "docker/dockerfile:1", undefined],
  ["\n# syntax=|", "docker/dockerfile:1", undefined],
  ["# check=skip=all\r\n# escape=|\r\nFROM a", "`", "# check=skip=all\r\n# escape=`\r\nFROM a"],
  ["# dry|\nFROM a", "drydock ignore=", "# drydock ignore=\nFROM a"],
  ["FROM a\n# |", "hadolint ignore=", "FROM a\n# hadolint ignore="],
  ["FROM a\n# s|", "syntax=", undefined],
  ["# drydock mute=|\nFROM a", "CVE-1", "# drydock mute=CVE-1\nFROM a"],
  ["# drydock mute=CVE-9,C|\nFROM a", "CVE-1", "# drydock mute=CVE-9,CVE-1\nFROM a"],
  ["# drydock mute=CVE-9,|\nFROM a", "CVE-9", undefined],
  ["# drydock mute=CVE-9 |\nFROM a", "until=", "# drydock mute=CVE-9 until=\nFROM a"],
  ["# drydock mute=CVE-9 until=20|\nFROM a", "2027-02-28", "# drydock mute=CVE-9 until=2027-02-28\nFROM a"],
  ["# drydock mute=CVE-9 until=2027-02-28 -- w|\nFROM a", "until=", undefined],
  ["# dry|\nFROM a", "drydock mute=", "# drydock mute=\nFROM a"],
  ["FROM a\n# words of|", "drydock ignore=", undefined],
];

describe("completion in comments", () => {
  for (const [marked, label, result] of cases) {
    test(`${JSON.stringify(marked)}: ${label}`, () => {
      const items = complete(marked);
      assert.ok(items, "it is a comment");
      assert.equal(items.find((item) => item.label === label)?.result, result);
    });
  }

  test("names come with titles, each once, those that have found something first", () => {
    const items = complete("# drydock ignore=|\nFROM a") ?? [];
    const [first] = items.toSorted((one, other) => (one.sort < other.sort ? -1 : 1));
    assert.equal(first?.label, "untagged-image");
    assert.equal(first?.detail, rules.find(({ id }) => id === "untagged-image")?.title);
    const codes = (complete("# hadolint ignore=|") ?? []).map(({ label }) => label);
    assert.equal(new Set(codes).size, codes.length);
  });

  test("in ignore files", () => {
    const labels = complete("# drydock ignore=|\n*.log", true, parseIgnore)?.map(({ label }) => label) ?? [];
    assert.ok(labels.includes("unignored-git") && !labels.includes("untagged-image"));
    assert.deepEqual(
      complete("# |", true, parseIgnore)?.map(({ label }) => label),
      ["drydock ignore=", "drydock ignore-file="],
    );
  });

  test("a blank behind # begins any comment", () => assert.deepEqual(complete("FROM a\n# |", false), []));

  test("what can be muted is offered with the worst first", () => {
    const sorted = [...(complete("# drydock mute=|\nFROM a") ?? [])].sort((one, other) =>
      one.sort < other.sort ? -1 : 1,
    );
    assert.deepEqual(
      sorted.map(({ label }) => label),
      ["CVE-9", "CVE-1"],
    );
  });

  test("nothing elsewhere", () => {
    for (const marked of ["FROM a|", "|# a", "FROM a\n|", "RUN echo '# drydock ignore=|"])
      assert.equal(complete(marked), undefined);
  });
});

describe("hovers in comments", () => {
  const about = (marked: string, link: (rule: string) => string | undefined = () => undefined) => {
    const offset = marked.indexOf("|");
    return commentHover(parseDockerfile(marked.replace("|", "")), offset, { rules: {} }, "2026-11-30", link)?.markdown;
  };
  const told: readonly (readonly [marked: string, pattern: RegExp])[] = [
    ["FROM a\n# drydock ignore=untag|ged-image\nRUN b", /^\*\*.+\*\*\n\n.+\n\n`untagged-image` · hadolint DL3006/],
    ["FROM a\n# hadolint ignore=DL30|06\nRUN b", /`untagged-image` · hadolint DL3006/],
    ["# check=skip=JSONArgs|Recommended\nFROM a", /BuildKit JSONArgsRecommended/],
    ["# check=skip=al|l\nFROM a", /^Every check/],
    ["# drydock ignore-file=al|l\nFROM a", /^Every rule/],
    ["FROM a\n# hadolint ignore=SC99|99\nRUN b", /^\[ShellCheck SC9999\]\(https:/],
    ["# syn|tax=docker/dockerfile:1\nFROM a", /frontend/],
    ["# escape=`|\nFROM a", /backtick/],
    ["# che|ck=skip=all\nFROM a", /skips/],
    [
      "# drydock mute=CVE-1|,CVE-2 until=2026-11-30 -- why\nFROM a",
      /^In scans of .*`CVE-1` is left out until 2026-11-30/,
    ],
    [
      "# drydock mute=CVE-1| until=2026-11-29 -- why\nFROM a",
      /^`CVE-1` is not muted: it was for the time until 2026-11-29/,
    ],
    ["# drydock mute=CVE-1| until=2026-11-31 -- why\nFROM a", /does not say until when/],
    ["# drydock mute=CVE-1| until=2026-12-31\nFROM a", /does not say why/],
    ["FROM a\n# drydock mute=CVE-1| until=2026-12-31 -- why", /no image below it/],
  ];
  for (const [marked, pattern] of told) test(marked, () => assert.match(about(marked) ?? "", pattern));

  test("a rule links to its page where there are pages", () => {
    const page = about("# drydock ignore-file=untag|ged-image\nFROM a", (rule) => `command:x?${rule}`);
    assert.match(page ?? "", /\[Explain untagged-image…\]\(command:x\?untagged-image\)/);
  });

  test("nothing elsewhere", () => {
    for (const marked of ["FROM a|", "# a comment|\nFROM a", "# drydock ignore=no-such-ru|le\nFROM a"])
      assert.equal(about(marked), undefined);
  });
});
