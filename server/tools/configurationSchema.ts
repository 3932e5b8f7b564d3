/** The JSON schema of the configuration file of a project, with which editors complete and check it. */

import { aliasNames } from "../engine/documentation";
import { presetNames } from "../engine/presets";
import { keywordCases } from "../format/format";
import { labelKinds } from "../instructions/labels";
import { failLimits, type Rule, ruleSeverities } from "../types";

const severity = { enum: [...ruleSeverities] };
const texts = { type: "array", items: { type: "string" } };
const textOrTexts = { anyOf: [{ type: "string" }, texts] };

/** What marks in an editor names that are none. ShellCheck's codes are not listed. */
export function knownNames(names: readonly string[]): object {
  return {
    pattern: `^(?:SC\\d{4}|${[...new Set(names)].sort().join("|")})$`,
    patternErrorMessage: "No rule goes by this name.",
  };
}

/** As text. @param rules in any order. */
export function configurationSchema(rules: readonly Rule[]): string {
  const sorted = [...rules].sort((one, other) => (one.id < other.id ? -1 : 1));
  const kinds = [
    ...new Set(sorted.flatMap(({ category, practice }) => [category, ...(practice ? [practice] : [])])),
  ].sort();
  const chosen = {
    preset: {
      enum: [...presetNames],
      description:
        "What to begin with: essential (what breaks or endangers), recommended (the default), strict (what is only " +
        "mentioned otherwise counts), all (the rules that are off by default, too).",
    },
    rules: {
      type: "object",
      description: "Severities by rule, by its name in hadolint, BuildKit or ShellCheck, or by a category or practice.",
      properties: {
        ...Object.fromEntries(kinds.map((kind) => [kind, { ...severity, description: `All rules of ${kind}.` }])),
        ...Object.fromEntries(
          sorted.map((rule) => {
            const aliases = aliasNames(rule.aliases).join(", ");
            const description = aliases ? `${rule.title} (${aliases}).` : `${rule.title}.`;
            return [rule.id, { ...severity, default: rule.severity, description }];
          }),
        ),
      },
      additionalProperties: severity,
      propertyNames: knownNames([...kinds, ...sorted.flatMap(({ id, aliases = [] }) => [id, ...aliases])]),
    },
    trustedRegistries: { ...textOrTexts, description: "Hosts that images may come from; a star stands for any part." },
    labelSchema: {
      type: "object",
      description: "Labels that an image must have, and what their values are.",
      additionalProperties: { enum: [...labelKinds] },
    },
    strictLabels: { type: "boolean", description: "No other labels than those of labelSchema." },
    readOnlyFiles: { type: "boolean", description: "Harden leaves the application's files to root." },
    failOn: {
      enum: [...failLimits],
      description: "From which severity on the command line fails.",
    },
    exclude: {
      ...texts,
      description: "Files that are not looked at, as .gitignore writes them, from the folder of this file.",
    },
    context: { type: "string", description: "The build context: a folder, from that of this file." },
    target: { type: "string", description: "The stage that ships." },
    format: {
      type: "object",
      description: "How Dockerfiles are formatted, by the editor and by `drydock format`.",
      properties: {
        keywordCase: { enum: [...keywordCases], default: "upper", description: "How keywords are written." },
        onePerLine: {
          type: "boolean",
          default: false,
          description: "Each package that a RUN installs stands on a line of its own.",
        },
        separateStages: { type: "boolean", default: true, description: "An empty line stands above each stage." },
        indent: {
          anyOf: [{ type: "integer", minimum: 1, maximum: 16 }, { const: "tab" }],
          description: "Blanks in front of a continued line, or a tab; by default what the editor uses, or else 4.",
        },
      },
      additionalProperties: false,
    },
  };
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of Drydock",
    type: "object",
    properties: {
      $schema: { type: "string" },
      extends: { ...textOrTexts, description: "Files whose settings hold unless this one says otherwise." },
      ...chosen,
      overrides: {
        type: "array",
        description: "What is different for some files; the last that fits has the last word.",
        items: {
          type: "object",
          required: ["files"],
          properties: {
            files: { ...textOrTexts, description: "As .gitignore writes them, from the folder of this file." },
            ...chosen,
          },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
