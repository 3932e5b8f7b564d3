import type { Settings, Severity } from "../types";

/** What the user configured under `drydock`. */
export interface Configuration {
  readonly enabled: boolean;
  readonly settings: Settings;
}

const severities: readonly string[] = ["error", "warning", "info", "hint", "off"] satisfies (Severity | "off")[];

/**
 * Reads the `drydock` section of the editor's settings: `{ enable, rules: { <id or alias>: <severity> | "off" } }`.
 * Whatever is missing or malformed counts as not set, so that one slip does not switch everything off.
 */
export function readConfiguration(section: unknown): Configuration {
  const { enable, rules } = fields(section);
  const chosen = Object.entries(fields(rules)).filter((entry): entry is [string, Severity | "off"] =>
    severities.includes(entry[1] as string),
  );
  return { enabled: enable !== false, settings: { rules: Object.fromEntries(chosen) } };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
