/** Switching a rule off in the configuration file of a project, as a new text of that file. */

import { applyEdits, modify } from "jsonc-parser";
import { fieldsOf, isFields } from "../util/json";
import { parseJson, parseYaml } from "./configReading";
import { isKind, rulesOfName } from "./presets";

/** The text of a new configuration file in JSON that switches rules off. @param ids of rules, or codes of ShellCheck. */
export function configDisabling(ids: readonly string[]): string {
  return `${JSON.stringify({ rules: Object.fromEntries(ids.map((id) => [id, "off"])) }, undefined, 2)}\n`;
}

/**
 * The text of a configuration file with rules switched off, its comments and layout kept as far as its language allows.
 * Undefined when the file cannot be read as it is.
 * @param uri of the file, whose name says which language it is.
 */
export async function disabledInConfig(uri: string, text: string, ids: readonly string[]): Promise<string | undefined> {
  return uri.endsWith(".json") ? inJson(text, ids) : inYaml(text, ids);
}

function inJson(text: string, ids: readonly string[]): string | undefined {
  if (text.trim() === "") return configDisabling(ids);
  const complaints: string[] = [];
  const value = parseJson(text, complaints);
  if (complaints.length > 0 || !isFields(value)) return undefined;
  if (value.rules !== undefined && !isFields(value.rules)) return undefined;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? "  ";
  const formattingOptions = { eol, insertSpaces: !indent.includes("\t"), tabSize: indent.length };
  return namesIn(value.rules, ids).reduce(
    (now, name) => applyEdits(now, modify(now, ["rules", name], "off", { formattingOptions })),
    text,
  );
}

async function inYaml(text: string, ids: readonly string[]): Promise<string | undefined> {
  const complaints: string[] = [];
  const value = await parseYaml(text, complaints);
  if (complaints.length > 0) return undefined;
  const rules = fieldsOf(value).rules;
  if (value !== null && value !== undefined && !isFields(value)) return undefined;
  if (rules !== null && rules !== undefined && !isFields(rules)) return undefined;
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text);
  if (rules === null) document.delete("rules");
  for (const name of namesIn(rules, ids)) document.setIn(["rules", name], "off");
  const changed = document.toString({ lineWidth: 0 });
  return text.includes("\r\n") ? changed.replace(/\r?\n/g, "\r\n") : changed;
}

/** The rules, and the other names under which the file says something about them alone: the last one counts. */
function namesIn(rules: unknown, ids: readonly string[]): readonly string[] {
  const others = Object.keys(fieldsOf(rules)).filter((name) => {
    const meant = rulesOfName(name);
    return !isKind(name) && meant.length > 0 && meant.every(({ id }) => ids.includes(id));
  });
  return [...new Set([...ids, ...others])];
}
