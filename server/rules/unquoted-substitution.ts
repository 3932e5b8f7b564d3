import { printsOneWord, quote, takesPackages, type Unquoted, unquotedIn } from "../instructions/expansions";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["$(", "`"],
  id: "unquoted-substitution",
  title: "The shell splits the output of a command outside of quotes into words",
  severity: "hint",
  category: "shell",
  aliases: ["SC2046"],
  why:
    "Outside of double quotes the shell splits the output of `$(…)` at blanks and takes `*` in it for a pattern of file names; no output is no word at all. " +
    "Leave the quotes out only where the output is a list.",
  sources: ["https://www.shellcheck.net/wiki/SC2046"],
  bad: "FROM debian:13-slim\nRUN cp a.conf $(cat /etc/target)/",
  good: 'FROM debian:13-slim\nRUN cp a.conf "$(cat /etc/target)/"',

  *check(file) {
    for (const instruction of runsOf(file)) {
      for (const unquoted of unquotedIn(file, instruction, "command")) {
        if (printsOneWord(unquoted.text) || takesList(unquoted)) continue;
        const edit = quote(unquoted);
        yield {
          span: unquoted.expansion,
          message: "The output of this command stands outside of quotes, so that blanks in it split it into words",
          fixes: edit && [{ title: "Quote the substitution", safe: false, edits: [edit], optional: true }],
        };
      }
    }
  },
} satisfies DockerfileRule;

/** They are mostly given the output of `cat`, `find` or `pkg-config` as a list; `echo` joins it again. */
const takers = new Set(
  "rm kill chmod chown chgrp strip ls ldd cat echo printf gcc g++ cc c++ clang gpg useradd usermod make xargs env code".split(
    " ",
  ),
);

function takesList({ command: { name }, word, expansion, text }: Unquoted): boolean {
  if (expansion.start !== word.start || expansion.end !== word.end) return false;
  // `./configure $(test a = b && echo --with-c)` gives an option, or no word at all.
  if (name === undefined || /^(?:configure|cmake)$/.test(name) || /&&\s*echo\b/.test(text)) return true;
  return takers.has(name) || takesPackages.has(name);
}
