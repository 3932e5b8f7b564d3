import { installEdit } from "../image/programRemedies";
import { uncompiledPackage } from "../locks/sourcePackages";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["pip"],
  id: "missing-python-compiler",
  title: "pip compiles a package in an image without a compiler",
  severity: "warning",
  category: "packages",
  breaks: true,
  ofContext: true,
  why:
    "Most packages of Python come as wheels, compiled already; `psycopg2`, `mysqlclient` or `uWSGI` come as sources for Linux, and need a compiler and headers, which slim images and those on Alpine do not have. " +
    "The build stops with *pg_config executable not found* or *command 'gcc' failed*. Install what they need, or take a package with wheels, such as `psycopg2-binary`.",
  sources: ["https://www.psycopg.org/docs/install.html#build-prerequisites", "https://pypi.org/project/mysqlclient/"],
  bad: "FROM python:3.13-slim\nRUN pip install psycopg2==2.9.10",
  good: "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev && rm -rf /var/lib/apt/lists/*\nRUN pip install psycopg2==2.9.10",

  *check(file, facts) {
    for (const stage of file.stages) {
      const found = uncompiledPackage(file, stage, facts);
      if (!found) continue;
      const { instruction, command, word, name, source, packages } = found;
      const names = packages.join(" ");
      const edit = installEdit(file, { at: { stage, instruction, command }, instruction }, source, names);
      yield {
        span: word,
        message: `pip compiles ${name}, for which nothing above installs ${names}, so that the build stops here`,
        fixes: edit && [{ title: `Install ${names}`, safe: false, edits: [edit] }],
        note: name === "psycopg2" ? "psycopg2-binary is the same, compiled already." : undefined,
      };
    }
  },
} satisfies DockerfileRule;
