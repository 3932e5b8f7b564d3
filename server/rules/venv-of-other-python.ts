import { officialName } from "../data/images";
import { parseTag } from "../data/imageTags";
import { replace } from "../edits/edits";
import { isWithin } from "../image/model";
import { baseOf } from "../image/programs";
import { pipCall } from "../packages/packages";
import { inherited } from "../stage/users";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, instructionsOf } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { DockerfileRule, Facts, Fix, ImageReference, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "venv-of-other-python",
  title: "The Python packages come from a stage with another Python or another libc",
  severity: "warning",
  category: "stages",
  why:
    "A virtual environment keeps its packages in a folder that is named after the version of Python and points to that interpreter: another version " +
    "finds none of them. Compiled packages need the C library as well: Debian has glibc, Alpine musl. Let both stages start from the same version and distribution.",
  sources: ["https://docs.python.org/3/library/venv.html", "https://hub.docker.com/_/python#image-variants"],
  bad: "FROM python:3.12 AS build\nRUN python -m venv /venv && /venv/bin/pip install --no-cache-dir flask==3.1.0\n\nFROM python:3.13-slim\nCOPY --from=build /venv /venv",
  good: "FROM python:3.13 AS build\nRUN python -m venv /venv && /venv/bin/pip install --no-cache-dir flask==3.1.0\n\nFROM python:3.13-slim\nCOPY --from=build /venv /venv",

  *check(file, facts) {
    for (const copy of instructionsOf(file, "COPY")) {
      const { stage, words, onbuild } = copy;
      const from = flagOf(copy, "from")?.value?.value;
      const source = from === undefined || onbuild ? undefined : findStage(file, from, stage);
      const reason = stage && source && differenceOf(source, stage, facts);
      if (!reason || !source || !stage?.base) continue;
      const folders = packageFolders(source);
      const word = words.slice(0, -1).find(({ value }) => {
        const path = resolvePath("/", value);
        return (
          path !== undefined &&
          path !== "/" &&
          (namedSo.test(path) || folders.some((one) => isWithin(one, path) || isWithin(path, one)))
        );
      });
      if (word)
        yield { span: word, message: reason.message, fixes: reason.isVersion ? alignment(source, stage.base) : [] };
    }
  },
} satisfies DockerfileRule;

const namedSo = /\/(?:site|dist)-packages(?:\/|$)/;

function differenceOf(source: Stage, stage: Stage, facts: Facts): { message: string; isVersion: boolean } | undefined {
  const [one, other] = [source, stage].map(pythonOf);
  if (one === undefined || other === undefined) return undefined;
  if (one !== other) {
    return {
      message: `The packages are installed for Python ${one}, and Python ${other} does not find them here`,
      isVersion: true,
    };
  }
  const [libc, otherLibc] = [source, stage].map((each) => baseOf(each, facts)?.libc);
  if (libc === undefined || otherLibc === undefined || libc === otherLibc) return undefined;
  const message = `The packages are installed with ${libc} and run with ${otherLibc}, so that compiled ones do not load`;
  return { message, isVersion: false };
}

/** "3.13" of the official images, and of distroless ones, which take that of Debian. */
function pythonOf({ base }: Stage): string | undefined {
  const name = officialName(base?.name ?? "");
  const debian = /^gcr\.io\/distroless\/python3-debian(\d+)$/.exec(name)?.[1];
  if (debian !== undefined) return ofDebian[debian];
  if (name !== "python" || base?.digest !== undefined || base?.tag === undefined) return undefined;
  return /^\d+\.\d+/.exec(parseTag(name, base.tag).version ?? "")?.[0];
}

const ofDebian: Readonly<Record<string, string>> = { 11: "3.9", 12: "3.11", 13: "3.13" };

/** Where a stage installs packages for its own Python. */
function packageFolders(stage: Stage): string[] {
  return inherited(stage).flatMap((run) =>
    run.keyword === "RUN" ? commandsIn(run).flatMap((one) => foldersOf(one, run)) : [],
  );
}

function foldersOf(command: Parameters<typeof pipCall>[0], { before }: Instruction): string[] {
  const at = (path: string | undefined) => resolvePath(before.workdir, path) ?? [];
  if (runs(command, "python -m venv", "python3 -m venv")) return [at(command.words.at(-1)?.value)].flat();
  if (runs(command, "virtualenv", "uv venv")) return [at(operands(command).at(-1)?.value ?? ".venv")].flat();
  if (runs(command, "uv sync")) return [at(".venv")].flat();
  const pip = pipCall(command);
  if (!pip || subcommand(pip)?.value !== "install") return [];
  const folder = flagValue(pip, "--prefix") ?? (hasFlag(pip, "--user") ? "/root/.local" : undefined);
  return folder === undefined ? [] : [at(folder)].flat();
}

/** The build stage gets the version of the other one, in its own variant. */
function alignment({ parent, base }: Stage, runtime: ImageReference): Fix[] {
  const version = /^\d+(?:\.\d+)+/.exec(runtime.tag ?? "")?.[0];
  const own = /^\d+(?:\.\d+)+/.exec(base?.tag ?? "")?.[0];
  const span = base?.spans?.tag;
  if (parent || !span || version === undefined || own === undefined || officialName(runtime.name) !== "python")
    return [];
  const edits = [replace({ start: span.start, end: span.start + own.length }, version)];
  return [{ title: `Build with Python ${version}`, safe: false, edits }];
}
