/** Whether a stage installs the project itself, which then lies where packages do, with its programs on the PATH. */

import { inherited } from "../stage/users";
import { unixCommands } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Stage } from "../types";
import { memoize } from "../util/memoize";

/** Whether a RUN of a stage, or of those that it builds upon, installs the folder that it works in, or says so to Python. */
export const installsItself = memoize((stage: Stage): boolean =>
  inherited(stage).some(
    (run) =>
      run.keyword === "RUN" &&
      unixCommands(run).some((command) => {
        if (runs(command, "make install", "ninja install", "npm link", "uv sync", "poetry install", "gem install"))
          return true;
        const words = command.words.map(({ value }) => value ?? "");
        if (words.some((word) => word.endsWith("setup.py") || word.endsWith(".pth"))) return true;
        const isInstall = runs(
          command,
          "pip install",
          "pip3 install",
          "uv pip install",
          "pipx install",
          "npm install",
          "npm i",
        );
        return isInstall && words.some((word) => /^\.{0,2}\/|^\.{1,2}(?:\[|$)/.test(word));
      }),
  ),
);
