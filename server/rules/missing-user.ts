import { mainProcess, programName } from "../text/process";
import { baseFacts, demote, dropsRoot, insertUser } from "../text/users";
import type { Dockerfile, DockerfileRule, Fix, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-user",
  title: "The container runs as root because the final stage sets no USER",
  severity: "warning",
  category: "user",
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
    if (!stage || !process || stage.after.user || /(?:^|\/)\.devcontainer\//.test(facts.path ?? "")) return;
    if (process.argv.length === 1 && isShell(process.argv[0])) return;
    const image = baseFacts(stage);
    if (image?.defaultUser !== "root" || dropsRoot(stage, facts)) return;

    const program = process.argv[0]?.value;
    const subject = program === undefined ? "The container" : `"${program}"`;
    const fix = image.family === "scratch" ? numericUser(file, stage) : unprivileged(file, stage);
    yield {
      span: process.starts.stage === stage ? process.starts.name : (stage.image ?? stage.from.name),
      message: `${subject} runs as root because no USER is set, so whoever breaks in can do anything in the container`,
      severity: image.family === "scratch" ? "info" : undefined,
      fixes: fix && [fix],
    };
  },
} satisfies DockerfileRule;

/** An image that starts nothing but a shell is a tool, or is there to build on. */
function isShell(word: Word | undefined): boolean {
  return /^(?:ba|da|a|z|k|fi)?sh$|^(?:pwsh|powershell)$/.test(programName(word?.value) ?? "");
}

function unprivileged(file: Dockerfile, stage: Stage): Fix | undefined {
  const demotion = demote(file, stage);
  return demotion && { title: `Run as the user "${demotion.user}"`, safe: false, edits: demotion.edits };
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
