import { addFlag, removeInstruction, replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { isReadByNone } from "../image/shellLess";
import { execFormFixes } from "../node/start";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf, instructionsOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Facts, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "shell-form-without-shell",
  title: "The image has no shell to read this",
  severity: "error",
  category: "shell",
  why:
    "Shell form is read by `/bin/sh` of the image itself, and `scratch` and distroless images have none: a `RUN` stops the build, and a " +
    "container cannot start. Do what needs a shell in a build stage, and write `ENTRYPOINT`, `CMD` and `HEALTHCHECK` in exec form.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
    "https://github.com/GoogleContainerTools/distroless#entrypoints",
  ],
  bad: "FROM scratch\nCOPY --chmod=755 server /server\nENTRYPOINT /server --port 8080",
  good: 'FROM scratch\nCOPY --chmod=755 server /server\nENTRYPOINT ["/server", "--port", "8080"]',

  *check(file, facts) {
    for (const instruction of instructionsOf(file, "RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK")) {
      const { stage, script, keyword } = instruction;
      if (!stage || !script || !isReadByNone(instruction, file, facts)) continue;
      yield {
        span: script,
        message: `${stage.base?.text} has no shell, and this is written for one, so that ${consequence(instruction)}`,
        fixes: fixes(file, instruction, facts),
        aliases: keyword === "CMD" || keyword === "ENTRYPOINT" ? ["DL3025", "JSONArgsRecommended"] : undefined,
      };
    }
  },
} satisfies DockerfileRule;

function consequence({ keyword }: Instruction): string {
  if (keyword === "RUN") return "the build stops here";
  return keyword === "HEALTHCHECK" ? "the health check always fails" : "the container cannot start";
}

function fixes(file: Dockerfile, instruction: Instruction, facts: Facts): Fix[] {
  if (instruction.keyword === "RUN") return chmodFix(file, instruction);
  if (instruction.keyword !== "HEALTHCHECK") {
    return execFormFixes(file, instruction, facts).filter(
      ({ edits }) => !edits.some(({ text }) => text.includes('"sh"')),
    );
  }
  const { script, argument } = instruction;
  const [command, ...more] = script?.commands ?? [];
  const argv = command?.words.map(({ value }) => value);
  const isPlain = command && more.every(({ operator, name }) => operator === "||" && name === "exit");
  if (!script || !isPlain || command.redirects.length > 0 || !argv?.every((value) => value !== undefined)) return [];
  const edits = [replace({ start: script.start, end: argument.end }, execForm(argv))];
  return [{ title: "Write it in exec form", safe: false, edits }];
}

/** Bits that a copied file is to get, COPY can give. */
function chmodFix(file: Dockerfile, { script, stage, before }: Instruction): Fix[] {
  const run = script?.instruction;
  const [command, ...more] = script?.commands ?? [];
  const [, mode, target, ...others] = command?.words.map(({ value }) => value) ?? [];
  const bits = /^[ua]*\+r?x$/.test(mode ?? "") ? "755" : /^0?[0-7]{3}$/.exec(mode ?? "")?.[0];
  const path = resolvePath(before.workdir ?? "/", target);
  if (!run || command?.name !== "chmod" || more.length + others.length > 0 || bits === undefined) return [];
  const copy = stage?.instructions.find(({ keyword, words, before: state, onbuild }) => {
    return (
      keyword === "COPY" &&
      !onbuild &&
      words.length === 2 &&
      resolvePath(state.workdir ?? "/", words[1]?.value) === path
    );
  });
  if (!copy || copy.start > run.start || flagOf(copy, "chmod")) return [];
  const edits = [addFlag(copy, `--chmod=${bits}`), removeInstruction(file, run)];
  return [{ title: `Copy it with --chmod=${bits}`, safe: false, edits }];
}
