import { replace } from "../edits/edits";
import { managerVersionOf, omitFlag } from "../locks/managerVersion";
import { type Install, installsOf } from "../packages/install";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { DockerfileRule, Span, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: ["npm"],
  id: "only-production",
  title: "npm has replaced this option by --omit=dev",
  severity: "info",
  category: "node",
  why:
    "Since npm 7, which came with Node.js 15, `--omit=dev` says what `--only=production` and `--production` said. " +
    "The old options still work with a warning, and may go with a next version.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci#omit"],
  bad: "FROM node:24-slim\nRUN npm ci --only=production",
  good: "FROM node:24-slim\nRUN npm ci --omit=dev",

  *check(file, facts) {
    for (const stage of file.stages) {
      for (const install of [...installsOf(stage), ...prunesOf(stage)]) {
        const { command, manager, instruction } = install;
        // An npm before 7 takes --omit for nothing, and would install them all.
        if (manager !== "npm" || omitFlag(install, facts) !== "--omit=dev") continue;
        const isUnknown = managerVersionOf(install, facts) === undefined;
        for (const { span, text } of oldOptions(command.words)) {
          const flag = instruction.exec ? '"--omit=dev"' : "--omit=dev";
          yield {
            span,
            message: `npm has replaced ${text} by --omit=dev and warns about it`,
            fixes: [{ title: "Use --omit=dev", safe: !isUnknown, optional: isUnknown, edits: [replace(span, flag)] }],
          };
        }
      }
    }
  },
} satisfies DockerfileRule;

function prunesOf({ instructions }: Stage): Pick<Install, "command" | "instruction" | "manager">[] {
  return instructions.flatMap((instruction) =>
    instruction.keyword !== "RUN" || instruction.onbuild
      ? []
      : commandsIn(instruction, "npm").flatMap((command) =>
          runs(command, "npm prune") ? { command, instruction, manager: "npm" as const } : [],
        ),
  );
}

function* oldOptions(words: readonly Word[]): Iterable<{ span: Span; text: string }> {
  for (const [index, word] of words.entries()) {
    const { value, start } = word;
    const next = words[index + 1];
    if (
      value === "--only=production" ||
      value === "--only=prod" ||
      value === "--production" ||
      value === "--production=true"
    ) {
      yield { span: word, text: value };
    } else if (value === "--only" && next && /^prod(?:uction)?$/.test(next.value ?? "")) {
      yield { span: { start, end: next.end }, text: `--only ${next.value}` };
    }
  }
}
