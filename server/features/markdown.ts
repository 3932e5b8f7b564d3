/** Text of any kind in markdown. */

const longestShown = 200;

/** As code, whatever it holds; cut where it is long. What would not be seen is written as an escape. */
export function code(text: string): string {
  const letters = Array.from(text.slice(0, 2 * longestShown), (letter) =>
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(letter) ? `\\u${letter.codePointAt(0)?.toString(16).padStart(4, "0")}` : letter,
  );
  const shown = letters.slice(0, longestShown).join("") + (letters.length > longestShown ? "…" : "");
  if (!shown.includes("`")) return `\`${shown}\``;
  const longest = Math.max(...(shown.match(/`+/g) ?? []).map((fence) => fence.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${shown} ${fence}`;
}
