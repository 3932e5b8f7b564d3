import { joint } from "../edits/edits";
import { sections } from "../syntax/sections";
import type { Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "consecutive-runs",
  title: "This RUN can be joined with the one above",
  severity: "off",
  category: "layers",
  aliases: ["DL3059"],
  why:
    "Every `RUN` makes a layer, and what a later one deletes stays in the earlier. " +
    "Apart they are cached apart, which may be worth more, above all in stages that do not ship.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  bad: "FROM node:24-slim\nRUN npm ci\nRUN npm run build",
  good: "FROM node:24-slim\nRUN npm ci && npm run build",

  *check(file) {
    for (const section of sections(file)) {
      for (const [index, instruction] of section.entries()) {
        const above = section[index - 1];
        if (!above || !isSimple(above) || !isSimple(instruction) || flagsOf(above) !== flagsOf(instruction)) continue;
        yield { span: instruction.name, fixes: fixes(file, above, instruction) };
      }
    }
  },
} satisfies DockerfileRule;

/** Of several commands the author has made one RUN already. */
function isSimple({ keyword, onbuild, script }: Instruction): boolean {
  return keyword === "RUN" && !onbuild && (script?.commands.length ?? 0) <= 1;
}

function flagsOf({ flags }: Instruction): string {
  return flags.map(({ name, value }) => `${name}=${value?.text}`).join(" ");
}

function fixes(file: Dockerfile, above: Instruction, below: Instruction): Fix[] {
  const gap = { start: above.argument.end, end: below.argument.start };
  const isPlain = [above, below].every(
    ({ script, heredocs }) =>
      script?.form === "shell" &&
      (script.language === "sh" || script.language === "bash") &&
      script.errors.length === 0 &&
      script.commands.length === 1 &&
      heredocs.length === 0,
  );
  const hasComment = file.comments.some(({ start }) => gap.start <= start && start < gap.end);
  if (!isPlain || hasComment || /[;&|]\s*$/.test(above.argumentText)) return [];
  // With the last letter, so that it is not taken together with what writes the upper one anew.
  const start = gap.start - 1;
  const text = `${file.text.slice(start, gap.start)}${joint(file, above)}&& `;
  return [{ title: "Join the two", safe: false, optional: true, edits: [{ start, end: gap.end, text }] }];
}
