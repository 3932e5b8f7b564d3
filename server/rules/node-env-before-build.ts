import { managerOf, managerPrograms } from "../data/packageManagers";
import { addArguments, blockOf, insertAfter, removeInstruction } from "../edits/edits";
import { missingTool } from "../locks/installNeeds";
import { factsFor } from "../node/installProject";
import { projectReader } from "../node/project";
import { needsDevDependencies, projectInstallsOf } from "../packages/install";
import { decidesInNpmrc } from "../packages/nodeEnv";
import { installHooks } from "../packages/scripts";
import { subcommand } from "../syntax/shell";
import type { Dockerfile, DockerfileRule, Facts, Fix, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "node-env-before-build",
  title: "NODE_ENV=production keeps out the dev dependencies that a later step needs",
  severity: "warning",
  category: "node",
  why:
    "With `NODE_ENV=production` npm, yarn classic and pnpm leave out dev dependencies, among them usually the compiler or bundler of the build step, which then fails. " +
    "Set the variable after the build, or install with `--include=dev`.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci#omit"],
  bad: "FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci\nRUN npm run build",
  good: "FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci --include=dev\nRUN npm run build",
  files: {
    "package.json": '{"scripts": {"build": "tsc"}, "devDependencies": {"typescript": "5"}}',
  },

  *check(file, facts) {
    for (const stage of file.stages) {
      for (const install of projectInstallsOf(stage)) {
        if (install.omitsDev !== true) continue;
        const own = factsFor(file, install, facts);
        if (!own.project || Object.keys(own.project.devDependencies).length === 0) continue;
        // What only a script of the install itself needs, missing-for-install says.
        const isTold = own === facts && missingTool(file, install, facts, projectReader(facts)) !== undefined;
        if (!needsDevDependencies(install, withoutHooks(own, isTold), true) || decidesInNpmrc(own)) continue;
        if (!managerOf(install.manager, own.project.manager).obeysNodeEnv) continue;
        const setter = whereSet(stage);
        const value = setter?.assignments.find(({ name }) => name.value === "NODE_ENV")?.value;
        if (!setter || !value || value.value !== "production" || setter.start > install.instruction.start) continue;
        if (install.command.words.some(({ text }) => /prod|omit/.test(text))) continue;
        yield {
          span: value,
          message: `With this, ${install.manager} leaves out the dev dependencies that a later step of the stage needs`,
          fixes: fixes(file, setter, install),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Without the scripts of the install: those that can do without what they call, or all of them. */
function withoutHooks({ project, ...facts }: Facts, isAll: boolean): Facts {
  const scripts = Object.entries(project?.scripts ?? {}).filter(
    ([name, text]) => !installHooks.includes(name) || !(isAll || /\|\||\bif\b|\btry\b/.test(text)),
  );
  return { ...facts, project: project && { ...project, scripts: Object.fromEntries(scripts) } };
}

function whereSet(stage: Stage): Instruction | undefined {
  return stage.instructions.findLast(
    ({ keyword, onbuild, assignments }) =>
      keyword === "ENV" && !onbuild && assignments.some(({ name }) => name.value === "NODE_ENV"),
  );
}

function fixes(file: Dockerfile, setter: Instruction, install: ReturnType<typeof projectInstallsOf>[number]): Fix[] {
  const flag = managerOf(install.manager).includeDev;
  const edit = flag && addArguments(install.command, flag, subcommand(install.command) ?? install.command.words[0]);
  const found: Fix[] = edit ? [{ title: `Install with ${flag}`, safe: false, edits: [edit] }] : [];
  const last = setter.stage?.instructions.findLast(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  const block = blockOf(file, setter);
  if (setter.assignments.length === 1 && last && block.start === setter.start) {
    const text = file.text.slice(setter.start, setter.end);
    found.push({
      title: "Set NODE_ENV after the last RUN",
      safe: false,
      edits: [removeInstruction(file, setter), insertAfter(file, last, text)],
    });
  }
  return found;
}
