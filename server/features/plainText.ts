/**
 * Our markdown as text, for those who cannot show it: without fences, emphasis and marks of code; a link becomes its
 * address. Code keeps its lines.
 */
export function plainText(markdown: string): string {
  let isCode = false;
  const lines = markdown.split("\n").flatMap((line) => {
    if (/^`{3,}/.test(line)) {
      isCode = !isCode;
      return [];
    }
    return [isCode ? `    ${line}` : plainLine(line)];
  });
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}

function plainLine(line: string): string {
  if (line === "---") return "";
  return line
    .replace(/^#{1,6} /, "")
    .replace(/\[([^[\]]*)\]\(([^()\s]*)\)/g, "$2")
    .replace(/\*\*|(?<![\\`])`/g, "")
    .replace(/\\([\\`*_[\]<>])/g, "$1");
}
