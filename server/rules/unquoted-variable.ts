import { printsOneWord, quote, takesPackages, type Unquoted, unquotedIn } from "../instructions/expansions";
import { runsOf, unixCommands } from "../syntax/runs";
import type { DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["$"],
  id: "unquoted-variable",
  title: "The shell splits a variable outside of quotes into words",
  severity: "hint",
  category: "shell",
  aliases: ["SC2086"],
  why:
    "Outside of double quotes the shell splits the value of a variable at blanks, and takes `*` in it for a pattern of file names; an empty value is no word at all. " +
    "`rm -rf $DIR/` is the well-known example. Leave the quotes out where the value is a list, and say so by its name: `$PACKAGES`.",
  sources: ["https://www.shellcheck.net/wiki/SC2086"],
  bad: "FROM debian:13-slim\nARG TARGET\nRUN rm -rf $TARGET/cache",
  good: 'FROM debian:13-slim\nARG TARGET\nRUN rm -rf "$TARGET/cache"',

  *check(file) {
    for (const instruction of runsOf(file)) {
      for (const unquoted of unquotedIn(file, instruction, "variable")) {
        const name = /^\$\{?(\w+)/.exec(unquoted.text)?.[1] ?? "";
        if (!isRisky(name, unquoted, instruction)) continue;
        const edit = quote(unquoted);
        yield {
          span: unquoted.expansion,
          message: `${unquoted.text} stands outside of quotes, so that blanks in its value split it into words`,
          fixes: edit && [{ title: `Quote ${unquoted.text}`, safe: false, edits: [edit], optional: true }],
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Names of lists, which are meant to be split, and of what has no blanks. */
const lists = /s$|(?:^|_)(?:all|list|cmd|command|env)$/i;
const words =
  /version|random|arch|platform|number|major|minor|release|stream|(?:^|_)(?:os|uid|gid|id|port|tag|branch|commit|rev|ref|sha\d*|hash|checksum|home|user|group|date|job|url|uri|proxy|host|codename|name|suffix|prefix)$/i;

function isRisky(name: string, { text, word, command }: Unquoted, instruction: Instruction): boolean {
  // `${X:+--flag $X}` is no value of somebody's own, a counter holds no blanks, and in an address they are rare.
  if (!/^[A-Za-z_]\w/.test(name) || /^\$\{\w+:?\+/.test(text) || /^["']?https?:/.test(word.text)) return false;
  if (lists.test(name) || words.test(name) || takesPackages.has(command.name ?? "")) return false;
  return instruction.variable(name) === undefined && !isOneWord(name, instruction, command.start);
}

/** Whether all that the RUN itself gives the variable is one word. */
function isOneWord(name: string, instruction: Instruction, before: number): boolean {
  const values = unixCommands(instruction).flatMap(({ assignments, start }) =>
    start < before ? assignments.filter((assignment) => assignment.name.value === name).map(({ value }) => value) : [],
  );
  return (
    values.length > 0 &&
    values.every((value) =>
      value?.value === undefined ? printsOneWord(value?.text ?? "") : /^[^\s*?[]+$/.test(value.value),
    )
  );
}
