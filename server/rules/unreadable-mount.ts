import { replace } from "../edits/edits";
import { type ClosedMount, closedMounts } from "../rights/closedMounts";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["mount"],
  id: "unreadable-mount",
  title: "The mount belongs to root, so that the USER in force cannot use it",
  severity: "warning",
  category: "user",
  why:
    "Unless `uid` says otherwise, what `RUN --mount` brings belongs to root: a secret has the mode 0400, an SSH agent 0600, a cache 0755. " +
    "A program that works as another user cannot read the one, and fails or does without when it writes the other. " +
    "Name the number of that user with `uid`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run---mount"],
  bad: "FROM node:24-slim\nUSER node\nWORKDIR /home/node/app\nRUN --mount=type=cache,target=/home/node/.npm npm ci",
  good: "FROM node:24-slim\nUSER node\nWORKDIR /home/node/app\nRUN --mount=type=cache,target=/home/node/.npm,uid=1000 npm ci",

  *check(file) {
    for (const closed of closedMounts(file)) {
      const fix = fixOf(file, closed);
      yield { span: closed.mount, message: messageOf(closed), fixes: fix && [fix] };
    }
  },
} satisfies DockerfileRule;

const nouns: Readonly<Record<string, string>> = { secret: "secret", ssh: "SSH agent", cache: "cache" };

function messageOf({ run, mount }: ClosedMount): string {
  const uid = mount.options.get("uid") ?? "0";
  const whose = uid === "0" ? "root" : `the user ${uid}`;
  const verb = mount.type === "cache" ? "write to" : "read";
  return `The mounted ${nouns[mount.type]} belongs to ${whose}, so that "${run.name}", who this RUN works as, cannot ${verb} it`;
}

function fixOf({ text }: Dockerfile, { run, mount }: ClosedMount): Fix | undefined {
  const { id } = run.user;
  // Quotes and continued lines hide where an option can be added.
  if (id === undefined || !/^[\w=,./:@+${}-]+$/.test(text.slice(mount.start, mount.end))) return undefined;
  const given = mount.optionSpans.get("uid");
  const edit = given ? replace(given, `uid=${id}`) : { start: mount.end, end: mount.end, text: `,uid=${id}` };
  return { title: `Give it to the user by uid=${id}`, safe: false, edits: [edit] };
}
