/** Lists of versions, as short as tables hold them: most differ from the one before in their last number alone. */

/**
 * Versions (numbers with dots between) in one text. ".5" stands for the version before with another last number, "..5" for the one before
 * with one number more, and "-9" behind a version for those that follow up to this last number.
 */
export function shortened(versions: readonly string[]): string {
  const parts: string[] = [];
  for (let at = 0; at < versions.length; ) {
    const version = versions[at] as string;
    const { head, last } = parted(version);
    const isPlain = String(Number(last)) === last;
    let next = at + 1;
    while (isPlain && versions[next] === `${head}${Number(last) + next - at}`) next++;
    const before = versions[at - 1];
    const isBeside = before !== undefined && head !== "" && parted(before).head === head;
    const written = isBeside ? `.${last}` : before !== undefined && head === `${before}.` ? `..${last}` : version;
    parts.push(next > at + 1 ? `${written}-${Number(last) + next - at - 1}` : written);
    at = next;
  }
  return parts.join(" ");
}

/** The versions of a text that `shortened` has written, in their order. */
export function lengthened(text: string): string[] {
  const versions: string[] = [];
  for (const part of text === "" ? [] : text.split(" ")) {
    const [written = "", to] = part.split("-");
    const before = versions.at(-1) ?? "";
    if (written.startsWith("..")) versions.push(before + written.slice(1));
    else if (written.startsWith(".")) versions.push(parted(before).head + written.slice(1));
    else versions.push(written);
    if (to === undefined) continue;
    const { head, last } = parted(versions.at(-1) ?? "");
    for (let number = Number(last) + 1; number <= Number(to); number++) versions.push(head + number);
  }
  return versions;
}

/** The last number of a version, and all before it. */
function parted(version: string): { readonly head: string; readonly last: string } {
  const from = version.lastIndexOf(".") + 1;
  return { head: version.slice(0, from), last: version.slice(from) };
}
