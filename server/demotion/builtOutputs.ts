/** What a RUN of a stage builds, and root owns therefore. */

import { startWriters } from "../data/startWrites";
import { toolOf } from "../data/tools";
import { installsIn } from "../packages/install";
import { allRuns, runOf } from "../packages/scripts";
import { folderBefore } from "../stage/folders";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Facts, Instruction, Stage } from "../types";
import { pathSet } from "../util/listing";
import { memoize, memoizeFor } from "../util/memoize";

/** A folder that a RUN builds. */
interface BuiltOutput {
  readonly by: Instruction;
  /** It is there afterwards; otherwise settings of the tool may have it elsewhere, or nothing. */
  readonly isCertain: boolean;
  /** What is made in it belongs to the program as well, which goes on to write there. */
  readonly isShared?: true | undefined;
}

/** The folders that RUNs of a stage and its parents build, by the tools that they start, with the last that does. */
export const builtOutputs = memoizeFor((stage: Stage, facts: Facts): ReadonlyMap<string, BuiltOutput> => {
  const found = new Map<string, BuiltOutput>();
  for (const instruction of inherited(stage)) {
    if (instruction.keyword !== "RUN") continue;
    const folder = folderBefore(instruction);
    const inside = commandsIn(instruction).flatMap((command): Output[] => {
      if (runs(command, "uv sync", "uv venv")) return [{ path: ".venv", isCertain: true }];
      const words = command.words.map(({ value, text }) => value ?? text);
      // Rails starts for it, and so fills its logs and caches.
      if (words.includes("assets:precompile"))
        return ["log", "tmp"].map((path) => ({ path, isCertain: false, isShared: true }));
      return allRuns(runOf(words, facts.project, facts.files)).flatMap(({ argv }) =>
        outputsOfTool(programName(argv[0]) ?? "", argv.slice(1), facts),
      );
    });
    if (installsIn(instruction).some(({ isGlobal }) => !isGlobal))
      inside.push({ path: "node_modules", isCertain: true });
    for (const { path, isCertain, isShared } of inside) {
      const place = resolvePath(folder, path);
      if (place !== undefined) found.set(place, { by: instruction, isCertain, isShared });
    }
  }
  return found;
});

/** Whether a RUN of a stage or its parents has the program itself work: migrations, first data. */
export const isProgramRun = memoize((stage: Stage): boolean => runsLike(stage, programRuns));

/** Whether one loads its settings at least, with which it opens its logs. */
export const isProgramLoaded = memoize((stage: Stage): boolean =>
  runsLike(stage, [/^python[\d.]* (?:-\S+ )*\S*manage\.py \w/]),
);

function runsLike(stage: Stage, forms: readonly RegExp[]): boolean {
  return inherited(stage).some(
    (instruction) =>
      instruction.keyword === "RUN" &&
      commandsIn(instruction).some(({ name = "", words }) => {
        const line = words.map(({ value, text }) => value ?? text).join(" ");
        return forms.some((form) =>
          form.test(`${name}${line.slice(line.indexOf(" ") < 0 ? line.length : line.indexOf(" "))}`),
        );
      }),
  );
}

const programRuns: readonly RegExp[] = [
  /^python[\d.]* (?:-\S+ )*\S*manage\.py (?:migrate|loaddata|createsuperuser|syncdb|flush|setup|seed|init)/,
  /^python[\d.]* (?:-u )?(?!\S*(?:setup|manage|get-pip)\.py)\S+\.py(?: |$)/,
  /^(?:django-admin migrate|flask (?:\S+ )*(?:db|init|seed)|alembic upgrade|aerich upgrade)/,
  /^(?:bundle exec )?(?:rails|rake|bin\/rails) db:/,
  /^node (?:\S*\/)?[\w.-]*(?:seed|migrat|init|setup|db)/,
  /^(?:npm|pnpm|yarn|bun)(?: run)? [\w:.-]*(?:seed|migrat|db:)/,
  /^(?:npx |pnpm exec |yarn )?(?:prisma (?:migrate|db)|knex (?:migrate|seed)|sequelize|typeorm|drizzle-kit) ?/,
];

interface Output extends Omit<BuiltOutput, "by"> {
  readonly path: string;
}

/** The folders that a tool fills when it builds. */
function outputsOfTool(program: string, args: readonly string[], facts: Facts): Output[] {
  const tool = toolOf(program);
  const [word = ""] = args;
  const verb = word.startsWith("-") ? "" : word;
  if (!tool || (tool.builds !== "always" && !tool.builds?.includes(verb))) return [];
  const { outputs = [], outputOptions = [], outputKeys = [], configs = [] } = tool;
  const texts = configs.filter((path) => pathSet(facts.files ?? []).has(path)).map((path) => facts.contents?.get(path));
  const isSet =
    args.some((arg) => outputOptions.includes(arg.replace(/=.*$/s, ""))) ||
    (outputKeys.length > 0 && texts.some((text) => text === undefined || outputKeys.some((key) => text.includes(key))));
  const trees = startWriters.filter((row) => row.program === program).flatMap(({ trees = [] }) => trees);
  return [
    ...outputs.map((path) => ({ path, isCertain: !isSet })),
    ...trees.filter((path) => !outputs.includes(path)).map((path) => ({ path, isCertain: false })),
  ];
}
