/** Ignore comments of all three tools, and what else comments decide. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lint, lintIgnore } from "../server/engine/lint";
import { rules } from "../server/rules";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";
import type { Problem, Settings } from "../server/types";

const wanted = ["untagged-image", "root-user", "deprecated-maintainer", "keyword-casing", "description-comment"];
const settings: Settings = {
  rules: Object.fromEntries(rules.map(({ id, severity }) => [id, wanted.includes(id) ? severity : "off"])),
};

/** "FROM node" is reported as "untagged-image 0": the rule and the line, from 0. */
function found(text: string, more?: Partial<Settings>): string[] {
  const problems = lint(parseDockerfile(text), { today: "2026-11-23" }, { ...settings, ...more });
  return problems.map(({ rule, span }) => `${rule.id} ${text.slice(0, span.start).split("\n").length - 1}`);
}

const everything = ["untagged-image 1", "root-user 2"];
const cases: [name: string, text: string, left: string[]][] = [
  ["nothing", "#\nFROM node\nUSER root", everything],
  ["the next instruction", "# drydock ignore=untagged-image\nFROM node\nUSER root", ["root-user 2"]],
  ["several names", "#drydock ignore = root-user , DL3006 # why\nFROM node\nUSER root", ["root-user 2"]],
  ["all rules", "# drydock ignore=all\nFROM node\nUSER root", ["root-user 2"]],
  ["a reason is no name", "# drydock ignore=latest-tag -- untagged-image\nFROM node\nUSER root", everything],
  ["nor without a comma", "# drydock ignore=latest-tag untagged-image\nFROM node\nUSER root", everything],
  ["a letter too many", "# drydock ignored=untagged-image\nFROM node\nUSER root", everything],
  ["the whole file", "FROM node\nUSER root\n# drydock ignore-file=untagged-image,DL3002", []],
  ["the whole file for hadolint", "# hadolint global ignore=DL3006,DL3002\nFROM node\nUSER root", []],
  ["the next stage", "# hadolint stage ignore=DL3006,DL3002\nFROM node\nUSER root\nFROM b", ["untagged-image 3"]],
  [
    "several comments, an empty line, and CRLF",
    "# hadolint ignore=DL3006\r\n# drydock ignore=root-user\r\n\r\nFROM node\r\n",
    [],
  ],
  ["inside of continued lines", "FROM node AS \\\n # drydock ignore=untagged-image\n b\nUSER 1", []],
  ["hadolint ignores nothing else", "# hadolint ignore=all\nFROM node\nUSER root", everything],
  ["a check of BuildKit", "FROM a:1\n# check=skip=MaintainerDeprecated // why\nMAINTAINER b", []],
  [
    "only the first check comment counts",
    "FROM a:1\n# check=skip=A\n# check=skip=all\nMAINTAINER b",
    ["deprecated-maintainer 3"],
  ],
  ["an indented one does not", "FROM a:1\n # check=skip=all\nMAINTAINER b", ["deprecated-maintainer 2"]],
  ["nor one inside", "FROM a:1\nMAINTAINER \\\n# check=skip=all\n b", ["deprecated-maintainer 1"]],
  ["nor for a check of the file", "FROM a:1\n# check=skip=all\nrun b", ["keyword-casing 2"]],
  ["the directive does", "# check=skip=all\nFROM a:1\nrun b\nMAINTAINER c", []],
  ["also below a shebang", "#!/x\n# check=skip=all\nFROM a:1\nrun b", []],
  ["but not indented", " # check=skip=all\nFROM a:1\nMAINTAINER c", ["deprecated-maintainer 2"]],
  [
    "its names are told by their case",
    "# check=skip=maintainerdeprecated\nFROM a:1\nMAINTAINER c",
    ["deprecated-maintainer 2"],
  ],
  ["codes are no checks", "# check=skip=all,DL3006\nFROM node\nUSER root", everything],
  ["an experiment", "# check=experimental=all\n# bad\nFROM a:1 AS b", ["description-comment 2"]],
];

