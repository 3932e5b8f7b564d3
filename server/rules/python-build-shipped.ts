import { singleStage } from "../multistage/singleStage";
import type { DockerfileRule } from "../types";

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

  check: (file, facts) => singleStage("python-build-shipped", file, facts),
} satisfies DockerfileRule;
