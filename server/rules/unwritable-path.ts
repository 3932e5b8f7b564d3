import { imageFiles } from "../image/imageFiles";
import { type Denial, denials } from "../rights/denied";
import { giveFolder } from "../rights/grants";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "unwritable-path",
  title: "The command must write where the USER in force may not",
  severity: "warning",
  category: "user",
  why:
    "`WORKDIR` above `USER` and `COPY` without `--chown` make files and folders of root, and the system's folders are root's anyway, " +
    "so that a command of another user fails with EACCES, and the build with it. " +
    "Give that user the folder while root is at work, put `WORKDIR` below `USER`, or do it as root.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#user",
    "https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",
  ],
  bad: "FROM node:24-slim\nWORKDIR /app\nUSER node\nRUN mkdir cache",
  good: "FROM node:24-slim\nWORKDIR /app\nRUN chown node:node /app\nUSER node\nRUN mkdir cache",

  *check(file, facts) {
    for (const denial of denials(file, facts)) {
      const { run, command, write, obstacle } = denial;
      const lack = { run: run.instruction, command, folder: write.folder, obstacle };
      const fix = giveFolder(file, imageFiles(file, facts), lack);
      yield { span: write.span, message: messageOf(denial), fixes: fix && [fix], related: relatedTo(denial) };
    }
  },
} satisfies DockerfileRule;

function messageOf({ run, write, obstacle }: Denial): string {
  const { owner, mode } = obstacle.entry;
  const whose = owner?.name ?? owner?.id;
  const isOwn = whose !== undefined && String(whose) === run.name;
  const reason =
    whose === undefined || isOwn ? `has the mode ${mode?.toString(8)}` : `belongs to ${whose === 0 ? "root" : whose}`;
  if (write.needsOwner)
    return `${write.by} works as "${run.name}" here, but ${write.path} ${reason}, who alone may do that`;
  const verb = obstacle.isClosed ? "enter" : "write";
  return `${write.by} works as "${run.name}" here and may not ${verb} ${obstacle.path}, which ${reason}`;
}

function relatedTo({ obstacle, run }: Denial) {
  const { by } = obstacle.entry;
  if (!by || by === run.instruction) return undefined;
  return [{ start: by.name.start, end: by.name.end, message: `${obstacle.path} is made here` }];
}
