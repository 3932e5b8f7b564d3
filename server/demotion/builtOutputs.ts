/** What a RUN of a stage builds, and root owns therefore. */

import { startWriters } from "../data/startWrites";
import { toolOf } from "../data/tools";
import { folderBefore } from "../image/folders";
import { projectInstallsOf } from "../packages/install";
import { allRuns, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Facts, Instruction, Stage } from "../types";
import { memoize } from "../util/memoize";

/** The last RUN of a stage or its parents that builds a folder, by the tools that it starts; undefined where none does. */
export function outputsOf(stage: Stage, path: string, facts: Facts): Instruction | undefined {
  return inherited(stage).findLast((instruction) => {
    if (instruction.keyword !== "RUN") return false;
    const folder = folderBefore(instruction);
    if (resolvePath(folder, "node_modules") === path) {
      return projectInstallsOf(stage).some((install) => install.instruction === instruction);
    }
    return commandsIn(instruction).some((command) => {
      if (resolvePath(folder, ".venv") === path) return runs(command, "uv sync", "uv venv");
      const words = command.words.map(({ value, text }) => value ?? text);
      return allRuns(runOf(words, facts.project, facts.files)).some(({ argv }) =>
        outputsOfTool(programName(argv[0]) ?? "", argv[1] ?? "").some((inside) => resolvePath(folder, inside) === path),
      );
    });
  });
}

/** Whether a RUN of a stage or its parents has the program itself work: migrations, first data. */
export const isProgramRun = memoize((stage: Stage): boolean =>
  inherited(stage).some(
    (instruction) =>
      instruction.keyword === "RUN" &&
      commandsIn(instruction).some(({ name = "", words }) => {
        const line = words.map(({ value, text }) => value ?? text).join(" ");
        return programRuns.some((form) =>
          form.test(`${name}${line.slice(line.indexOf(" ") < 0 ? line.length : line.indexOf(" "))}`),
        );
      }),
  ),
);

const programRuns: readonly RegExp[] = [
  /^python[\d.]* (?:-\S+ )*\S*manage\.py (?:migrate|loaddata|createsuperuser|syncdb|flush|setup|seed|init)/,
  /^python[\d.]* (?:-u )?(?!\S*(?:setup|manage|get-pip)\.py)\S+\.py(?: |$)/,
  /^(?:django-admin migrate|flask (?:\S+ )*(?:db|init|seed)|alembic upgrade|aerich upgrade)/,
  /^(?:bundle exec )?(?:rails|rake|bin\/rails) db:/,
  /^node (?:\S*\/)?[\w.-]*(?:seed|migrat|init|setup|db)/,
  /^(?:npm|pnpm|yarn|bun)(?: run)? [\w:.-]*(?:seed|migrat|db:)/,
  /^(?:npx |pnpm exec |yarn )?(?:prisma (?:migrate|db)|knex (?:migrate|seed)|sequelize|typeorm|drizzle-kit) ?/,
];

/** The folders that a tool fills when it builds. */
function outputsOfTool(program: string, word: string): readonly string[] {
  const tool = toolOf(program);
  const verb = word.startsWith("-") ? "" : word;
  if (tool?.builds !== "always" && !tool?.builds?.includes(verb)) return [];
  return [
    ...(tool.outputs ?? []),
    ...startWriters.filter((row) => row.program === program).flatMap(({ trees = [] }) => trees),
  ];
}
