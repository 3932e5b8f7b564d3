import { officialName } from "../data/images";
import { resolvePath } from "../text/dockerfile";
import { insertAfter, insertBefore, replace } from "../text/edits";
import { operands, runs } from "../text/shell";
import { baseFacts, createAccount, createdAccounts, inherited, isRoot } from "../text/users";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "unknown-user",
  title: "The user does not exist in the image",
  severity: "error",
  category: "user",
  why:
    "`USER` with a name looks the account up in `/etc/passwd` of the image; without an entry every later `RUN`, " +
    "and the container itself, fails to start. " +
    "Create the account, use the one that the base image ships, or give a number, which needs no entry.",
  sources: ["https://docs.docker.com/reference/dockerfile/#user"],
  bad: 'FROM node:24-slim\nUSER app\nCMD ["node", "server.js"]',
  good:
    "FROM node:24-slim\nRUN groupadd --system app && useradd --system --gid app app\nUSER app\n" +
    'CMD ["node", "server.js"]',

  *check(file) {
    for (const stage of file.stages) {
      const known = accountsOfBase(stage);
      if (!known) continue;
      const users = stage.instructions.filter(({ keyword, onbuild }) => keyword === "USER" && !onbuild);
      for (const instruction of users.slice(0, mostUsers)) {
        const word = instruction.words[0];
        const name = word?.value?.split(":")[0];
        if (!word || !name || word.text !== word.value || isRoot(name) || /^\d+$/.test(name)) continue;
        if (known.has(name) || mayExist(stage, instruction, name)) continue;
        yield {
          span: { start: word.start, end: word.start + name.length },
          message: `"${stage.base?.text}" has no user "${name}" and nothing before creates it, so that nothing can run`,
          fixes: fixesFor(file, stage, instruction, word, name),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Nobody switches more often in one stage; each is compared with all that comes before it. */
const mostUsers = 20;

const linux = "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody _apt";
const alpine =
  "root bin daemon adm lp sync shutdown halt mail news uucp operator man postmaster cron ftp sshd at squid xfs games " +
  "cyrus vpopmail ntp smmsp guest nobody";

/** What /etc/passwd holds, by family; names of the packages that most variants have are added. */
const systemAccounts: Readonly<Record<string, string>> = {
  debian: `${linux} messagebus systemd-network systemd-resolve systemd-timesync sshd`,
  ubuntu: `${linux} messagebus systemd-network systemd-resolve systemd-timesync sshd ubuntu`,
  alpine: `${alpine} www-data`,
  distroless: "root nobody nonroot daemon",
  scratch: "",
};

/** Images that hold nothing but a distribution and a language. */
const plainImages =
  /^(?:scratch|node|(?:oven\/)?bun|denoland\/deno|python|golang|rust|ruby|php|perl|debian|ubuntu|alpine|gcr\.io\/distroless\/.+)$/;

/** The accounts of the image that a stage starts from; undefined when not all are known. */
function accountsOfBase(stage: Stage): ReadonlySet<string> | undefined {
  const image = baseFacts(stage);
  const system = systemAccounts[image?.family ?? ""];
  if (!image || system === undefined || !plainImages.test(officialName(stage.base?.name ?? ""))) return undefined;
  return new Set([...system.split(" "), image.appUser?.name ?? "", image.defaultUser ?? ""]);
}

/** Whether something before an instruction creates a user, or may do so for all that can be seen. */
function mayExist(stage: Stage, until: Instruction, name: string): boolean {
  if (createdAccounts(stage).some((account) => account.name === name && account.by.start < until.start)) return true;
  return inherited(stage).some((instruction) => {
    const { keyword, words, before, script } = instruction;
    if (instruction.start >= until.start) return false;
    if (keyword === "COPY" || keyword === "ADD") {
      const target = resolvePath(before.workdir, words.at(-1)?.value);
      return target === undefined || target === "/" || target === "/etc" || target.startsWith("/etc/");
    }
    if (keyword !== "RUN") return false;
    if (!script || script.errors.length > 0) return true;
    return script.commands.some((command) => mayCreate(command, name));
  });
}

/** Commands that create no accounts; package managers do when they install a server, under a name like its own. */
const harmless = new Set(
  (
    "npm npx yarn pnpm bun node corepack pip pip3 poetry go cargo bundle gem composer mkdir cp mv rm rmdir ln touch cd " +
    "chown chmod chgrp set export unset echo printf true test [ ls cat tar unzip gzip curl wget git sleep date id " +
    "find sort grep groupadd addgroup useradd adduser update-ca-certificates ldconfig strip mktemp"
  ).split(" "),
);

const packageManagers = ["apt-get install", "apt install", "apk add"];

function mayCreate(command: Command, name: string): boolean {
  if (command.redirects.some(({ target }) => target?.value === undefined || target.value.startsWith("/etc/")))
    return true;
  if (runs(command, ...packageManagers)) {
    return operands(command).some(({ value }) => value === undefined || value.includes(name));
  }
  if (runs(command, "apt-get", "apt", "apk", "apt-mark")) return false;
  if (runs(command, "useradd", "adduser")) return operands(command).some(({ value }) => value === undefined);
  return command.name === undefined || !harmless.has(command.name);
}

function fixesFor(file: Dockerfile, stage: Stage, user: Instruction, word: Word, name: string): Fix[] {
  const fixes: Fix[] = [];
  const creation = createAccount(stage, name);
  const isValid = /^[a-z_][a-z0-9_-]*$/.test(name) && (word.value === name || word.value === `${name}:${name}`);
  const isNamedBefore = stage.instructions.some(
    ({ flags, start }) => start < user.start && flags.some((flag) => flag.value?.value?.split(":")[0] === name),
  );
  if (creation && isValid && (user.before.user === undefined || isRoot(user.before.user.value))) {
    const line = `RUN ${creation}`;
    const edit = isNamedBefore ? insertAfter(file, stage.from, line) : insertBefore(file, user, line);
    fixes.push({ title: `Create the user "${name}"`, safe: false, edits: [edit] });
  }
  const account = baseFacts(stage)?.appUser?.name ?? (baseFacts(stage)?.family === "scratch" ? "65532" : undefined);
  if (account) {
    fixes.push({ title: `Use the user "${account}"`, safe: false, edits: [replace(word, account)] });
  }
  return fixes;
}
