import { startCalls } from "../demotion/startCalls";
import { programAt } from "../image/programs";
import { everyService } from "../image/shipped";
import { sudoGrantOf } from "../rights/sudoGrants";
import { isUnixShell, mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { inherited, isRootUser } from "../stage/users";
import { unixCommands } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Facts, Stage } from "../types";

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
    const granted = sudoGrantOf(stage, user);
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
