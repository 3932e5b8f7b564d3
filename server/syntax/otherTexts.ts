/** Texts that go by the name of a Dockerfile and are none: sources of other languages, and what template engines read first. */

import type { Dockerfile, Instruction } from "../types";
import { baseName } from "../util/paths";
import { keywords } from "./keywords";

/** What files of template engines end with. */
export const templateEndings: readonly string[] =
  ".ejs .erb .hbs .handlebars .tmpl .tpl .gotmpl .mustache .njk .liquid .jinja .jinja2 .j2 .mako .template .m4 .in".split(
    " ",
  );

/**
 * Whether a file is written in another language, as a module `dockerfile.ts` or a page `Dockerfile.md` is: its ending says
 * so and its text does not begin as a Dockerfile does, or nothing in it is of one. Of `Dockerfile` alone never.
 * @param path of the file; undefined where it has none.
 */
export function isOtherLanguage(path: string | undefined, { instructions }: Dockerfile): boolean {
  const [first] = instructions;
  const ending = endingOf(path);
  if (ending === undefined || first === undefined || beginsDockerfile(first)) return false;
  return languages.has(ending) || !instructions.some(({ keyword }) => keywords.has(keyword));
}

/** Whether a template engine or a preprocessor makes the Dockerfile of it: its own words between the instructions say so, or its name. */
export function isTemplateFile(path: string | undefined, { instructions, text }: Dockerfile): boolean {
  if (templateEndings.includes(`.${endingOf(path)}`) || text.includes(escapedBackslash)) return true;
  return instructions.some(({ name }) => isMarker(text.slice(name.start, name.end)));
}

/** What stands behind the last dot of `Dockerfile.dev` or `containerfile.test.ts`, in lower case. */
function endingOf(path: string | undefined): string | undefined {
  const name = baseName(path ?? "").toLowerCase();
  return /^(?:docker|container)file\./.test(name) ? name.slice(name.lastIndexOf(".") + 1) : undefined;
}

/** In Python, `from x import y` begins a module. */
function beginsDockerfile({ keyword, words }: Instruction): boolean {
  return keywords.has(keyword) && !(keyword === "FROM" && words[1]?.value === "import");
}

/** What sources, pages and data end with. A Dockerfile may be called `Dockerfile.go` all the same. */
const languages: ReadonlySet<string> = new Set(
  (
    "ts mts cts tsx js mjs cjs jsx vue svelte py pyi rb go rs java kt kts scala groovy cs fs php pl lua swift dart c cc cpp h " +
    "hpp ex exs hs ml clj sh bash zsh fish ps1 psm1 bat cmd md mdx markdown rst adoc html htm css scss json jsonc json5 yaml " +
    "yml toml xml ini properties sql snap map log diff patch ipynb nix bzl bazel mk tmlanguage tmpreferences nanorc vim"
  ).split(" "),
);

/** How Mako writes the backslash at the end of a line. */
const escapedBackslash = "${'\\\\'}";

/** The first word of a line that an engine reads: `{% if %}`, `{{- end }}`, `<% } %>`, `@IMAGE@`, Mako's `% endif`, m4's `dnl` and calls. */
function isMarker(name: string): boolean {
  return (
    /^(?:\{[{%]|<%|[@%]+\w+[@%]+$|%$|%YAML$|dnl$)/.test(name) ||
    /^(?:m4_)?(?:define|undefine|ifelse|ifdef|include|sinclude|changequote|changecom|divert|undivert|pushdef|popdef|e?syscmd)\(/.test(
      name,
    ) ||
    name.endsWith(")dnl")
  );
}
