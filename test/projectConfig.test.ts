/** The configuration file of a project: what it says of a file, and what is wrong with it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hadolintEnvironment } from "../server/engine/hadolintConfig";
import {
  configOfFile,
  type FileConfig,
  findProjectConfig,
  formatKeys,
  projectKeys,
} from "../server/engine/projectConfig";
import { readConfiguration, severityOf } from "../server/engine/settings";
import { rules } from "../server/rules";
import { configurationSchema } from "../server/tools/configurationSchema";
import type { Host } from "../server/types";

const root = "file:///repo";

function hostOf(files: Readonly<Record<string, string>>): Host {
  return { read: async (uri: string) => files[uri.slice(root.length + 1)] } as Host;
}

async function configured(files: Readonly<Record<string, string>>, file: string) {
  const config = await findProjectConfig(hostOf(files), [`${root}/sub`, root]);
  return { config, own: config && configOfFile(config, `${root}/${file}`) };
}

const json = (value: object) => JSON.stringify(value);

const cases: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly says: Partial<FileConfig>;
  readonly complaints?: readonly string[];
}[] = [
  { name: "nothing", files: { "drydock.json": "{}" }, says: { rules: {}, isExcluded: false } },
  {
    name: "comments and trailing commas",
    files: { "drydock.json": '{ // x\n "failOn": "error", }' },
    says: { failOn: "error" },
  },
  { name: "YAML", files: { ".drydock.yaml": "failOn: none\ntarget: web\n" }, says: { failOn: "none", target: "web" } },
  {
    name: "the nearest file alone",
    files: { "drydock.json": '{"failOn":"error"}', "sub/.drydock.json": '{"target":"a"}' },
    says: { failOn: undefined, target: "a" },
  },
  {
    name: "names of other tools",
    files: { "drydock.json": json({ rules: { DL3006: "off", SC2086: "error" } }) },
    says: { rules: { "untagged-image": "off", "unquoted-variable": "error", SC2086: "error" } },
  },
  {
    name: "what it extends, below its own",
    files: {
      "drydock.json": json({ extends: "./conf/base.yaml", failOn: "info" }),
      "conf/base.yaml": "failOn: error\ntarget: b\n",
    },
    says: { failOn: "info", target: "b" },
  },
  {
    name: "overrides for some files",
    files: {
      "drydock.json": json({
        target: "a",
        overrides: [
          { files: "web/**", target: "w" },
          { files: ["*.dev"], failOn: "none" },
        ],
      }),
    },
    file: "web/Dockerfile",
    says: { target: "w", failOn: undefined },
  },
  {
    name: "overrides of a file's own folder",
    files: { "drydock.json": json({ overrides: [{ files: ["*.dev"], failOn: "none" }] }) },
    file: "sub/x.dev",
    says: { failOn: "none" },
  },
  {
    name: "what is left out",
    files: { "drydock.json": json({ exclude: ["vendor/"] }) },
    file: "vendor/a/Dockerfile",
    says: { isExcluded: true },
  },
  {
    name: "the build context",
    files: { "drydock.json": json({ context: "./app/" }) },
    says: { context: `${root}/app` },
  },
  {
    name: "the layout, an override key by key",
    files: {
      "drydock.json": json({
        format: { keywordCase: "lower", onePerLine: true, indent: "tab" },
        overrides: [{ files: "web/**", format: { separateStages: false, indent: 2 } }],
      }),
    },
    file: "web/Dockerfile",
    says: { format: { keywordCase: "lower", onePerLine: true, separateStages: false, indent: 2 } },
  },
  {
    name: "a layout with slips",
    files: {
      "drydock.json": json({ format: { keywordcase: "lower", onePerLine: 1, indent: 0, separateStages: true } }),
    },
    says: { format: { separateStages: true } },
    complaints: [
      "format.indent must be 1 to 16 or tab",
      "format.keywordcase is no key; did you mean keywordCase?",
      "format.onePerLine must be true or false",
    ],
  },
  {
    name: "what is wrong, and the rest",
    files: {
      "drydock.json": json({
        preset: "best",
        faillOn: "error",
        rules: { "untagged-imag": "off", DL3006: "loud" },
        target: "x",
      }),
    },
    says: { target: "x", rules: {} },
    complaints: [
      "faillOn is no key; did you mean failOn?",
      "preset must be one of essential, recommended, strict, all",
      "rules.DL3006 must be one of error, warning, info, hint, off",
      "rules.untagged-imag names no rule; did you mean untagged-image?",
    ],
  },
  {
    name: "circles",
    files: { "drydock.json": json({ extends: "a.json" }), "a.json": json({ extends: "drydock.json", failOn: "hint" }) },
    says: { failOn: "hint" },
    complaints: ["extends drydock.json goes round in circles, or too far"],
  },
  {
    name: "what is not there",
    files: { "drydock.json": json({ extends: "gone.json" }) },
    says: {},
    complaints: [`${root}/gone.json cannot be read`],
  },
];

describe("a configuration file knows", () => {
  for (const { name, files, file = "Dockerfile", says, complaints = [] } of cases) {
    test(name, async () => {
      const { config, own } = await configured(files, file);
      for (const [key, value] of Object.entries(says)) assert.deepEqual(own?.[key as keyof FileConfig], value, key);
      assert.deepEqual([...(config?.complaints ?? [])].sort(), [...complaints].sort());
    });
  }

  test("presets, kinds of rules and single ones, the last with the last word", async () => {
    const file = json({ preset: "strict", rules: { secrets: "error", "secret-in-run": "off", "latest-tag": "hint" } });
    const { own } = await configured({ "drydock.json": file }, "Dockerfile");
    const { settings } = readConfiguration(
      { rules: { DL3020: "off" } },
      { rules: { DL3007: "error", DL3002: "off" }, policy: {}, disableIgnorePragma: false, failOn: undefined },
      own,
    );
    const severities = [
      "secret-in-arg-or-env",
      "secret-in-run",
      "latest-tag",
      "apt-recommends",
      "add-instead-of-copy",
      "root-user",
    ].map((id) => {
      const rule = rules.find((it) => it.id === id);
      return rule && severityOf(rule, settings);
    });
    assert.deepEqual(severities, ["error", "off", "hint", "warning", "off", "off"]);
  });

  test("a layout that the editor has the last word on, where it says more than its defaults", async () => {
    const format = { keywordCase: "lower", onePerLine: true, separateStages: false, indent: 2 };
    const { own } = await configured({ "drydock.json": json({ format }) }, "Dockerfile");
    const formatOf = (section: object) => readConfiguration({ format: section }, undefined, own).format;
    const defaults = { enable: "auto", keywordCase: "upper", onePerLine: false, separateStages: true };
    assert.deepEqual(formatOf(defaults), { ...format, enabled: true });
    assert.equal(formatOf({ keywordCase: "keep" }).keywordCase, "keep");
  });

  test("the keys that its schema has", () => {
    const { properties } = JSON.parse(configurationSchema(rules));
    assert.deepEqual(Object.keys(properties).sort(), [...projectKeys].sort());
    assert.deepEqual(Object.keys(properties.format.properties).sort(), [...formatKeys].sort());
  });
});

test("variables of hadolint", () => {
  assert.equal(hadolintEnvironment({}), undefined);
  const {
    rules: own,
    failOn,
    policy,
  } = hadolintEnvironment({
    HADOLINT_IGNORE: "DL3006, DL3007",
    HADOLINT_OVERRIDE_ERROR: "DL3008",
    HADOLINT_NOFAIL: "1",
    HADOLINT_TRUSTED_REGISTRIES: "docker.io",
  }) ?? {};
  assert.deepEqual(own, { DL3006: "off", DL3007: "off", DL3008: "error" });
  assert.deepEqual([failOn, policy], ["none", { trustedRegistries: ["docker.io"] }]);
});
