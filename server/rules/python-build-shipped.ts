import { installsWithPip, slimPythonTag, splitPython } from "../multistage/pythonStage";
import { buildToolsIn } from "../multistage/stagePlaces";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Finding, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "python-build-shipped",
  title: "The stage that installs the Python packages is the one that ships",
  severity: "info",
  category: "stages",
  practice: "multi-stage",
  why:
    "Compilers and headers are there to build packages and ship with the application, where they are of use to intruders only. " +
    "Install the packages into a virtual environment in a stage of its own, and copy it into a slim image of the same version.",
  sources: ["https://docs.docker.com/build/building/multi-stage/", "https://docs.python.org/3/library/venv.html"],
  bad: `FROM python:3.13
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["python", "app.py"]`,
  good: `FROM python:3.13 AS build
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY . .
CMD ["python", "app.py"]`,
  files: { "requirements.txt": "flask==3.1.0\n", "app.py": "" },

  *check(file, facts) {
    const [stage] = file.stages;
    if (!stage || file.stages.length > 1 || stage.base?.name !== "python" || isForDevelopment(file, facts)) return;
    const shipped = whatShips(stage);
    if (shipped === undefined || !mainProcess(stage) || !installsWithPip(stage)) return;
    const split = splitPython(file, stage, facts);
    yield {
      span: stage.from.name,
      message: `With only one stage, ${shipped} ship with the application`,
      ...("reason" in split ? { note: `Two stages are left to you because ${split.reason}.` } : offer(split)),
    };
  },
} satisfies DockerfileRule;

function whatShips({ base, instructions }: Stage): string | undefined {
  const tools = instructions.flatMap((instruction) => (instruction.keyword === "RUN" ? buildToolsIn(instruction) : []));
  if (tools.length > 0) return `the build tools ${tools.join(", ")}`;
  return slimPythonTag(base?.tag) === undefined ? undefined : `the compilers and headers of "${base?.text}"`;
}

function offer({ edit, doubtful }: Exclude<ReturnType<typeof splitPython>, { reason: string }>): Partial<Finding> {
  const title = "Install the packages in a build stage and ship a slim image";
  const fixes = [{ title, safe: false, optional: doubtful !== undefined || undefined, edits: [edit] }];
  return doubtful === undefined
    ? { fixes }
    : { fixes, note: `Whether ${doubtful} needs more than the slim image has is for you to judge.` };
}
