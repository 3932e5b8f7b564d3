import { pythonManagers } from "../data/pythonManagers";
import { addArguments } from "../edits/edits";
import { sourceAt } from "../image/sources";
import { pythonInstallsOf } from "../packages/pythonInstalls";
import { isForDevelopment } from "../stage/purpose";
import { resolvePath } from "../syntax/dockerfile";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: pythonManagers.map(({ program }) => program),
  id: "unfrozen-python-lock",
  title: "The install of a Python project may change the lock file instead of obeying it",
  severity: "warning",
  category: "packages",
  practice: "production-dependencies",
  why:
    "Where the lock file does not fit what the project asks for, uv, pipenv and PDM resolve versions anew without a word, so that two builds of one commit may differ. " +
    "With this option the image gets the versions that were tested.",
  sources: ["https://docs.astral.sh/uv/guides/integration/docker/", "https://pipenv.pypa.io/en/latest/commands.html"],
  bad: "FROM python:3.13-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --no-dev",
  good: "FROM python:3.13-slim\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-dev",
  files: { "pyproject.toml": "", "uv.lock": "" },

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    for (const stage of file.stages) {
      for (const { command, instruction, manager, isFrozen } of pythonInstallsOf(stage)) {
        const [flag] = manager.frozen;
        if (isFrozen || flag === undefined) continue;
        const place = resolvePath(instruction.before.workdir, manager.lockfile);
        const isCopied = place !== undefined && sourceAt(stage, place, facts) !== undefined;
        const isMounted = instruction.mounts.some(({ options }) => options.get("source") === manager.lockfile);
        if (!isCopied && !isMounted) continue;
        const verb = subcommand(command);
        const edit = verb && addArguments(command, flag, verb);
        yield {
          span: verb ?? command,
          message: `Without ${flag}, ${manager.program} may install other versions than ${manager.lockfile} says`,
          fixes: edit && [{ title: `Add ${flag}`, safe: false, edits: [edit] }],
        };
      }
    }
  },
} satisfies DockerfileRule;
