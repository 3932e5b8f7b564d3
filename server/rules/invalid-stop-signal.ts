import { replace } from "../edits/edits";
import { liftComment } from "../instructions/trailing";
import type { DockerfileRule, Fix } from "../types";
import { misspelt } from "../util/similar";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["STOPSIGNAL"],
  id: "invalid-stop-signal",
  title: "There is no such signal, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "`STOPSIGNAL` takes one signal, by its name or number: `SIGTERM`, `SIGQUIT`, `15`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#stopsignal"],
  bad: "FROM node:24-slim\nSTOPSIGNAL SIGTREM",
  good: "FROM node:24-slim\nSTOPSIGNAL SIGTERM",

  *check(file) {
    for (const instruction of file.instructions) {
      const [word] = instruction.words;
      if (instruction.keyword !== "STOPSIGNAL" || !word || /["'$\\]/.test(word.text) || isSignal(word.text)) continue;
      const at = word.text.indexOf("#");
      const comment = at > 0 ? liftComment(file, instruction, { start: word.start + at, end: word.end }) : undefined;
      const name = misspelt(word.text.toUpperCase().replace(/^SIG/, ""), [...names]);
      const near = name && `SIG${name}`;
      const fix: Fix | undefined =
        comment ?? (near ? { title: `Write ${near}`, safe: false, edits: [replace(word, near)] } : undefined);
      const hint = near && !comment ? `; did you mean ${near}` : "";
      yield {
        span: word,
        message: comment
          ? "Docker takes a comment behind STOPSIGNAL for part of the signal: it needs a line of its own"
          : `There is no signal ${word.text}${hint}`,
        severity: instruction.onbuild ? "warning" : undefined,
        fixes: fix && [fix],
      };
    }
  },
} satisfies DockerfileRule;

/** Those of Linux. */
const names = new Set(
  (
    "TERM INT QUIT HUP KILL USR1 USR2 ABRT ALRM BUS CHLD CLD CONT FPE ILL IO IOT PIPE POLL PROF PWR SEGV STKFLT STOP SYS " +
    "TRAP TSTP TTIN TTOU URG VTALRM WINCH XCPU XFSZ RTMIN RTMAX"
  ).split(" "),
);

function isSignal(text: string): boolean {
  if (/^[-+]?\d+$/.test(text)) return Number(text) !== 0;
  const name = text.toUpperCase().replace(/^SIG/, "");
  const [, base, distance] = /^RTM(IN\+|AX-)(\d{1,2})$/.exec(name) ?? [];
  if (base) return Number(distance) >= 1 && Number(distance) <= (base === "IN+" ? 15 : 14);
  return names.has(name);
}
