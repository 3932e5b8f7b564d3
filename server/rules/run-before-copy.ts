import { blockOf, insertAfter, insertBefore, lineEnd, removeLine } from "../edits/edits";
import { insideOf, parentOf } from "../image/model";
import { type Uncopied, uncopiedInputs } from "../projects/uncopied";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Facts, Fix, Instruction } from "../types";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  id: "run-before-copy",
  title: "The command reads a file that is not in the image yet",
  severity: "warning",
  category: "build-context",
  breaks: true,
  why:
    "A `RUN` sees what the base image holds and what instructions above have brought, and nothing of the build context by itself: an install without its manifest, " +
    "or a build without its sources, stops. Copy the file first, or mount it.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy", "https://docs.docker.com/build/cache/optimize/"],
  bad: "FROM python:3.13-slim\nWORKDIR /app\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .",
  good: "FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .",
  files: { "requirements.txt": "flask==3.1.0" },

  *check(file, facts) {
    for (const missing of uncopiedInputs(file, facts)) {
      const { word, path, later, ignoredBy } = missing;
      const when = later
        ? `comes only with the ${later.by.keyword} in line ${later.by.line + 1}`
        : ignoredBy
          ? `is left out of the build context by "${ignoredBy.text}" in ${facts.ignore?.path}`
          : "is brought by nothing above";
      const [first, below] = later
        ? [copyFirst(file, missing), moveBelow(file, missing)]
        : [copySource(file, missing), []];
      const ways = facts.ignore ? letThrough(facts.ignore, missing) : [];
      const fixes = ways.length > 0 ? ways : bringsNoMore(missing) ? [...below, ...first] : [...first, ...below];
      yield {
        span: word,
        message: `${baseName(path)} ${when}, so that the build stops here`,
        fixes,
        related: ignoredBy && [{ ...ignoredBy, file: facts.ignore?.path, message: "this pattern leaves it out" }],
      };
    }
  },
} satisfies DockerfileRule;

/** Has the ignore file let it through. */
function letThrough({ text, eol, path }: NonNullable<Facts["ignore"]>, { ignoredBy, left }: Uncopied): Fix[] {
  if (!ignoredBy || left === undefined) return [];
  const at = lineEnd(text, ignoredBy.end);
  const edit = { start: at, end: at, text: `${eol}!${left}`, file: path };
  return [{ title: `Add !${left} to ${path}`, safe: false, edits: [edit] }];
}

/** Copies what an install reads, and no more, so that it is run anew only when that has changed. */
function copyFirst(file: Dockerfile, { instruction, path, later, reads: sources }: Uncopied): Fix[] {
  const { workdir } = instruction.before;
  if (!later || !sources || workdir === undefined) return [];
  if (sources.some((source) => !/^[\w./@-]+$/.test(source))) return [];
  const folder = parentOf(path);
  const inside = insideOf(folder, workdir) ?? folder;
  const chown = flagOf(later.by, "chown")?.value?.text;
  const line = `COPY ${chown ? `--chown=${chown} ` : ""}${sources.join(" ")} ${inside === "" ? "./" : `${inside}/`}`;
  return [{ title: `Copy ${sources[0]} first`, safe: false, edits: [insertBefore(file, instruction, line)] }];
}

/** Copies what lies in the build context and was forgotten. */
function copySource(file: Dockerfile, { instruction, source }: Uncopied): Fix[] {
  if (source === undefined || !/^[\w./@-]+$/.test(source) || source.includes("/")) return [];
  const line = `COPY ${source} ./${source.includes(".") ? "" : source}`;
  return [{ title: `Copy ${source} first`, safe: false, edits: [insertBefore(file, instruction, line)] }];
}

/** Whether the COPY brings what the RUN reads alone, and so stands where it should once the RUN stands below. */
function bringsNoMore({ later, reads = [] }: Uncopied): boolean {
  const sources = later?.by.words.slice(0, -1) ?? [];
  return sources.every(({ value = "" }) => reads.includes(value.replace(/^\.\//, "")));
}

/** Moves the RUN below the COPY, where nothing between them is in the way. */
function moveBelow(file: Dockerfile, { instruction, later }: Uncopied): Fix[] {
  const { stage, before } = instruction;
  if (!later || !stage) return [];
  const own = stage.instructions;
  const between = own.slice(own.indexOf(instruction) + 1, own.indexOf(later.by));
  const isSame = later.by.before.workdir === before.workdir && later.by.before.user?.set === before.user?.set;
  if (!isSame || !between.every(isIndifferent)) return [];
  const block = blockOf(file, instruction);
  const text = file.text.slice(block.start, block.end);
  const edits = [removeLine(file.text, block), insertAfter(file, later.by, ...text.split(/\r?\n/))];
  return [{ title: `Move it below the ${later.by.keyword} in line ${later.by.line + 1}`, safe: false, edits }];
}

function isIndifferent({ keyword }: Instruction): boolean {
  return /^(?:COPY|ADD|ENV|ARG|LABEL|EXPOSE|STOPSIGNAL|VOLUME)$/.test(keyword);
}
