import { insertBefore, keywordLike, replace } from "../edits/edits";
import { isSpecial, meansOtherVariables, type Usage, usagesAlong } from "../instructions/replacements";
import { shellVariables } from "../instructions/shellVariables";
import { type Definitions, globalNames, isProxyArgument, platformArgument } from "../syntax/definitions";
import { isRequired } from "../syntax/variables";
import type { Dockerfile, DockerfileRule, Finding, Fix, Instruction } from "../types";
import { closest } from "../util/similar";

export default {
  on: "Dockerfile",
  needs: ["$"],
  id: "undefined-variable",
  title: "The variable is not defined in this stage, so that it is empty",
  severity: "warning",
  category: "correctness",
  aliases: ["UndefinedVar"],
  why:
    "Docker replaces a variable that neither an `ENV` nor an `ARG` of the stage or its base image defines by " +
    "nothing, without a word. An `ARG` above the first `FROM` and those of the platform count only in stages that " +
    "name them once more: `ARG NAME`.",
  sources: [
    "https://docs.docker.com/reference/build-checks/undefined-var/",
    "https://docs.docker.com/build/building/variables/#scoping",
  ],
  bad: "ARG PORT=3000\nFROM node:24-slim\nENV PORT=$PORT",
  good: "ARG PORT=3000\nFROM node:24-slim\nARG PORT\nENV PORT=$PORT",

  *check(file) {
    const globals = globalNames(file);
    const told = new Set<string>();
    for (const { instruction: at, usages, defined } of usagesAlong(file)) {
      yield* unseen(file, at, defined, globals, told);
      const heredocs = [...new Set(usages.flatMap(({ heredoc }) => heredoc ?? []))];
      const texts = new Set(heredocs.filter((heredoc) => meansOtherVariables(usages, heredoc, defined, globals)));
      const setBeside = new Set(usages[0]?.instruction.assignments.map(({ name }) => name.text));
      for (const usage of usages) {
        if (isDefined(usage, defined) || (usage.heredoc && texts.has(usage.heredoc))) continue;
        const { instruction, assignment, use } = usage;
        // That an ENV uses what it sets for others is a matter of its own.
        if (instruction.keyword === "ENV" && assignment?.name.text !== use.name && setBeside.has(use.name)) continue;
        const finding = judge(file, usage, defined, globals);
        if (finding) yield isRequired(use) && defined.isComplete ? stopping(finding, use.name) : finding;
      }
    }
  },
} satisfies DockerfileRule;

/** What the shell of a RUN is to put in that only FROM knows. A name that images set for themselves may come from the base. */
function* unseen(
  file: Dockerfile,
  instruction: Instruction,
  defined: Definitions,
  globals: ReadonlySet<string>,
  told: Set<string>,
): Iterable<Finding> {
  for (const { name, word } of shellVariables(instruction)) {
    const mayBeOfBase = !defined.isComplete && /VERSION|HOME|PATH|LANG|DIR$|USER/.test(name);
    const key = `${instruction.stage?.index} ${name}`;
    if (
      !globals.has(name) ||
      mayBeTag(file, name, defined) ||
      told.has(key) ||
      defined.has(name) ||
      isProxyArgument(name) ||
      mayBeOfBase
    )
      continue;
    told.add(key);
    yield { span: word, ...outOfSight(file, instruction, name) };
  }
}

/** Whether a variable chooses an image that may tell the same by a variable of that name, as `ros:$ROS_DISTRO` does. */
function mayBeTag({ stages }: Dockerfile, name: string, { isComplete }: Definitions): boolean {
  if (isComplete || platformArgument(name) !== undefined) return false;
  return stages.some(({ image }) => new RegExp(`\\$\\{?${name}\\b`).test(image?.text ?? ""));
}

function stopping(finding: Finding, name: string): Finding {
  return { ...finding, severity: "error", message: `${finding.message}; \${${name}?…} stops the build then` };
}

/** A variable in the default of one that is defined does not count, for it is not needed. */
function isDefined(usage: Usage, defined: Definitions): boolean {
  const { name, outer } = usage.use;
  if (defined.has(name)) return true;
  // Docker reads the default in any case.
  if (isRequired(usage.use)) return false;
  // `${A:+:$A}` is written for a variable that may be missing.
  if (outer && /^:?\+$/.test(outer.operator)) return true;
  return outer !== undefined && /^:?-$/.test(outer.operator) && defined.has(outer.name);
}

function judge(
  file: Dockerfile,
  usage: Usage,
  defined: Definitions,
  globals: ReadonlySet<string>,
): Finding | undefined {
  const { use, span, assignment, instruction } = usage;
  const { name } = use;
  const declare = (optional?: boolean) => declaring(file, instruction, name, optional);
  if (isSpecial(name)) {
    return {
      span,
      message: `Docker replaces $${name} by nothing before any shell can see it: ${file.escape}$ keeps the dollar sign`,
    };
  }
  if (globals.has(name))
    return mayBeTag(file, name, defined) ? undefined : { span, ...outOfSight(file, instruction, name) };
  // What an image that is not known whole may set is not undefined, however much it looks like another name.
  if (!defined.isComplete) return undefined;
  const undefinedHere = `${name} is not defined in this stage, so that`;
  if (/^:?[-+]$/.test(use.operator)) {
    const always = use.operator.endsWith("-") ? "its default always counts" : "nothing ever stands here";
    return { span, message: `${undefinedHere} ${always}`, severity: "hint", fixes: [declare(true)] };
  }
  const similar = closest(name, defined.names());
  if (similar !== undefined && similar.length > mostAlike) {
    return {
      span,
      message: `${name} is not defined in this stage; did you mean ${similar}`,
      fixes: [...rename(file, usage, similar), declare(true)],
    };
  }
  return {
    span,
    message: `${undefinedHere} it is empty`,
    severity: assignment?.name.text === name ? "info" : undefined,
    fixes: [declare(true)],
  };
}

/** What is said of a variable that only FROM sees. */
function outOfSight(file: Dockerfile, instruction: Instruction, name: string): Omit<Finding, "span"> {
  const where = platformArgument(name) === undefined ? "declared above the first FROM" : "known";
  const message = `${name} is ${where}, but empty in a stage without ARG ${name}`;
  return { message, fixes: [declaring(file, instruction, name)] };
}

function declaring(file: Dockerfile, instruction: Instruction, name: string, optional?: boolean): Fix {
  return {
    title: `Declare ${name} in this stage`,
    safe: false,
    optional,
    edits: [insertBefore(file, instruction, `${keywordLike(file, instruction, "ARG")} ${name}`)],
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
