/** What names in ignore comments, and parser directives, mean where somebody points at them. */

import { aliasNames } from "../engine/documentation";
import { mutesIn, whyNotMuted } from "../engine/mutes";
import { ignoredNames } from "../engine/suppressions";
import { rules } from "../rules";
import type { Dockerfile, IgnoreFile, Settings } from "../types";
import type { PartOfHover } from "./contextHover";
import { code } from "./markdown";

/**
 * The rules that a name in an ignore comment switches off, what a mute does, or a directive, as markdown. Undefined elsewhere.
 * @param today as an ISO date.
 * @param link the address that opens the page of a rule; undefined where there are no pages.
 */
export function commentHover(
  file: Dockerfile | IgnoreFile,
  offset: number,
  settings: Settings,
  today: string,
  link: (rule: string) => string | undefined,
): PartOfHover | undefined {
  const name = ignoredNames(file, settings).find(({ start, end }) => start <= offset && offset <= end);
  if (name) {
    const span = { start: name.start, end: name.end };
    if (name.name === "all" && name.tool !== "hadolint") {
      return { span, markdown: name.tool === "check" ? "Every check of BuildKit." : "Every rule." };
    }
    const meant = rules.filter(({ id, aliases = [] }) => [id, ...aliases].some((it) => it.toLowerCase() === name.name));
    if (meant.length === 0) {
      const page = /^SC\d+$/.test(name.written) && `https://www.shellcheck.net/wiki/${name.written}`;
      return page ? { span, markdown: `[ShellCheck ${name.written}](${page})` } : undefined;
    }
    const parts = meant.map((rule) => {
      const page = link(rule.id);
      const id = page === undefined ? code(rule.id) : `[Explain ${rule.id}…](${page})`;
      // A title is plain text, and may name a pattern such as **/.env.
      const title = rule.title.replace(/[\\`*_[\]<>]/g, "\\$&");
      return `**${title}**\n\n${rule.why}\n\n${[id, ...aliasNames(rule.aliases)].join(" · ")}`;
    });
    return { span, markdown: parts.join("\n\n---\n\n") };
  }
  const mute = "directives" in file ? mutesIn(file).find((it) => it.start <= offset && offset <= it.end) : undefined;
  if (mute) {
    const why = mute.place === undefined ? "there is no image below it" : whyNotMuted(mute, today);
    const markdown =
      why === undefined
        ? `In scans of the image below, ${code(mute.id)} is left out until ${mute.until}, that day included.`
        : `${code(mute.id)} is not muted: ${why}.`;
    return { span: { start: mute.start, end: mute.end }, markdown };
  }
  const directive =
    "directives" in file ? file.directives.find((it) => it.start <= offset && offset <= it.end) : undefined;
  const about = directive && aboutDirectives[directive.name];
  if (directive === undefined || about === undefined) return undefined;
  return { span: { start: directive.start, end: directive.end }, markdown: about };
}

const aboutDirectives: Readonly<Record<string, string>> = {
  syntax:
    "The image of the frontend that reads this file. BuildKit fetches it for each build, so that new syntax works with an " +
    "older builder. It counts in the first line alone, or among other directives there.\n\n" +
    "[docs.docker.com/reference/dockerfile/#syntax](https://docs.docker.com/reference/dockerfile/#syntax)",
  escape:
    "The sign that continues a line and escapes others: the backslash unless this directive says that it is the backtick, " +
    "which leaves the paths of Windows alone.\n\n" +
    "[docs.docker.com/reference/dockerfile/#escape](https://docs.docker.com/reference/dockerfile/#escape)",
  check:
    "Which checks BuildKit skips (`skip=NAME,…`), and whether what they find ends the build (`error=true`).\n\n" +
    "[docs.docker.com/reference/dockerfile/#check](https://docs.docker.com/reference/dockerfile/#check)",
};
