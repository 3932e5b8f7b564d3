import { shortPrograms, unixShells } from "../data/startPrograms";
import { demote } from "../demotion/demote";
import { mainProgram, startProcess } from "../image/processes";
import { everyService } from "../image/shipped";
import { isShellForPeople, isUnixShell, mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { baseFacts, dropsRoot, insertUser, isRootUser } from "../stage/users";
import { looseArray } from "../syntax/array";
import type { Dockerfile, DockerfileRule, Facts, Fix, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-user",
  title: "The container runs as root because the final stage sets no USER",
  severity: "warning",
  category: "user",
  practice: "unprivileged-user",
  why:
    "Without `USER` the app runs as root, so whoever breaks into it owns the whole container and is closer to the host. " +
    "Many official images ship an account for this, `node` for one. " +
    "Switch to it behind the last step that needs root, and hand it the files that it must write.",
  sources: [
    "https://docs.docker.com/build/building/best-practices/#user",
    "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user",
  ],
  bad: 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]',
  good: 'FROM node:24\nWORKDIR /app\nCOPY --chown=node:node . .\nRUN npm ci\nUSER node\nCMD ["node", "server.js"]',

  *check(file, facts) {
    const stage = file.final;
    const process = stage && mainProcess(stage);
    if (!stage || !process || stage.after.user || isTool(process.argv) || isLeftToOthers(file, facts)) return;
    // What stands for a program only so that a container can be made of the files.
    if (process.argv[0]?.value === "") return;
    if (everyService(file, facts, ({ user }) => user !== undefined && !isRootUser(user.value))) return;
    const image = baseFacts(stage);
    if (image?.defaultUser !== "root" || dropsRoot(stage, facts)) return;

    // Of an array that is none, a shell reads the bracket.
    const program = looseArray(process.starts) ? undefined : programOf(process.argv, stage, facts);
    const subject = program === undefined ? "The container" : `"${program}"`;
    const isDevelopment = isForDevelopment(file, facts);
    // A workbench is used as root more often than not.
    const demotion =
      image.family === "scratch"
        ? { fixes: [numericUser(file, stage)] }
        : demote(file, stage, facts, (user, above) => [insertUser(file, stage, user, above)], {
            isOptional: isDevelopment,
          });
    yield {
      span: process.starts.stage === stage ? process.starts.name : (stage.image ?? stage.from.name),
      message: `${subject} runs as root because no USER is set, so whoever breaks in can do anything in the container`,
      severity: image.family === "scratch" || isDevelopment || isIdle(process.argv) ? "info" : undefined,
      ...demotion,
    };
  },
} satisfies DockerfileRule;

/** The program, behind a shell that is there to start it. */
function programOf([first]: readonly Word[], stage: Stage, facts: Facts): string | undefined {
  const start = isUnixShell(first) ? startProcess(stage, facts) : undefined;
  const last = start && mainProgram(start);
  if (!last || last === start) return first?.value;
  // Behind what only prepares, something comes that is not known.
  return isIdle(last.argv) ? undefined : last.argv[0]?.value;
}

/** An image that starts nothing but a shell or an interpreter is a tool, or is there to build on. */
function isTool(argv: readonly Word[]): boolean {
  const words = argv.map(({ value }) => value);
  const [program, ...more] = /entrypoint/.test(words[0] ?? "") ? words.slice(1) : words;
  const isBare = more.length === 0 || (more.length === 1 && more[0] === "-a");
  return isShellForPeople(argv) || (isBare && isInterpreter(programName(program) ?? ""));
}

/** `cat /info`, `sleep infinity`: nothing that anybody could break into. */
function isIdle(argv: readonly Word[]): boolean {
  const name = programName(argv[0]?.value) ?? "";
  return shortPrograms.has(name) || /^(?:echo|printf|true|false|sleep|tail)$/.test(name);
}

function isInterpreter(name: string): boolean {
  return unixShells.has(name) || otherInterpreters.test(name);
}

const otherInterpreters =
  /^(?:(?:fi|j|group)sh|linux32|linux64|pwsh|powershell|node|bun|deno|python[\d.]*|pypy\d?|php|perl|ruby|irb|iex|erl|ghci|julia|R|lua)$/;

/** The editor or images made of this one choose the user, or the comment on how to run it says that it takes root. */
function isLeftToOthers({ instructions, comments }: Dockerfile, { path = "" }: Facts): boolean {
  return (
    /(?:^|\/)\.devcontainer\//.test(path) ||
    instructions.some(({ keyword, onbuild }) => keyword === "USER" && onbuild) ||
    comments.some(({ text }) => /(?:^|\s)--privileged\b/.test(text))
  );
}

/** There is no /etc/passwd in scratch: only a number works. This one is what other images call nonroot. */
function numericUser(file: Dockerfile, stage: Stage): Fix {
  return {
    title: "Run as the user 65532",
    safe: false,
    optional: true,
    edits: [insertUser(file, stage, "65532:65532")],
  };
}
