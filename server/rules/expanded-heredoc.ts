import { replace } from "../edits/edits";
import { isSpecial, meansOtherVariables, usagesAlong } from "../instructions/replacements";
import { globalNames } from "../syntax/definitions";
import { isRequired } from "../syntax/variables";
import type { Dockerfile, DockerfileRule, Fix, Heredoc } from "../types";

export default {
  on: "Dockerfile",
  needs: ["<<"],
  id: "expanded-heredoc",
  title: "Docker replaces the variables of this heredoc by nothing",
  severity: "warning",
  category: "correctness",
  aliases: ["UndefinedVar"],
  why:
    "In a heredoc of `COPY` or `ADD` Docker replaces variables by what the build defines, and those of a script by nothing: " +
    'the file comes out without them. With its delimiter in quotes, `<<"EOF"`, the text stays as it is.',
  sources: ["https://docs.docker.com/reference/dockerfile/#here-documents"],
  bad: 'FROM node:24-slim\nCOPY <<EOF /start.sh\n#!/bin/sh\nexec node server.js "$@"\nEOF',
  good: 'FROM node:24-slim\nCOPY <<"EOF" /start.sh\n#!/bin/sh\nexec node server.js "$@"\nEOF',

  *check(file) {
    const globals = globalNames(file);
    for (const { usages, defined } of usagesAlong(file)) {
      for (const heredoc of new Set(usages.flatMap((usage) => usage.heredoc ?? []))) {
        if (!meansOtherVariables(usages, heredoc, defined, globals)) continue;
        const lost = usages.filter(
          ({ use, ...usage }) => usage.heredoc === heredoc && (defined.isComplete || isSpecial(use.name)),
        );
        const required = defined.isComplete ? lost.find(({ use }) => isRequired(use)) : undefined;
        yield {
          span: heredoc.operator,
          message: required
            ? `The build stops at \${${required.use.name}?…} in this heredoc, for Docker itself looks for the variable`
            : `Docker replaces ${list(lost.map(({ use }) => `$${use.name}`))} in this heredoc by nothing`,
          severity: required && "error",
          related: lost.map(({ span }) => ({ ...span, message: "replaced" })),
          fixes: quoteDelimiter(file, heredoc),
        };
      }
    }
  },
} satisfies DockerfileRule;

function list(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function quoteDelimiter({ text }: Dockerfile, { operator, name }: Heredoc): Fix[] {
  const span = { start: operator.end - name.length, end: operator.end };
  if (text.slice(span.start, span.end) !== name) return [];
  return [{ title: "Quote the delimiter", safe: false, edits: [replace(span, `"${name}"`)] }];
}
