import { officialName } from "../data/images";
import { replace } from "../edits/edits";
import { baseOf } from "../image/programs";
import { lackingInterpreter, type PackageFolder, packageFolders, pythonOf } from "../image/takenPythonPackages";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, instructionsOf } from "../syntax/instructions";
import type { DockerfileRule, Facts, Fix, ImageReference, Stage } from "../types";
import { isWithin } from "../util/paths";

export default {
  on: "Dockerfile",
  needs: ["from="],
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
      if (!stage?.base || !source) continue;
      const folders = packageFolders(source);
      for (const word of words.slice(0, -1)) {
        const path = resolvePath("/", word.value);
        if (path === undefined || path === "/") continue;
        const taken = folders.filter((one) => isWithin(one.path, path) || isWithin(path, one.path));
        const reason = reasonFor(taken, namedSo.test(path), source, stage, facts);
        if (!reason) continue;
        const fixes = reason.isVersion ? alignment(source, stage.base) : [];
        yield { span: word, message: reason.message, fixes };
        break;
      }
    }
  },
} satisfies DockerfileRule;

const namedSo = /\/(?:site|dist)-packages(?:\/|$)/;

interface Reason {
  readonly message: string;
  readonly isVersion: boolean;
}

function reasonFor(
  folders: readonly PackageFolder[],
  isNamedSo: boolean,
  source: Stage,
  stage: Stage,
  facts: Facts,
): Reason | undefined {
  if (folders.length === 0 && !isNamedSo) return undefined;
  const [one, other] = [source, stage].map(pythonOf);
  if (one !== undefined && other !== undefined && one !== other) {
    const isFound = !isNamedSo && folders.every(({ kind }) => kind === "target");
    if (isFound && !folders.some(({ isCompiled }) => isCompiled)) return undefined;
    const reason = isFound ? "does not load compiled ones" : "does not find them here";
    return { message: `The packages are installed for Python ${one}, and Python ${other} ${reason}`, isVersion: true };
  }
  const lacking = folders.some(({ kind }) => kind === "venv") ? lackingInterpreter(source, stage, facts) : undefined;
  if (lacking !== undefined) {
    const message = `The environment points to ${lacking}, which ${stage.base?.text} has not, so that nothing starts from it`;
    return { message, isVersion: false };
  }
  if (one === undefined || other === undefined) return undefined;
  const [libc, otherLibc] = [source, stage].map((each) => baseOf(each, facts)?.libc);
  if (libc === undefined || otherLibc === undefined || libc === otherLibc) return undefined;
  const message = `The packages are installed with ${libc} and run with ${otherLibc}, so that compiled ones do not load`;
  return { message, isVersion: false };
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
