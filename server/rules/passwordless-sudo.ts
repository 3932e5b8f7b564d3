import { startCalls } from "../demotion/startCalls";
import { isUnixShell, mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { inherited, isRootUser } from "../stage/users";
import { unixCommands } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule, Facts, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: ["sudo"],
  id: "passwordless-sudo",
  title: "The user of the container becomes root by sudo without a password",
  severity: "warning",
  category: "user",
  practice: "unprivileged-user",
  why:
    "`USER` keeps whoever breaks into the program from being root. With sudo and `NOPASSWD: ALL` one more word makes them root again, so that it keeps nobody from anything. " +
    "Do what needs root above `USER`, and leave sudo out of the image.",
  sources: ["https://docs.docker.com/build/building/best-practices/#user", "https://www.sudo.ws/docs/man/sudoers.man/"],
  bad:
    "FROM debian:13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends sudo && rm -rf /var/lib/apt/lists/*\n" +
    "RUN useradd -m app && echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\n" +
    'COPY server /usr/local/bin/\nUSER app\nCMD ["server"]',
  good: 'FROM debian:13-slim\nRUN useradd -m app\nCOPY server /usr/local/bin/\nUSER app\nCMD ["server"]',

  *check(file, facts) {
    const stage = file.final;
    const user = stage?.after.user?.value?.split(":")[0];
    const argv = stage && mainProcess(stage)?.argv;
    // What starts nothing, or a shell, is there to work in or to build on.
    if (!stage || !argv || user === undefined || isRootUser(user)) return;
    if ((isUnixShell(argv[0]) && argv.length === 1) || isForDevelopment(file, facts)) return;
    const granted = grantOf(stage, user);
    if (!granted) return;
    yield {
      span: granted,
      message: `"${user}" becomes root by sudo without a password, so that USER keeps nobody from it`,
      severity: isUsed(stage, facts) ? "info" : undefined,
    };
  },
} satisfies DockerfileRule;

/** The word that lets a user do everything as root, where nothing behind it takes that back, or sudo away. */
function grantOf(stage: Stage, user: string): Word | undefined {
  let granted: Word | undefined;
  for (const instruction of inherited(stage)) {
    if (instruction.keyword !== "RUN") continue;
    for (const command of unixCommands(instruction)) {
      if (takesBack(command, user)) granted = undefined;
      const word = command.words.find(({ value = "" }) => isGrant(value, user));
      if (word && writesSudoers(command, instruction)) granted = word;
    }
  }
  return granted;
}

/** `app ALL=(ALL) NOPASSWD: ALL`, for the user, for everybody, or for a group that is likely to be theirs. */
function isGrant(text: string, user: string): boolean {
  // What printf and echo -e take for the end of a line is one, too.
  return text.split(/\\n|\n/).some((line) => {
    const [whose = "", host = ""] = line.trim().split(/\s+/, 2);
    if (!host.startsWith("ALL") || !line.replaceAll(/\s/g, "").endsWith("NOPASSWD:ALL")) return false;
    return whose === user || whose === "ALL" || whose.startsWith("%");
  });
}

function writesSudoers({ redirects }: Command, instruction: Instruction): boolean {
  const isIn = (text: string | undefined) => text?.includes("/sudoers") ?? false;
  return (
    redirects.some(({ target }) => isIn(target?.value)) ||
    unixCommands(instruction).some(({ name, words }) => name === "tee" && words.some(({ value }) => isIn(value)))
  );
}

function takesBack(command: Command, user: string): boolean {
  const names = command.words.map(({ value = user }) => value);
  const isOfSudoers = names.some((value) => value.includes("sudoers"));
  if (command.name === "sed") return isOfSudoers && names.some((it) => it.includes("NOPASSWD") || it.includes(user));
  if (/^(?:rm|mv|truncate)$/.test(command.name ?? "")) return isOfSudoers;
  return (
    runs(
      command,
      "apk del",
      "apt-get purge",
      "apt-get remove",
      "apt purge",
      "apt remove",
      "yum remove",
      "dnf remove",
    ) && operands(command).some(({ value }) => value === "sudo")
  );
}

/** Whether the image calls sudo itself, as its user or when it starts, so that it has been thought of. */
function isUsed(stage: Stage, facts: Facts): boolean {
  const called = startCalls(stage, facts).map(({ call }) => call.command);
  const built = inherited(stage).flatMap((instruction) =>
    instruction.keyword === "RUN" && instruction.before.user ? unixCommands(instruction) : [],
  );
  return [...called, ...built].some(
    ({ name, wrappers }) => name === "sudo" || wrappers.some(({ value }) => programName(value) === "sudo"),
  );
}
