/** Switching rules off in a configuration file, as text. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { configDisabling, disabledInConfig } from "../server/engine/disableInProject";

const uri = (name: string) => `file:///w/${name}`;

describe("a configuration file with a rule switched off", () => {
  const cases: readonly (readonly [name: string, file: string, text: string, made: string | undefined])[] = [
    [
      "other names of the rule",
      "drydock.json",
      '{"rules": {"DL3006": "error"}}',
      '{\n  "rules": {\n    "DL3006": "off",\n    "untagged-image": "off"\n  }\n}',
    ],
    [
      "tabs and line ends",
      "drydock.json",
      '{\r\n\t"preset": "all"\r\n}',
      '{\r\n\t"preset": "all",\r\n\t"rules": {\r\n\t\t"untagged-image": "off"\r\n\t}\r\n}',
    ],
    ["nothing in it", "drydock.json", "\n", configDisabling(["untagged-image"])],
    ["rules that are none", "drydock.json", '{ "rules": [] }', undefined],
    ["no object", "drydock.json", "[]", undefined],
    ["an empty YAML", ".drydock.yaml", "", "rules:\n  untagged-image: off\n"],
    ["rules without any", ".drydock.yml", "preset: all\nrules:\n", "preset: all\nrules:\n  untagged-image: off\n"],
    ["a list in YAML", ".drydock.yaml", "- a\n", undefined],
    ["no YAML", ".drydock.yaml", "a: [\n", undefined],
  ];
  for (const [name, file, text, made] of cases) {
    test(name, async () => assert.equal(await disabledInConfig(uri(file), text, ["untagged-image"]), made));
  }
});
