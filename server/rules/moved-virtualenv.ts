import { pythonServerModules } from "../data/servers";
import { isWhole, replace } from "../edits/edits";
import { movedStart } from "../projects/movedEnvironment";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "moved-virtualenv",
  title: "The program of a virtual environment names a Python that is not there",
  severity: "warning",
  category: "stages",
  why:
    "The first line of a program in a virtual environment names the Python of the place where it was made: copied to another path, `gunicorn` and its like do not start. " +
    "Make the environment where it is going to lie, or start the program by `python -m`, which finds its packages wherever it is.",
  sources: ["https://docs.python.org/3/library/venv.html#how-venvs-work"],
  bad:
    "FROM python:3.13-slim AS build\nRUN python -m venv /venv && /venv/bin/pip install --no-cache-dir gunicorn==23.0.0\n\n" +
    'FROM python:3.13-slim\nCOPY --from=build /venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCMD ["gunicorn", "app:app"]',
  good:
    "FROM python:3.13-slim AS build\nRUN python -m venv /venv && /venv/bin/pip install --no-cache-dir gunicorn==23.0.0\n\n" +
    'FROM python:3.13-slim\nCOPY --from=build /venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCMD ["python", "-m", "gunicorn", "app:app"]',

  *check(file, facts) {
    const found = movedStart(file, facts);
    if (!found) return;
    const { word, name, made, moved } = found;
    const folder = word.value?.slice(0, -name.length) ?? "";
    const isExec = word.text.startsWith('"');
    const text = isExec ? `"${folder}python", "-m", "${name}"` : `${folder}python -m ${name}`;
    yield {
      span: word,
      message: `${name} of ${moved} names ${made}/bin/python in its first line, where the environment was made: that is not in this image, so that it does not start`,
      fixes:
        pythonServerModules.has(name) && isWhole(word)
          ? [{ title: `Start it by python -m ${name}`, safe: false, edits: [replace(word, text)] }]
          : [],
    };
  },
} satisfies DockerfileRule;
