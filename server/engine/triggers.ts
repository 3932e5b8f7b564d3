/** What is wrong with an ONBUILD instruction where it runs: in the stage that is built upon the one that has it. */

import type { Dockerfile, DockerfileRule, Facts, Finding, Span } from "../types";

/**
 * What a rule finds, with what it finds in the triggers of a file. These have no fixes, which would be written for the
 * stage where they run.
 * @param triggered the file with its triggers where they run.
 */
export function withTriggered(
  found: Iterable<Finding>,
  rule: DockerfileRule,
  file: Dockerfile,
  triggered: Dockerfile,
  facts: Facts,
): readonly Finding[] {
  const all = [...found];
  const lines = linesOf(file, triggered);
  for (const finding of rule.check(triggered, facts)) {
    const { span } = finding;
    const isOfTrigger = lines.some(({ start, end }) => start <= span.start && span.end <= end);
    if (isOfTrigger && !all.some((other) => overlaps(other.span, span))) all.push({ ...finding, fixes: [] });
  }
  return all;
}

/** The ONBUILD instructions that have a say: what the other stage sets itself takes the place of theirs. */
function linesOf({ instructions }: Dockerfile, triggered: Dockerfile): readonly Span[] {
  const replaced = triggered.stages.flatMap(({ start, instructions: own }) =>
    own.filter(
      (trigger, at) =>
        trigger.start < start &&
        replaceable.has(trigger.keyword) &&
        own.slice(at + 1).some(({ keyword, onbuild }) => keyword === trigger.keyword && !onbuild),
    ),
  );
  return instructions.filter(({ onbuild, name }) => onbuild && !replaced.some((it) => it.name.start === name.start));
}

const replaceable: ReadonlySet<string> = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL"]);

function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
