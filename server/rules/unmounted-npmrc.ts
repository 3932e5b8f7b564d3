import { wholeContextSources } from "../context/contextCopies";
import { holdsCredential } from "../context/secrets";
import { takes } from "../context/takenFiles";
import { managerOf, managerPrograms } from "../data/packageManagers";
import { mountForInstall, npmrcWrites } from "../node/npmrc";
import { projectInstallsOf } from "../packages/install";
import { decide } from "../syntax/dockerignore";
import type { Dockerfile, DockerfileRule, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "unmounted-npmrc",
  title: "The install does not get the registry token of .npmrc as a secret",
  severity: "info",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "The `.npmrc` of this project holds a registry token, which the install needs and the image must not hold. " +
    "A secret mount gives it to this one `RUN` and leaves nothing in any layer.",
  sources: ["https://docs.docker.com/build/building/secrets/", "https://docs.npmjs.com/docker-and-private-modules"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci",
  good:
    "FROM node:24-slim\nWORKDIR /app\nCOPY . .\n" +
    "RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
  files: { "package.json": "{}", ".npmrc": "//registry.example.org/:_authToken=x", ".dockerignore": "node_modules\n" },
  filesAfter: { ".dockerignore": "node_modules\n.npmrc\n" },

  *check(file, facts) {
    const text = facts.contents?.get(".npmrc");
    if (text === undefined || !holdsCredential(text) || !facts.project) return;
    const isTaken = wholeContextSources(file).some((source) => takes(source, ".npmrc"));
    const isSent = isTaken && !(facts.ignore && decide(facts.ignore, ".npmrc").ignored);
    for (const stage of file.stages) {
      if (handlesNpmrc(file, stage)) continue;
      for (const { command, instruction, manager } of projectInstallsOf(stage)) {
        const isMounted = instruction.mounts.some(({ type }) => type === "secret" || type === "bind");
        if (!managerOf(manager).readsNpmrc || isMounted) continue;
        const mount = mountForInstall(file, facts, instruction);
        yield {
          span: command.words[0] ?? command,
          severity: isSent ? "warning" : undefined,
          message: isSent
            ? "The install takes the registry token from an .npmrc that is copied into the image with everything else"
            : "The .npmrc with the registry token is not there when this installs: mount it as a secret",
          fixes: mount && [mount],
          note: mount?.note,
        };
      }
    }
  },
} satisfies DockerfileRule;

/** The file is copied by name, written by a RUN or comes from another stage: other matters. */
function handlesNpmrc(file: Dockerfile, stage: Stage): boolean {
  return stage.instructions.some(
    (instruction) => /npmrc/i.test(instruction.argumentText) || npmrcWrites(file, instruction).length > 0,
  );
}
