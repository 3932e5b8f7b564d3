/** What a RUN of a stage builds, and root owns therefore. */

import { startWriters } from "../data/startWrites";
import { toolOf } from "../data/tools";
import { folderBefore } from "../image/folders";
import { installsIn } from "../packages/install";
import { allRuns, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Facts, Instruction, Stage } from "../types";
import { memoize, memoizeFor } from "../util/memoize";

/** The folders that RUNs of a stage and its parents build, by the tools that they start, with the last that does. */
export const builtOutputs = memoizeFor((stage: Stage, facts: Facts): ReadonlyMap<string, Instruction> => {
  const found = new Map<string, Instruction>();
  for (const instruction of inherited(stage)) {
    if (instruction.keyword !== "RUN") continue;
    const folder = folderBefore(instruction);
    const inside = commandsIn(instruction).flatMap((command) => {
      if (runs(command, "uv sync", "uv venv")) return [".venv"];
      const words = command.words.map(({ value, text }) => value ?? text);
      return allRuns(runOf(words, facts.project, facts.files)).flatMap(({ argv }) =>
        outputsOfTool(programName(argv[0]) ?? "", argv[1] ?? ""),
      );
    });
    if (installsIn(instruction).some(({ isGlobal }) => !isGlobal)) inside.push("node_modules");
    for (const path of inside) {
      const place = resolvePath(folder, path);
      if (place !== undefined) found.set(place, instruction);
    }
  }
  return found;
});

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