describe("ignore comments", () => {
  for (const [name, text, left] of cases) {
    const more = name === "an experiment" ? { rules: without("description-comment") } : {};
    test(name, () => assert.deepEqual(found(text, more), left));
  }

  test("hadolint's comments can be switched off", () => {
    const text = "# hadolint ignore=DL3006\nFROM node\n# drydock ignore=root-user\nUSER root";
    assert.deepEqual(found(text), []);
    assert.deepEqual(found(text, { disableIgnorePragma: true }), ["untagged-image 1"]);
  });

  test("ignore files have only ours", () => {
    const check = (text: string) =>
      lintIgnore(parseIgnore(text), { today: "2026-11-23", files: [".env", "secret.pem"] }, { rules: {} });
    const has = (text: string, id: string) => check(text).some(({ rule }) => rule.id === id);
    const [id = ""] = check("a\n").map(({ rule }) => rule.id);
    assert.ok(!has(`# drydock ignore-file=${id}\na\n`, id));
    assert.ok(has(`# hadolint global ignore=${id}\na\n`, id));
    assert.ok(has("# drydock ignore=latest-tag\na\n", "unused-ignore-comment"));
  });

  test("check=error=true makes errors of what BuildKit checks, and of nothing else", () => {
    const text = "# check=error=true;skip=FromAsCasing\nFROM node\nMAINTAINER a";
    const severities = (problems: readonly Problem[]) => problems.map(({ rule, severity }) => [rule.id, severity]);
    assert.deepEqual(severities(lint(parseDockerfile(text), { today: "2026-11-23" }, settings)), [
      ["untagged-image", "warning"],
      ["deprecated-maintainer", "error"],
    ]);
  });

  test("thousands of comments and problems are all seen", () => {
    const text = "# drydock ignore=root-user,a,b\n# check=skip=A\nMAINTAINER a\n".repeat(5000);
    const problems = lint(parseDockerfile(text), { today: "2026-11-23" }, { rules: without("unused-ignore-comment") });
    assert.equal(problems.length, 20_000);
  });
});

test("a check of BuildKit is skipped only where that check looks", () => {
  const ignore = { ...parseIgnore("a\n"), path: ".dockerignore" };
  const found = (source: string) => {
    const text = `# check=skip=CopyIgnoredFile\nFROM scratch\nCOPY ${source} /\n`;
    const problems = lint(parseDockerfile(text), { today: "2026-11-23", ignore }, { rules: {} });
    return problems.filter(({ rule }) => rule.id === "ignored-copy-source").map(({ aliases }) => aliases);
  };
  assert.deepEqual(found("a"), []);
  assert.deepEqual(found("/a"), [[]]);
});

describe("shell comments", () => {
  const shells: [name: string, text: string, languages: string[]][] = [
    ["from there on", "FROM a\nRUN b\n# hadolint shell=/bin/bash\nRUN c\nRUN d", ["sh", "bash", "bash"]],
    ["until the next SHELL", 'FROM a\n# hadolint shell=bash\nSHELL ["pwsh"]\nRUN b', ["powershell"]],
    ["after a SHELL", 'FROM a\nSHELL ["pwsh"]\n#hadolint shell = bash\nRUN b', ["bash"]],
    ["for one stage", "FROM a\n# hadolint shell=bash\nRUN b\nFROM c\nRUN d", ["bash", "sh"]],
    ["for stages that start there", "FROM a AS b\n# hadolint shell=bash\nRUN c\nFROM b\nRUN d", ["bash", "bash"]],
    ["for all stages", "# hadolint shell=powershell.exe\nFROM a\nRUN b\nFROM c\nRUN d", ["powershell", "powershell"]],
  ];
  for (const [name, text, languages] of shells) {
    test(name, () => {
      const scripts = parseDockerfile(text).instructions.flatMap(({ script }) => script ?? []);
      assert.deepEqual(
        scripts.map(({ language }) => language),
        languages,
      );
    });
  }
});

function without(id: string): Settings["rules"] {
  return Object.fromEntries(Object.entries(settings.rules).filter(([name]) => name !== id));
}
