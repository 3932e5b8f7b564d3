import { startCalls } from "../demotion/startCalls";
import { programAt } from "../image/programs";
import { everyService } from "../image/shipped";
import { isUnixShell, mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { inherited, isRootUser } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { unixCommands } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Facts, Instruction, Stage, Word } from "../types";

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
    if (!granted || !hasSudo(stage, file, facts) || isHeldBack(file, facts)) return;
    yield {
      span: granted,
      message: `"${user}" becomes root by sudo without a password, so that USER keeps nobody from it`,
      severity: isUsed(stage, facts) ? "info" : undefined,
    };
  },
} satisfies DockerfileRule;

/** Whether sudo is in the image, or where nobody knows, something in the file names it. */
function hasSudo(stage: Stage, file: Dockerfile, facts: Facts): boolean {
  const isNamed = () =>
    inherited(stage).some(({ keyword, argumentText }) => keyword === "RUN" && named.test(argumentText));
  return programAt("sudo", { stage }, file, facts) ?? isNamed();
}

const named = /(?:^|[\s/;&|(])sudo(?:\s|$)/;

/** Whether all that run the image let nobody become another, or have another user. */
function isHeldBack(file: Dockerfile, facts: Facts): boolean {
  return everyService(
    file,
    facts,
    ({ user, keepsPrivileges }) => user !== undefined || keepsPrivileges?.value === true,
  );
}

/** The word that lets a user do everything as root, where nothing behind it takes that back, or sudo away. */
function grantOf(stage: Stage, user: string): Word | undefined {
  let granted: Word | undefined;
  const all = inherited(stage);
  for (const instruction of all) {
    if (isCopy(instruction) && instruction.words.at(-1)?.value?.startsWith("/etc")) granted = undefined;
    if (instruction.keyword !== "RUN") continue;
    for (const command of unixCommands(instruction)) {
      if (takesBack(command, user)) granted = undefined;
      const places = sudoersOf(command, instruction);
      const word = command.words.find(({ value = "" }) => isGrant(value, user, all));
      if (places.length > 0 && !mayNotRun(command, instruction)) granted = word ?? granted;
      if (places.some((place) => place.isAnew && !word)) granted = undefined;
    }
  }
  return granted;
}

/** `app ALL=(ALL) NOPASSWD: ALL`, for the user, for everybody, or for a group that is theirs; the last line about them counts. */
function isGrant(text: string, user: string, all: readonly Instruction[]): boolean {
  // What printf and echo -e take for the end of a line is one, too.
  const lines = text.split(/\\n|\n/).map((line) => line.trim());
  const own = lines.filter((line) => {
    const [whose = ""] = line.split(/\s/, 1);
    return whose === user || whose === "ALL" || (whose.startsWith("%") && joins(whose.slice(1), user, all));
  });
  return grant.test(
    own
      .at(-1)
      ?.replaceAll(/\s/g, " ")
      .replaceAll(/ ?([=:()]) ?/g, "$1") ?? "",
  );
}

const grant = /^\S+ +ALL=(?:\((?:ALL|root)(?::\w+)?\))? ?NOPASSWD: ?ALL$/;

/** Whether a command makes a user a member of a group. */
function joins(group: string, user: string, all: readonly Instruction[]): boolean {
  return all.some(
    (instruction) =>
      instruction.keyword === "RUN" &&
      unixCommands(instruction).some(({ name, words }) => {
        const values = words.flatMap(({ value = "" }) => value.split(","));
        return joiners.has(name ?? "") && values.includes(user) && values.includes(group);
      }),
  );
}

const joiners: ReadonlySet<string> = new Set("usermod useradd adduser addgroup gpasswd".split(" "));

/** The files for sudo that a command writes; sudo reads none whose name holds a dot or ends in a tilde. Source: sudoers(5). */
function sudoersOf({ redirects, next }: Command, instruction: Instruction): { readonly isAnew: boolean }[] {
  const own = redirects.map(({ target, operator }) => ({ path: target?.value, isAnew: operator === ">" }));
  const given = unixCommands(instruction).flatMap(({ name, words }) =>
    next === "|" && name === "tee" ? words.map(({ value }) => ({ path: value, isAnew: false })) : [],
  );
  return [...own, ...given].filter(({ path = "" }) => /^\/etc\/sudoers(?:\.d\/[^./~][^./~]*)?$/.test(path));
}

/** It stands in a condition or a loop, or behind something that decides. */
function mayNotRun({ within, operator, start }: Command, instruction: Instruction): boolean {
  const before = unixCommands(instruction).findLast((it) => it.start < start);
  return (
    within.some((place) => !/^(?:sh -c|group|subshell)$/.test(place)) ||
    operator === "||" ||
    (operator === "&&" && /^(?:\[\[?|test|grep)$/.test(before?.name ?? ""))
  );
}

function takesBack(command: Command, user: string): boolean {
  const names = command.words.map(({ value = user }) => value);
  // Nothing is left of what sudo is by: `find / -perm /6000 -exec chmod a-s {} +`.
  if (names.some((value) => /^[ugoa]{0,4}-[rwx]{0,3}s$/.test(value))) return true;
  const isOfSudo = names.some((value) => value === user || /\bsudo(?:$|ers)/.test(value));
  if (command.name === "sed") return isOfSudo && names.some((it) => it.includes("NOPASSWD") || it.includes(user));
  const isRemoval = /^(?:rm|mv|truncate|unlink|shred|dpkg|gpasswd|deluser|userdel|delgroup)$/.test(command.name ?? "");
  return isOfSudo && (isRemoval || names.some((value) => /^(?:del|purge|remove|autoremove|erase|-R\w*)$/.test(value)));
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
