import { pyprojectOf } from "../context/pyproject";
import { pythonManagers } from "../data/pythonManagers";
import { addArguments } from "../edits/edits";
import { pythonInstallsOf } from "../packages/pythonInstalls";
import { isForDevelopment, isNameForDevelopment } from "../stage/purpose";
import { commandsIn } from "../syntax/runs";
import { hasFlag, runs, subcommand } from "../syntax/shell";
import type { Command, DockerfileRule, Edit, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: pythonManagers.map(({ program }) => program),
  id: "python-dev-dependencies",
  title: "Development packages of Python are installed into the final image",
  severity: "warning",
  category: "packages",
  practice: "production-dependencies",
  why:
    "uv, poetry and PDM install the packages of the group for development unless they are told not to. " +
    "Test runners and linters are of no use when the application runs, but make the image larger and bring their vulnerabilities.",
  sources: [
    "https://docs.astral.sh/uv/concepts/projects/sync/",
    "https://python-poetry.org/docs/managing-dependencies/#installing-group-dependencies",
    "https://pdm-project.org/latest/usage/dependency/",
  ],
  bad: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --frozen\nCMD [".venv/bin/app"]',
  good: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-dev\nCMD [".venv/bin/app"]',
  files: { "pyproject.toml": '[dependency-groups]\ndev = ["pytest"]\n', "uv.lock": "" },

  *check(file, facts) {
    const project = pyprojectOf(facts);
    if (project === undefined || isForDevelopment(file, facts)) return;
    for (const stage of file.stages) {
      if (isNameForDevelopment(stage.name?.value)) continue;
      for (const { command, instruction, manager, omitsDev } of pythonInstallsOf(stage)) {
        const [option] = manager.production;
        if (omitsDev || option === undefined || !manager.development?.test(project)) continue;
        const verb = subcommand(command);
        const after =
          manager.frozen.map((flag) => command.words.find(({ value }) => value === flag)).find(Boolean) ?? verb;
        const edit = after && addArguments(command, option, after);
        const starting = startEdits(stage, option);
        const isUsed = usesProject(stage, instruction);
        yield {
          span: verb ?? command,
          message: `${manager.program} installs the packages for development into the image, where nothing uses them`,
          fixes: edit &&
            starting && [{ title: `Add ${option}`, safe: false, optional: isUsed, edits: [edit, ...starting] }],
        };
      }
    }
  },
} satisfies DockerfileRule;

/** `uv run` brings the environment up to date by itself, so that it has to be told as well; undefined where it cannot be. */
function startEdits({ instructions }: Stage, option: string): Edit[] | undefined {
  const starts = instructions.filter(({ keyword, onbuild }) => !onbuild && /^(?:CMD|ENTRYPOINT)$/.test(keyword));
  const calls = starts.flatMap((instruction) => commandsIn(instruction, "uv").filter((it) => isSyncing(it)));
  const edits = calls.map((call) => addArguments(call, option, subcommand(call)));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function isSyncing(command: Command): boolean {
  return runs(command, "uv run") && !hasFlag(command, "--no-sync", "--no-dev", "--no-default-groups", "--no-project");
}

/** Whether a later RUN may need what is for development: a test, a linter. */
function usesProject({ instructions }: Stage, install: Instruction): boolean {
  return instructions.some(
    (instruction) =>
      instruction.start > install.start &&
      instruction.keyword === "RUN" &&
      commandsIn(instruction).some((command) =>
        runs(command, "uv run", "poetry run", "pdm run", "pytest", "mypy", "ruff", "tox", "nox"),
      ),
  );
}
