import { removeOption } from "../packages/mounts";
import { changesUser, uidOf } from "../stage/users";
import { mountsOf } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Edit, Instruction, Mount } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["mount"],
  id: "secret-mount-mode",
  title: "Every user of the build can read the mounted secret",
  severity: "info",
  category: "secrets",
  why:
    "A mounted secret can be read by its owner alone unless `mode` opens it to every account, " +
    "those that third-party install scripts drop to included. " +
    "Leave `mode` out, and name the one account that needs the secret with `uid`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run---mounttypesecret"],
  bad: "FROM node:24\nRUN --mount=type=secret,mode=0644,id=npmrc,target=/app/.npmrc npm ci",
  good: "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci",

  *check(file) {
    for (const { instruction, mount } of mountsOf(file, "secret", "ssh")) {
      const mode = mount.options.get("mode");
      const span = mount.optionSpans.get("mode");
      if (!mode || !span || !isOpen(mode) || commandsIn(instruction).some(changesUser)) continue;
      const edits = closed(file, instruction, mount);
      yield {
        span,
        message: `"mode=${mode}" lets every user of this RUN read the secret, not only the one that needs it`,
        fixes: edits && [{ title: "Let only its owner read the secret", safe: false, edits }],
      };
    }
  },
} satisfies DockerfileRule;

/** Bits for the group or for others are set. */
function isOpen(mode: string): boolean {
  return /^[0-7]{1,4}$/.test(mode) && Number.parseInt(mode, 8) % 0o100 !== 0;
}

/** Without `mode`, and with the uid of the USER in force; undefined when that is not known. */
function closed(file: Dockerfile, instruction: Instruction, mount: Mount): Edit[] | undefined {
  const removal = removeOption(file, mount, "mode");
  const uid = instruction.stage && uidOf(instruction.stage, instruction.before);
  if (!removal || mount.options.has("uid") || uid === 0) return removal && [removal];
  return uid === undefined ? undefined : [removal, { start: mount.end, end: mount.end, text: `,uid=${uid}` }];
}
