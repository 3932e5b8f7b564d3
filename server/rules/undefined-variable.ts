import { type Definitions, globalNames, platformArgument, startDefinitions } from "../text/definitions";
import { insertBefore, keywordLike, replace } from "../text/edits";
import { closest } from "../text/similar";
import { type Usage, usagesIn } from "../text/usages";
import type { Dockerfile, DockerfileRule, Finding, Fix, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "undefined-variable",
  title: "The variable is not defined in this stage, so that it is empty",
  severity: "warning",
  category: "correctness",
  aliases: ["UndefinedVar"],
  why:
    "Docker replaces a variable that neither an `ENV` nor an `ARG` of the stage or its base image defines by nothing, without a word. " +
    "An `ARG` above the first `FROM` and those of the platform count only in stages that name them once more: `ARG NAME`.",
  sources: [
    "https://docs.docker.com/reference/build-checks/undefined-var/",
    "https://docs.docker.com/build/building/variables/#scoping",
  ],
  bad: "ARG PORT=3000\nFROM node:24-slim\nENV PORT=$PORT",
  good: "ARG PORT=3000\nFROM node:24-slim\nARG PORT\nENV PORT=$PORT",

  *check(file) {
    const globals = globalNames(file);
    const definitions = new Map<Stage, Definitions>();
    for (const stage of file.stages) {
      const defined = startDefinitions(stage, stage.parent && definitions.get(stage.parent));
      definitions.set(stage, defined);
      for (const instruction of stage.instructions) {
        if (instruction.onbuild) continue;
        const usages = usagesIn(file, instruction).filter((usage) => !isDefined(usage, defined));
        const setHere = new Set(
          instruction.keyword === "ENV" ? instruction.assignments.map(({ name }) => name.text) : [],
        );
        for (const usage of usages) {
          const { use, assignment } = usage;
          // That an ENV uses what it sets for others is a matter of its own.
          if (setHere.has(use.name) && assignment?.name.text !== use.name) continue;
          const finding = judge(file, usage, defined, globals);
          if (finding) yield finding;
        }
        defined.add(instruction);
      }
    }
  },
} satisfies DockerfileRule;

/** A variable in the default of one that is defined does not count; `$1` and the like do in a script. */
function isDefined({ use: { name, outer }, heredoc }: Usage, defined: Definitions): boolean {
  if (defined.has(name) || (isSpecial(name) && !heredoc)) return true;
  return outer !== undefined && /^:?-$/.test(outer.operator) && defined.has(outer.name);
}

function isSpecial(name: string): boolean {
  return !/^[A-Za-z_]/.test(name);
}

function judge(
  file: Dockerfile,
  usage: Usage,
  defined: Definitions,
  globals: ReadonlySet<string>,
): Finding | undefined {
  const { use, span, assignment, instruction } = usage;
  const { name } = use;
  const declare = (optional?: boolean): Fix => ({
    title: `Declare ${name} in this stage`,
    safe: false,
    optional,
    edits: [insertBefore(file, instruction, `${keywordLike(file, instruction, "ARG")} ${name}`)],
  });
  if (isSpecial(name)) {
    const message = `Docker replaces $${name} by nothing before any shell can see it`;
    return { span, message, fixes: quoteDelimiter(file, usage, defined) };
  }
  if (globals.has(name)) {
    const where = platformArgument(name) === undefined ? "declared above the first FROM" : "known";
    return { span, message: `${name} is ${where}, but empty in a stage without ARG ${name}`, fixes: [declare()] };
  }
  const similar = closest(name, defined.names());
  if (similar !== undefined && similar.length > mostAlike) {
    return {
      span,
      message: `${name} is not defined in this stage; did you mean ${similar}`,
      fixes: [...rename(file, usage, similar), declare(true)],
    };
  }
  if (!defined.isComplete) return undefined;
  const isExtended = assignment?.name.text === name;
  const hasDefault = /^:?-$/.test(use.operator);
  return {
    span,
    message: `${name} is not defined in this stage, so that ${hasDefault ? "its default always counts" : "it is empty"}`,
    severity: hasDefault || isExtended ? "info" : undefined,
    fixes: [...quoteDelimiter(file, usage, defined), declare(true)],
  };
}

/** Of names this short, most are alike. */
const mostAlike = 3;

function rename({ text }: Dockerfile, { use, span }: Usage, name: string): Fix[] {
  if (span.end - span.start !== use.end - use.start) return [];
  const at = span.start + (text[span.start + 1] === "{" ? 2 : 1);
  const edits = [replace({ start: at, end: at + use.name.length }, name)];
  return [{ title: `Use ${name}`, safe: false, optional: true, edits }];
}

/** A script in a heredoc is meant to have its variables when it runs. */
function quoteDelimiter(file: Dockerfile, { heredoc }: Usage, defined: Definitions): Fix[] {
  if (!heredoc || heredoc.uses.some(({ name }) => defined.has(name))) return [];
  const { operator, name } = heredoc;
  const written = file.text.slice(operator.start, operator.end);
  if (!written.endsWith(name)) return [];
  const span = { start: operator.end - name.length, end: operator.end };
  return [{ title: "Quote the delimiter, so that variables stay", safe: false, edits: [replace(span, `"${name}"`)] }];
}
