import { replace } from "../text/edits";
import { baseFacts, isRoot, uidOf } from "../text/users";
import type { DockerfileRule, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "named-user",
  title: "USER is a name, which only the image can turn into a number",
  severity: "off",
  category: "user",
  aliases: ["DL3066"],
  why:
    "Kubernetes cannot tell whether a name stands for root: with `runAsNonRoot` it starts an image only when its `USER` is a number. " +
    "Names read better, so that this matters to clusters only.",
  sources: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
  bad: "FROM node:24-slim\nUSER node",
  good: "FROM node:24-slim\nUSER 1000",

  *check(file) {
    for (const instruction of file.instructions) {
      const [word] = instruction.words;
      if (instruction.keyword !== "USER" || instruction.onbuild || !word || word.text.includes("$")) continue;
      const name = word.value?.split(":")[0];
      const isWindows = instruction.stage && baseFacts(instruction.stage)?.family === "windows";
      if (!name || /^\d+$/.test(name) || isWindows) continue;
      yield {
        span: word,
        message: `${name} is a name, which only the image can turn into a number`,
        fixes: fixes(instruction, word),
      };
    }
  },
} satisfies DockerfileRule;

/** The number of the account, and of its group, where both are known. */
function fixes(instruction: Instruction, word: Word): Fix[] {
  const { stage, before } = instruction;
  const { value } = word;
  if (!stage || value === undefined || value !== word.text) return [];
  const uid = uidOf(stage, { ...before, user: { value, set: instruction } });
  const gid = gidOf(instruction, value);
  if (uid === undefined || (value.includes(":") && gid === undefined)) return [];
  const number = gid === undefined ? String(uid) : `${uid}:${gid}`;
  return [{ title: `Write ${number}`, safe: false, edits: [replace(word, number)] }];
}

/** The number of the group in `user:group`; undefined for none. */
function gidOf({ stage }: Instruction, value: string): number | undefined {
  const [, group] = value.split(":");
  const app = stage && baseFacts(stage)?.appUser;
  if (group === undefined) return undefined;
  if (/^\d+$/.test(group)) return Number(group);
  return isRoot(group) ? 0 : group === app?.group ? app.gid : undefined;
}
