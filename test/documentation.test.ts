/** What an editor and the list of rules show of a rule, and the names in ignore comments. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { aliasNames, briefHover, hover, page } from "../server/engine/documentation";
import { experiments, ignoredNames, isCheck, raise, suppress, unusedNames } from "../server/engine/suppressions";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";
import type { DockerfileRule, Problem, Settings } from "../server/types";

const rule: DockerfileRule = {
  on: "Dockerfile",
  id: "some-rule",
  title: "Keep **/.env out",
  severity: "warning",
  category: "shell",
  aliases: ["DL3000", "SomeCheck", "SC1000"],
  why: "It matters.",
  sources: ["https://www.example.com/page/#"],
  bad: "RUN bad\n",
  good: "RUN good\n",
  check: () => [],
};

function problemIn(text: string, at: string, aliases: readonly string[] = rule.aliases ?? []): Problem {
  const start = text.indexOf(at);
  return { rule, severity: "warning", message: "", aliases, span: { start, end: start + at.length } };
}

describe("documentation", () => {
  test("over a problem", () => {
    const text = hover({ ...problemIn("RUN bad", "bad"), note: "Do this." });
    assert.match(text, /^\*\*Keep \\\*\\\*\/\.env out\*\*\n\nIt matters\.\n\n/);
    assert.match(text, /```dockerfile\nRUN bad\n```\nwrite\n```dockerfile\nRUN good\n```/);
    assert.match(text, /`some-rule` · warning · hadolint DL3000 · BuildKit SomeCheck · ShellCheck SC1000/);
    assert.match(text, /\[example\.com\/page\]\(https:\/\/www\.example\.com\/page\/#\)\n\nDo this\.$/);
  });

  test("in brief, where the editor opens pages", () => {
    const why = "It matters to v1.2 of x. E.g. this is `so`. Nobody reads this.";
    const problem = { ...problemIn("RUN bad", "bad"), rule: { ...rule, why }, note: "Do this." };
    const end = " · [example.com/page](https://www.example.com/page/#)";
    const brief = briefHover(problem, "-a\n+b", "command:x");
    assert.equal(
      brief,
      `-a\n+b\n\nIt matters to v1.2 of x. E.g. this is \`so\`.\n\nDo this.\n\n[Explain some-rule…](command:x)${end}`,
    );
    assert.ok(briefHover(problem, undefined, undefined).endsWith(`Do this.\n\n\`some-rule\`${end}`));
  });

  test("the page of a rule", () => {
    assert.match(page(rule), /^## some-rule\n\n\*\*Keep \*\*\/\.env out\*\*\n\nwarning · hadolint DL3000/);
    assert.match(page({ ...rule, severity: "off", sources: [] }), /\n\noff by default · [\s\S]*RUN good\n```$/);
    assert.match(page({ ...rule, bad: "a ```b```" }), /````dockerfile\na ```b```\n````/);
    assert.match(page({ ...rule, bad: "a\u202eb" }), /a\ufffdb/);
  });

  test("names in other tools", () => {
    assert.deepEqual(aliasNames(["DL1", "SC2", "JSONArgsRecommended", "old-id"]), [
      "hadolint DL1",
      "ShellCheck SC2",
      "BuildKit JSONArgsRecommended",
      "Drydock old-id",
    ]);
    assert.deepEqual(aliasNames(undefined), []);
    assert.deepEqual(["JSONArgsRecommended", "DL3006", "some-rule", ""].map(isCheck), [true, false, false, false]);
  });
});

const settings: Settings = { rules: {} };

/** A text in which a problem stands at "bad", and whether a comment suppresses it. */
const suppressions: readonly (readonly [text: string, isSuppressed: boolean])[] = [
  ["FROM x\nRUN bad", false],
  ["FROM x\n# drydock ignore=some-rule\nRUN bad", true],
  ["FROM x\n# drydock ignore=other-rule,some-rule\nRUN bad", true],
  ["FROM x\n# drydock ignore=other-rule\nRUN bad", false],
  ["FROM x\n# drydock ignore=some-rule\nRUN a\nRUN bad", false],
  ["FROM x\n# hadolint ignore=DL3000\nRUN bad", true],
  ["FROM x\n# hadolint ignore=DL3001\nRUN bad", false],
  ["# hadolint global ignore=DL3000\nFROM x\nRUN bad", true],
  ["# check=skip=SomeCheck\nFROM x\nRUN bad", true],
  ["# check=skip=all\nFROM x\nRUN bad", true],
  ["# check=skip=OtherCheck\nFROM x\nRUN bad", false],
  ["FROM x\r\n# drydock ignore=some-rule\r\nRUN bad\r\n", true],
];

describe("ignore comments", () => {
  for (const [text, isSuppressed] of suppressions) {
    test(JSON.stringify(text), () => {
      const file = parseDockerfile(text);
      const problem = problemIn(text, "bad");
      assert.deepEqual(suppress(file, [problem], settings), isSuppressed ? [] : [problem]);
    });
  }

  test("hadolint's can be forbidden, ours cannot", () => {
    const left = (comment: string) => {
      const text = `FROM x\n# ${comment}\nRUN bad`;
      return suppress(parseDockerfile(text), [problemIn(text, "bad")], { rules: {}, disableIgnorePragma: true }).length;
    };
    assert.deepEqual([left("hadolint ignore=DL3000"), left("drydock ignore=some-rule")], [1, 0]);
  });

  test("the names stand where they are written, and those that suppress nothing are told", () => {
    const text = "FROM x\n# drydock ignore=some-rule,other\nRUN bad";
    const file = parseDockerfile(text);
    const written = ignoredNames(file, settings).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(written, ["some-rule", "other"]);
    const unused = unusedNames(file, [problemIn(text, "bad")], settings);
    assert.deepEqual(
      unused.map(({ start, end }) => text.slice(start, end)),
      ["other"],
    );
  });

  test("of an ignore file", () => {
    const text = "# drydock ignore=some-rule\nbad\n";
    assert.deepEqual(suppress(parseIgnore(text), [problemIn(text, "bad")], settings), []);
    assert.equal(suppress(parseIgnore("bad\n"), [problemIn("bad\n", "bad")], settings).length, 1);
  });
});

describe("the check directive", () => {
  test("switches experiments on", () => {
    const wanted = (directive: string) => experiments(parseDockerfile(`# check=${directive}\nFROM x\n`));
    assert.deepEqual(wanted("skip=all"), []);
    const all = wanted("experimental=all");
    assert.ok(all.length > 0);
    assert.deepEqual(wanted(`experimental=${all[0]?.toLowerCase()}`), all.slice(0, 1));
  });

  test("makes what checks find an error", () => {
    const severities = (directive: string, aliases: readonly string[]) => {
      const text = `# check=${directive}\nFROM x\nRUN bad`;
      return raise(parseDockerfile(text), [problemIn(text, "bad", aliases)])[0]?.severity;
    };
    assert.equal(severities("error=true", ["SomeCheck"]), "error");
    assert.equal(severities("error=false", ["SomeCheck"]), "warning");
    assert.equal(severities("error=true", ["DL3000"]), "warning");
  });
});
