/** What a registry says of an image, for people. */

import { isShownAsSecret, withoutSecrets } from "../context/shownText";
import { isBehind } from "../stage/pinning";
import type { ImageDescription, ImageReference, Told } from "../types";
import { code } from "./markdown";

/** As a page in markdown. */
export function imageHover(reference: ImageReference, told: Told<ImageDescription>): string {
  const { text } = reference;
  if (told.state === "unknown") return `**${code(text)}**: nothing is known, ${told.reason}`;
  if (told.state === "absent") return `**${code(text)}**: the registry has no such image`;
  const { value } = told;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [
      "digest",
      `${code(value.digest)}${isBehind(reference, value.digest) ? ", which is another one than written" : ""}`,
    ],
    ["created", value.created?.slice(0, 10)],
    ["size", value.size === undefined ? undefined : `${(value.size / 1e6).toFixed(1)} MB, compressed`],
    ["platforms", value.platforms.length === 0 ? undefined : value.platforms.map(code).join(", ")],
    ["user", value.user && code(value.user)],
    ["entrypoint", value.entrypoint && code(withoutSecrets(JSON.stringify(value.entrypoint)))],
    ["cmd", value.cmd && code(withoutSecrets(JSON.stringify(value.cmd)))],
    ...Object.entries(value.environment ?? {})
      .slice(0, mostVariables)
      .map(([name, set]) => [name, isShownAsSecret(name, set) ? "…" : code(set.slice(0, longestValue))] as const),
  ];
  const lines = rows.flatMap(([name, said]) => (said === undefined ? [] : [`- ${name}: ${said}`]));
  return [`**${code(text)}**, as its registry says`, "", ...lines].join("\n");
}

const mostVariables = 20;
const longestValue = 200;
