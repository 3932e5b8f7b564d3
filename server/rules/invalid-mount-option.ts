import { isForPodman } from "../context/unreadIgnore";
import { replace } from "../edits/edits";
import { type MountFault, mountFaults } from "../instructions/mountOptions";
import { baseFolder, stagesWithWorkdir } from "../instructions/workdirs";
import { usesDockerFrontend } from "../syntax/frontend";
import { bareWords } from "../syntax/quotes";
import { runsOf } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Fix, Instruction, Mount } from "../types";

export default {
  on: "Dockerfile",
  needs: ["mount"],
  id: "invalid-mount-option",
  title: "The mount does not take this option, so that the build fails",
  severity: "error",
  category: "correctness",
  why:
    "Each type of mount has options of its own: `sharing` is for caches, `required` for secrets and SSH agents, `size` for tmpfs. " +
    "They follow each other with commas and no blanks between, and all but switches need a value.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run---mount"],
  bad: "FROM node:24\nRUN --mount=type=cahce,target=/root/.npm npm ci",
  good: "FROM node:24\nRUN --mount=type=cache,target=/root/.npm npm ci",

  *check(file, { path = "" }) {
    if (!usesDockerFrontend(file)) return;
    const settled = stagesWithWorkdir(file);
    for (const instruction of runsOf(file)) {
      const { stage, before, onbuild } = instruction;
      const isSet = stage !== undefined && settled.has(stage);
      const folder = onbuild ? undefined : isSet ? before.workdir : baseFolder(stage);
      const flags = instruction.flags.filter(({ name }) => name === "mount");
      for (const [index, mount] of instruction.mounts.entries()) {
        const split = splitMount(file, instruction, mount);
        if (split) {
          yield split;
          continue;
        }
        const { value } = flags[index] ?? {};
        for (const fault of value ? mountFaults(mount, value, folder, isForPodman(path)) : []) {
          yield {
            span: fault.span,
            message: fault.meant === undefined ? fault.message : `${fault.message}; did you mean ${fault.meant}`,
            severity: instruction.onbuild ? "warning" : undefined,
            fixes: fix(file, fault),
          };
        }
      }
    }
  },
} satisfies DockerfileRule;

function fix({ text }: Dockerfile, { span, wrong, meant }: MountFault): Fix[] {
  if (meant === undefined || wrong === undefined) return [];
  const at = text.slice(span.start, span.end).lastIndexOf(wrong);
  if (at < 0) return [];
  const start = span.start + at;
  return [{ title: `Write ${meant}`, safe: false, edits: [replace({ start, end: start + wrong.length }, meant)] }];
}

/** A blank behind a comma ends the flag: what follows is no option any more. */
function splitMount(file: Dockerfile, instruction: Instruction, mount: Mount) {
  const { text } = file;
  if (text[mount.end - 1] !== ",") return undefined;
  const [next] = bareWords(file, instruction, 1);
  const isLast = instruction.flags.at(-1)?.start === mount.start;
  if (!isLast || !next || !/^[a-z]+=/i.test(next.text)) return undefined;
  const blanks = { start: mount.end, end: next.start };
  if (!/^[ \t]+$/.test(text.slice(blanks.start, blanks.end))) return undefined;
  return {
    span: { start: mount.end - 1, end: next.end },
    message: `The blank ends --mount, so that ${next.text} is no option of it`,
    severity: instruction.onbuild ? ("warning" as const) : undefined,
    fixes: [{ title: "Delete the blank", safe: true, edits: [replace(blanks, "")] }],
  };
}
