import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findHadolintFile, type HadolintConfig, parseHadolintConfig } from "../server/engine/hadolintConfig";
import { readConfiguration, severityOf } from "../server/engine/settings";
import { rules } from "../server/rules";
import type { Host } from "../server/types";

const nothing: HadolintConfig = { rules: {}, policy: {}, disableIgnorePragma: false, failOn: undefined };
const kinds = "text, rfc3339, semver, url, hash, email, spdx";

const cases: [yaml: string, config: Partial<HadolintConfig>, complaints?: string[]][] = [
  ["", {}],
  ["# nothing\n---\n", {}],
  ["ignored: [DL3006, SC2086, root-user]", { rules: { DL3006: "off", SC2086: "off", "root-user": "off" } }],
  [
    "override:\n  style: [DL3006]\n  info: [DL3007]\n  warning: [DL3008]\n  error:\n    - DL3009\n    - DL3006",
    { rules: { DL3006: "error", DL3007: "info", DL3008: "warning", DL3009: "error" } },
  ],
  ["ignored: [DL3006]\noverride:\n  error: [DL3006]", { rules: { DL3006: "off" } }],
  ["trustedRegistries: docker.io", { policy: { trustedRegistries: ["docker.io"] } }],
  ["trustedRegistries: [docker.io, '*.a.com']", { policy: { trustedRegistries: ["docker.io", "*.a.com"] } }],
  [
    "label-schema:\n  a: text\n  b: SemVer\n  c: ''\nstrict-labels: true",
    { policy: { labelSchema: { a: "text", b: "semver", c: "text" }, strictLabels: true } },
  ],
  ["disable-ignore-pragma: true\nformat: tty\nno-color: true", { disableIgnorePragma: true }],
  ["failure-threshold: error", { failOn: "error" }],
  ["failure-threshold: style", { failOn: "hint" }],
  ["failure-threshold: warning\nno-fail: true", { failOn: "none" }],
  ["ignored:\noverride:\n  error:\nfailure-threshold: null", {}],
  // Malformed: the rest counts.
  ["ignored: DL3006\nno-fail: true", { failOn: "none" }, ["ignored must be a list of rules"]],
  ["ignored: [1]", {}, ["ignored must be a list of rules"]],
  ["override: [DL3006]", {}, ["override must hold lists of rules by severity"]],
  ["override:\n  error: DL3006", {}, ["override.error must be a list of rules"]],
  [
    "label-schema: {a: b, c: url}",
    { policy: { labelSchema: { c: "url" } } },
    [`label-schema.a must be one of ${kinds}`],
  ],
  ["no-fail: yes", {}, ["no-fail must be true or false"]],
  ["failure-threshold: 3", {}, ["failure-threshold must be one of error, warning, info, style, ignore, none"]],
  ["- a", {}, ["it must hold keys with values"]],
  [
    "ignored: [",
    {},
    [
      "it is no valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 11",
    ],
  ],
  ["a: *b", {}, ["it is no valid YAML: Unresolved alias (the anchor must be set before the alias): b"]],
  ["__proto__: {ignored: [DL3006]}\nconstructor: 1", {}],
];

describe("hadolint's configuration", () => {
  for (const [yaml, config, complaints = []] of cases) {
    test(JSON.stringify(yaml), async () => {
      assert.deepEqual(await parseHadolintConfig(yaml), { config: { ...nothing, ...config }, complaints });
    });
  }

  test("hostile files are complained about", async () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let i = 0; i < 9; i++) bomb.push(`b${i}: &b${i} [${`*${i ? `b${i - 1}` : "a"},`.repeat(9)}]`);
    for (const text of [bomb.join("\n"), "[".repeat(20_000), "a: ".repeat(20_000), "- ".repeat(20_000)]) {
      assert.equal((await parseHadolintConfig(text)).complaints.length, 1);
    }
  });

  test("the nearest file counts, and its folder's first", async () => {
    const files = ["file:///w/.hadolint.yml", "file:///w/a/.hadolint.yml", "file:///w/a/.hadolint.yaml"];
    const read = async (uri: string) => (files.includes(uri) ? "" : undefined);
    const host: Host = { read, list: async () => undefined, folder: async () => undefined, log: () => {} };
    const find = async (...folders: string[]) => (await findHadolintFile(host, folders))?.uri;
    assert.equal(await find("file:///w/a/b", "file:///w/a", "file:///w"), "file:///w/a/.hadolint.yaml");
    assert.equal(await find("file:///w"), "file:///w/.hadolint.yml");
    assert.equal(await find("file:///v"), undefined);
  });
});

test("the editor's settings win, whatever the names of a rule", async () => {
  const text = "ignored: [DL3006, root-user]\noverride: {error: [DL3007]}\ntrustedRegistries: [a]\nstrict-labels: true";
  const { config } = await parseHadolintConfig(text);
  const section = { rules: { "untagged-image": "error", DL3002: "info" }, labelSchema: { a: "url", b: 1 } };
  const { settings, policy } = readConfiguration(section, config);
  const severity = (id: string) => rules.filter((rule) => rule.id === id).map((rule) => severityOf(rule, settings))[0];
  assert.deepEqual(["untagged-image", "root-user", "latest-tag"].map(severity), ["error", "info", "error"]);
  assert.deepEqual(policy, { trustedRegistries: ["a"], strictLabels: true, labelSchema: { a: "url" } });
  const malformed = readConfiguration({ rules: 1, trustedRegistries: "b", labelSchema: [], strictLabels: "x" }, config);
  assert.deepEqual(malformed.policy, config.policy);
  assert.equal(malformed.enabled, true);
});
