/** Packages of Python in the home of root, which the user that the container runs as may not enter. */

import { imageFiles } from "../image/imageFiles";
import { homeOfOwner, isAllowed, userAfter, userBefore } from "../image/owners";
import { servicesOf } from "../image/shipped";
import { stageSourcesOf } from "../image/stageSources";
import { packageFolders } from "../image/takenPythonPackages";
import { pipCall } from "../packages/packages";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { isWithin } from "../util/paths";

/** What brings them. */
export interface ClosedPackages {
  readonly instruction: Instruction;
  /** The destination of a COPY, or `--user` of an install. */
  readonly word: Word;
  /** The install of the last stage itself; undefined for a COPY. */
  readonly command: Command | undefined;
  readonly user: string;
  /** The home of that user; undefined where it is not known. */
  readonly home: string | undefined;
}

const place = "/root/.local";

/** What puts packages there in the last stage, when its user surely is another one than root. */
export function closedPackages(file: Dockerfile, facts: Facts): ClosedPackages | undefined {
  const stage = file.final;
  const user = stage && userAfter(stage);
  const name = user?.name ?? user?.id?.toString();
  const home = stage?.after.user ? imageFiles(file, facts).after(stage).at("/root") : undefined;
  if (!stage || !user || name === undefined || !home || home === "absent" || isAllowed(home, user, 1) !== false) {
    return undefined;
  }
  // Compose may name another user; what lies there may be put elsewhere, or opened.
  if (servicesOf(file, facts).some(({ user: other }) => other) || handlesPlace(stage)) return undefined;
  const shared = { user: name, home: homeOfOwner(stage, user) };
  for (const { instruction, stage: source } of stageSourcesOf(file)) {
    const word = instruction.words.at(-1);
    const target = resolvePath(folderBefore(instruction), word?.value);
    if (instruction.stage !== stage || target !== place || !word) continue;
    if (packageFolders(source).some(({ path }) => isWithin(path, place))) {
      return { instruction, word, command: undefined, ...shared };
    }
  }
  return installOf(stage, shared);
}

function handlesPlace(stage: Stage): boolean {
  return inherited(stage).some(
    ({ keyword, argumentText }) =>
      keyword === "RUN" &&
      /\b(?:cp|mv|ln|rsync|tar|install|chmod|chown|setfacl)\b[^;&|\n]{0,200}\.local\b/.test(argumentText),
  );
}

/** Packages that build, or install others, and are of no use to what the container starts. */
const tools =
  /^(?:pip|pipx|pipenv|poetry|uv|pdm|hatch|build|wheel|setuptools|virtualenv|tox|nox|twine|cython|scons|meson|ninja|conan|cmake|awscli|pre-commit|cookiecutter)(?:[=<>~![].*)?$/i;

/** `pip install --user` by root. */
function installOf(stage: Stage, shared: Pick<ClosedPackages, "user" | "home">): ClosedPackages | undefined {
  const all = inherited(stage);
  if (
    all.some(({ assignments }) => assignments.some(({ name }) => /^(?:HOME|PYTHONUSERBASE)$/.test(name.value ?? "")))
  ) {
    return undefined;
  }
  for (const instruction of all) {
    if (instruction.keyword !== "RUN" || userBefore(instruction)?.id !== 0) continue;
    for (const command of commandsIn(instruction)) {
      const pip = command.within.length === 0 && command.wrappers.length === 0 ? pipCall(command) : undefined;
      const word =
        pip && runs(pip, "pip install") && hasFlag(pip, "--user")
          ? pip.words.find(({ value }) => value === "--user")
          : undefined;
      const isOfUse =
        pip !== undefined &&
        (hasFlag(pip, "-r", "--requirement") ||
          operands(pip).some(({ value = "" }) => value !== "install" && !tools.test(value)));
      if (word && isOfUse && instruction.stage === stage) return { instruction, word, command, ...shared };
    }
  }
  return undefined;
}
