import type { FlagKind } from "../syntax/flags";
import { flagKindOf } from "../syntax/flags";
import { frontendOf, usesDockerFrontend } from "../syntax/frontend";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["--"],
  id: "labs-flag",
  title: "Not every builder knows this flag",
  severity: "info",
  category: "correctness",
  why:
    "Builders bring the Dockerfile syntax of their own age along, and fail at flags that came later. " +
    "With a `syntax` directive at the top they fetch the one that it names; some flags are only in its labs variant.",
  sources: ["https://docs.docker.com/build/buildkit/frontend/", "https://docs.docker.com/reference/dockerfile/#syntax"],
  bad: "FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build --parents /app/./dist /app/",
  good: "# syntax=docker/dockerfile:1\nFROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build --parents /app/./dist /app/",

  *check(file) {
    if (!usesDockerFrontend(file)) return;
    const frontend = frontendOf(file);
    for (const instruction of file.instructions) {
      for (const flag of instruction.flags) {
        const kind = flagKindOf(file, instruction, flag);
        if (!kind || (kind.since === undefined && !kind.isLabs)) continue;
        const wanted = kind.isLabs ? "1-labs" : "1";
        const hasDirective = file.directives.some(({ name }) => name === "syntax");
        if (hasDirective && (!frontend || frontend.isLabs || knows(frontend.minor, kind))) continue;
        const needs = kind.isLabs ? "the labs variant" : `version 1.${kind.since}`;
        yield {
          span: { start: flag.start, end: flag.start + 2 + flag.name.length },
          message: `--${flag.name} needs ${needs} of the Dockerfile syntax: # syntax=docker/dockerfile:${wanted}`,
          severity: hasDirective ? "warning" : undefined,
          fixes: directive(file, wanted),
        };
      }
    }
  },
} satisfies DockerfileRule;

function knows(minor: number | undefined, { since, isLabs }: FlagKind): boolean {
  return !isLabs && (minor === undefined || minor >= (since ?? 0));
}

/** Names the syntax at the top, or changes the tag of the one that is named. */
function directive({ text, eol, directives }: Dockerfile, wanted: string): Fix[] {
  const syntax = directives.find(({ name }) => name === "syntax");
  const value = `docker/dockerfile:${wanted}`;
  if (!syntax && text.startsWith("#!")) return [];
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const edit = syntax
    ? { start: syntax.valueSpan.start, end: syntax.valueSpan.end, text: value }
    : { start, end: start, text: `# syntax=${value}${eol}` };
  return [{ title: `Name the syntax ${value}`, safe: false, optional: true, edits: [edit] }];
}
