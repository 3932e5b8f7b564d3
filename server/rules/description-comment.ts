import type { Comment, Dockerfile, DockerfileRule, Finding, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "description-comment",
  title: "The comment above is taken for a description, and does not begin with the name",
  severity: "off",
  category: "metadata",
  aliases: ["InvalidDefinitionDescription"],
  why:
    "`docker build --call=outline` shows the comment above an `ARG` or a named stage as its description when it " +
    "reads `# name description`. An empty comment between the two keeps others from being taken for one.",
  sources: ["https://docs.docker.com/reference/build-checks/invalid-definition-description/"],
  bad: "FROM node:24-slim\n# The port.\nARG PORT=3000",
  good: "FROM node:24-slim\n# The port.\n#\nARG PORT=3000",

  *check(file) {
    let at = 0;
    let previous: Instruction | undefined;
    for (const instruction of file.instructions) {
      let last: Comment | undefined;
      for (; at < file.comments.length; at++) {
        const comment = file.comments[at];
        if (!comment || comment.start > instruction.start) break;
        if (!comment.inside && comment.start > (previous?.start ?? -1)) last = comment;
      }
      previous = instruction;
      const finding = last && judge(file, instruction, last);
      if (finding) yield finding;
    }
  },
} satisfies DockerfileRule;

function judge(file: Dockerfile, instruction: Instruction, comment: Comment): Finding | undefined {
  const names = definedNames(instruction);
  const [first] = names;
  const isDirective = file.directives.some(({ start }) => start === comment.start);
  if (!first || comment.text === "" || isDirective) return undefined;
  // Docker takes the comment from the beginning of its line.
  const isAtLineStart = comment.start === 0 || file.text[comment.start - 1] === "\n";
  if (isAtLineStart && names.some(({ text }) => comment.text.startsWith(`${text} `))) return undefined;
  const edit = { start: comment.end, end: comment.end, text: `${file.eol}#` };
  return {
    span: first.word,
    message: `The comment above is taken for the description of ${first.text}, and does not begin with that name`,
    related: [{ start: comment.start, end: comment.end, message: "the comment" }],
    fixes: [{ title: "Put an empty comment between", safe: true, edits: [edit] }],
  };
}

/** The stage or the variables that an instruction defines. */
function definedNames({ keyword, onbuild, words, assignments }: Instruction): { word: Word; text: string }[] {
  if (onbuild) return [];
  if (keyword === "ARG") return assignments.map(({ name }) => ({ word: name, text: name.text }));
  const [, as, name] = words;
  const isNamed = keyword === "FROM" && name && as?.text.toUpperCase() === "AS";
  return isNamed ? [{ word: name, text: name.text.toLowerCase() }] : [];
}
