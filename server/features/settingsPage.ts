import type { EffectiveSetting } from "../engine/effectiveSettings";
import { code } from "./markdown";

/**
 * What is in force for a file and from where, as a page in markdown.
 * @param name of the file. @param sources the files that are read, the strongest first.
 */
export function settingsPage(
  name: string,
  sources: readonly string[],
  { settings, severities }: Readonly<Record<"settings" | "severities", readonly EffectiveSetting[]>>,
): string {
  return [
    `# What holds for ${code(name)}`,
    sources.length === 0
      ? "No file of the project says anything: there is neither a `drydock.json` nor a `.hadolint.yaml`."
      : `Read, the strongest first: ${sources.map(code).join(", ")}. What the editor says goes before that.`,
    table("setting", settings),
    severities.length === 0 ? "All rules weigh what they weigh by default." : table("rule", severities),
  ].join("\n\n");
}

function table(head: string, rows: readonly EffectiveSetting[]): string {
  const lines = rows.map(({ key, value, from }) => [code(key), code(shown(value)), from ?? "default"]);
  return [[head, "in force", "from"], ["---", "---", "---"], ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function shown(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}
