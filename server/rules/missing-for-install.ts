import { managerPrograms } from "../data/packageManagers";
import { addArguments, insertBefore } from "../edits/edits";
import { missingForComposer } from "../locks/composerNeeds";
import { type MissingFiles, missingFiles, missingTool } from "../locks/installNeeds";
import { factsFor } from "../node/installProject";
import { projectReader } from "../node/project";
import { projectInstallsOf } from "../packages/install";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule, Fix, Instruction } from "../types";
import { folderOf } from "../util/paths";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms, "composer"],
  id: "missing-for-install",
  title: "The install reads a file, or runs a program, that is not there",
  severity: "warning",
  category: "node",
  breaks: true,
  why:
    "An install runs scripts such as `postinstall` and `prepare` of package.json, or those of composer.json, and reads settings and patches: where the Dockerfile copies those files later, the ignore file leaves them out, " +
    "or the program is a dev dependency that is left out, the build stops or installs something else. Copy the files before the install, or do without the script.",
  sources: ["https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nCOPY prisma/schema.prisma prisma/\nRUN npm ci\nCOPY . .",
  files: {
    "package.json": '{"scripts": {"postinstall": "prisma generate"}, "dependencies": {"prisma": "6"}}',
    "package-lock.json": "{}",
    "prisma/schema.prisma": "",
  },

  *check(file, facts) {
    for (const { install, path, script } of missingForComposer(file, facts)) {
      const { command } = install;
      const edit = addArguments(command, "--no-scripts");
      yield {
        span: subcommand(command) ?? command,
        message: `Composer runs ${path} for its script ${script}, and ${path} is not copied before the install: the build stops here`,
        fixes: edit ? [{ title: "Add --no-scripts", safe: false, optional: true, edits: [edit] }] : [],
      };
    }
    for (const install of file.stages.flatMap(projectInstallsOf)) {
      // The scripts and files of a package in another folder nobody looks into.
      if (factsFor(file, install, facts) !== facts) continue;
      const { command, instruction, manager } = install;
      const span = subcommand(command) ?? command.words[0] ?? command;
      const tool = missingTool(file, install, facts, projectReader(facts));
      if (tool) {
        const { hook, program, workspace } = tool;
        const isOwn = instruction.before.user === undefined && command.within.length === 0 && !instruction.exec;
        const edits = [{ start: command.start, end: command.start, text: `npm pkg delete scripts.${hook} && ` }];
        yield {
          span,
          message: `${manager} runs the script ${hook}${workspace === undefined ? "" : ` of ${workspace}`}, which needs ${program}, and leaves that dev dependency out: the build stops here`,
          fixes:
            isOwn &&
            workspace === undefined &&
            gitHooks.test(program) &&
            (command.operator ?? "&&") === "&&" &&
            command.wrappers.length === 0
              ? [{ title: `Take the script ${hook} out of package.json in the image`, safe: false, edits }]
              : [],
        };
        continue;
      }
      const missing = missingFiles(file, install, facts);
      if (!missing) continue;
      const { paths, reader, isIgnored } = missing;
      const why = isIgnored ? "which the ignore file leaves out of the build context" : "which is not copied before it";
      yield {
        span,
        message: `The install needs ${paths[0]}, ${why}: ${reader} reads it`,
        fixes: isIgnored ? [] : copyBefore(instruction, missing, (lines) => insertBefore(file, instruction, ...lines)),
      };
    }
  },
} satisfies DockerfileRule;

/** They serve those who work on the project. */
const gitHooks = /^(?:husky|lefthook|simple-git-hooks)$/;

function copyBefore(
  { before, stage, start }: Instruction,
  { paths }: MissingFiles,
  insert: (lines: readonly string[]) => { start: number; end: number; text: string },
): Fix[] {
  const last = stage?.instructions.findLast((it) => it.keyword === "COPY" && it.start < start);
  const flags = last?.flags.flatMap(({ name, value }) => (name === "chown" && value ? [`--chown=${value.text} `] : []));
  const folders = [...new Set(paths.map(folderOf))];
  const lines = folders.map((folder) => {
    const sources = paths.filter((path) => folderOf(path) === folder).join(" ");
    return `COPY ${flags?.[0] ?? ""}${sources} ${folder === "" ? "./" : `${folder}/`}`;
  });
  if (before.workdir === undefined || paths.some((path) => /\s/.test(path))) return [];
  return [{ title: `Copy ${paths[0]} before the install`, safe: false, edits: [insert(lines)] }];
}
