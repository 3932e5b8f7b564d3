import { insertAfter, insertBefore, replace } from "../edits/edits";
import { trailingComment } from "../instructions/trailing";
import { accountsOfBase, lacksGroup, mayHaveAccount } from "../stage/accounts";
import { baseFacts, createAccount, isRootUser } from "../stage/users";
import type { Dockerfile, DockerfileRule, Finding, Fix, Instruction, Stage, State, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "unknown-user",
  title: "The user, or the group, does not exist in the image",
  severity: "error",
  category: "user",
  why:
    "`USER` with a name looks the account up in `/etc/passwd` of the image; without an entry every later `RUN`, " +
    "and the container itself, fails to start. " +
    "Create the account, use the one that the base image ships, or give a number, which needs no entry.",
  sources: ["https://docs.docker.com/reference/dockerfile/#user"],
  bad: 'FROM node:24-slim\nUSER app\nCMD ["node", "server.js"]',
  good:
    "FROM node:24-slim\nRUN groupadd --system app && useradd --system --create-home --gid app app\nUSER app\n" +
    'CMD ["node", "server.js"]',

  *check(file) {
    const users = file.instructions.filter(({ keyword, onbuild }) => keyword === "USER" && !onbuild);
    for (const instruction of users.slice(0, mostUsers)) {
      const { stage } = instruction;
      const known = stage && accountsOfBase(stage);
      const word = instruction.words[0];
      const [name, group] = word?.value?.split(":") ?? [];
      const isPlain = word !== undefined && word.text === word.value && !trailingComment(file, instruction);
      if (
        isPlain &&
        group &&
        !/^\d+$/.test(group) &&
        stage &&
        (known?.has(name ?? "") || lacksNone(stage, instruction, name)) &&
        lacksGroup(stage, instruction, group)
      ) {
        yield groupFinding(file, stage, instruction, word, group);
        continue;
      }
      if (!known || !word || !name || word.text !== word.value || isRootUser(name) || /^\d+$/.test(name)) continue;
      // One finding for one cause: comment-behind-arguments tells of these.
      if (trailingComment(file, instruction) || known.has(name) || mayHaveAccount(stage, instruction, name)) continue;
      yield {
        span: { start: word.start, end: word.start + name.length },
        message: `"${stage.base?.text}" has no user "${name}" and nothing before creates it, so that nothing can run`,
        fixes: fixesFor(file, stage, instruction, word, name),
      };
    }
  },
} satisfies DockerfileRule;

/** Whether a user is there, or needs no entry. */
function lacksNone(stage: Stage, instruction: Instruction, name = ""): boolean {
  return /^\d+$/.test(name) || mayHaveAccount(stage, instruction, name);
}

function groupFinding(file: Dockerfile, stage: Stage, user: Instruction, word: Word, group: string): Finding {
  const start = word.end - group.length;
  const creation = baseFacts(stage)?.family === "alpine" ? "addgroup -S" : "groupadd --system";
  const isOurs = isRootOrUnset(user.before) && /^[a-z_][a-z0-9_-]*$/.test(group);
  const made = {
    title: `Create the group "${group}"`,
    safe: false,
    edits: [insertBefore(file, user, `RUN ${creation} ${group}`)],
  };
  return {
    span: { start, end: word.end },
    message: `"${stage.base?.text}" has no group "${group}" and nothing before creates it, so that nothing can run`,
    fixes: isOurs ? [made] : [],
  };
}

/** Nobody switches more often in one file; each is compared with all that comes before it. */
const mostUsers = 20;

function fixesFor(file: Dockerfile, stage: Stage, user: Instruction, word: Word, name: string): Fix[] {
  const fixes: Fix[] = [];
  const creation = createAccount(stage, name);
  const isValid = /^[a-z_][a-z0-9_-]*$/.test(name) && (word.value === name || word.value === `${name}:${name}`);
  const isRootFirst = isRootOrUnset(stage.parent?.after);
  if (creation && isValid && (isRootFirst || isRootOrUnset(user.before))) {
    const line = `RUN ${creation}`;
    // At the top, so that --chown can name the account.
    const edit = isRootFirst ? insertAfter(file, stage.from, line) : insertBefore(file, user, line);
    fixes.push({ title: `Create the user "${name}"`, safe: false, edits: [edit] });
  }
  const account = baseFacts(stage)?.appUser?.name ?? (baseFacts(stage)?.family === "scratch" ? "65532" : undefined);
  if (account) {
    fixes.push({ title: `Use the user "${account}"`, safe: false, edits: [replace(word, account)] });
  }
  return fixes;
}

function isRootOrUnset(state: State | undefined): boolean {
  return state?.user === undefined || isRootUser(state.user.value);
}
