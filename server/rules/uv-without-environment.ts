import { pyprojectOf } from "../context/pyproject";
import { officialName } from "../data/images";
import { addArguments } from "../edits/edits";
import { homelessCalls } from "../projects/uvWithoutEnvironment";
import type { Command, DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["uv"],
  id: "uv-without-environment",
  title: "uv pip finds no virtual environment to install into",
  severity: "warning",
  category: "packages",
  breaks: true,
  why:
    "Unlike pip, `uv pip install` takes a virtual environment and nothing else unless it is told to: without one it stops with “No virtual environment found”. " +
    "In a container `--system`, or `ENV UV_SYSTEM_PYTHON=1`, installs into the Python of the image.",
  sources: ["https://docs.astral.sh/uv/pip/environments/", "https://docs.astral.sh/uv/guides/integration/docker/"],
  bad: "FROM python:3.13-slim\nRUN pip install --no-cache-dir uv==0.9.0 && uv pip install --no-cache flask==3.1.0",
  good: "FROM python:3.13-slim\nRUN pip install --no-cache-dir uv==0.9.0 && uv pip install --system --no-cache flask==3.1.0",

  *check(file, facts) {
    if (/^\s{0,9}system\s{0,9}=\s{0,9}true/m.test(pyprojectOf(facts) ?? "")) return;
    for (const stage of file.stages) {
      const calls = homelessCalls(file, stage, facts);
      const verb = calls[0] && verbOf(calls[0]);
      if (!verb) continue;
      let first = stage;
      while (first.parent) first = first.parent;
      // The Python of a distribution is marked as externally managed.
      const isOwn = officialName(first.base?.name ?? "") === "python";
      const option = isOwn ? "--system" : "--system --break-system-packages";
      const edits = calls.flatMap((call) => addArguments(call, option, verbOf(call)) ?? []);
      yield {
        span: verb,
        message:
          "There is no virtual environment here, and uv looks for nothing else without --system: the build stops",
        fixes: edits.length === calls.length ? [{ title: `Add ${option}`, safe: false, edits }] : [],
        related: calls.slice(1).map(({ start, end }) => ({ start, end, message: "and here" })),
      };
    }
  },
} satisfies DockerfileRule;

function verbOf({ words }: Command) {
  return words.find(({ value }) => value === "install" || value === "sync");
}
