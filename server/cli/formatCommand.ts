import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { apply } from "../edits/edits";
import { asIndent, type FormatOptions, formatDockerfile, keywordCases } from "../format/format";
import { writeDocument } from "../host/textFiles";
import { parseDockerfile } from "../syntax/dockerfile";
import { isTooLarge, tooLarge } from "../util/largestDocument";
import { visible } from "../util/visible";
import { configurations } from "./configured";
import { complain, filesIn, isIgnoreFile, readInput, rootsOf } from "./inputs";
import { meantFiles } from "./meantFiles";
import { oneOf, parseOptions, print, wrongUsage } from "./usage";

/** `drydock format`: prints or writes Dockerfiles in their usual layout. */
export async function runFormat(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    check: { type: "boolean", default: false },
    diff: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    config: { type: "string" },
    indent: { type: "string" },
    "keyword-case": { type: "string" },
    "one-per-line": { type: "boolean", default: false },
    "no-separate-stages": { type: "boolean", default: false },
    exclude: { type: "string", multiple: true, default: [] },
    "no-gitignore": { type: "boolean", default: false },
  });
  if (positionals.length === 0) throw wrongUsage("format needs a file");
  if ([values.check, values.diff, values.write].filter(Boolean).length > 1)
    throw wrongUsage("--check, --diff and --write exclude each other");
  const isPrinted = !values.check && !values.diff && !values.write;
  if (positionals.includes("-") && positionals.length > 1) throw wrongUsage("stdin stands alone");
  if (positionals.includes("-") && values.write) throw wrongUsage("stdin cannot be written");
  const { indent, "keyword-case": keywordCase } = values;
  const given = {
    indent: indent === undefined ? undefined : indentOf(indent),
    keywordCase: keywordCase === undefined ? undefined : oneOf("--keyword-case", keywordCase, keywordCases),
  };
  const meant = await meantFiles(positionals, { exclude: values.exclude, withIgnored: values["no-gitignore"] });
  const files = [...new Map(meant.filter(({ name }) => !isIgnoreFile(name)).map((it) => [it.name, it])).values()];
  if (files.length === 0) throw wrongUsage("there is no Dockerfile among these");
  if (isPrinted && (files.length > 1 || files[0]?.isNamed === false))
    throw wrongUsage("several files and folders need --check, --diff or --write");
  const names = files.map(({ name }) => name);
  const roots = rootsOf(positionals, names, undefined);

  const configOf = configurations(filesIn(roots), values);
  let isDone = true;
  let hasChanges = false;
  for (const { name, isNamed } of files) {
    const before = await readInput(name, isNamed, roots);
    if (before === undefined || isTooLarge(before)) {
      if (before !== undefined) complain(`cannot format ${name}`, tooLarge);
      isDone = false;
      continue;
    }
    const { configuration, isExcluded } = await configOf(name);
    if (isExcluded && !isNamed) continue;
    const { format } = configuration;
    const options: FormatOptions = {
      indent: given.indent ?? format.indent ?? 4,
      keywordCase: given.keywordCase ?? format.keywordCase,
      onePerLine: values["one-per-line"] || format.onePerLine,
      separateStages: !values["no-separate-stages"] && format.separateStages,
    };
    const after = apply(before, formatDockerfile(parseDockerfile(before), options));
    hasChanges ||= before !== after;
    if (isPrinted) process.stdout.write(after);
    if (before === after) continue;
    if (values.check) print(visible(name));
    else if (values.diff) process.stdout.write(patch(name, before, after));
    else if (values.write) isDone = (await write(name, before, after, roots)) && isDone;
  }
  if (!isDone) return 2;
  return values.check && hasChanges ? 1 : 0;
}

function indentOf(given: string): FormatOptions["indent"] {
  const indent = asIndent(given === "tab" ? given : Number(given));
  if (indent === undefined) throw wrongUsage(`--indent takes 1 to 16 or tab, not "${given}"`);
  return indent;
}

function patch(name: string, before: string, after: string): string {
  return createTwoFilesPatch(name, name, before, after, undefined, undefined, { headerOptions: FILE_HEADERS_ONLY });
}

async function write(name: string, before: string, after: string, roots: readonly string[]): Promise<boolean> {
  try {
    await writeDocument(name, before, after, roots);
    console.error(visible(`changed ${name}`));
    return true;
  } catch (error) {
    complain(`cannot write ${name}`, error);
    return false;
  }
}
