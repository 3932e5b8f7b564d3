import { isWhole, replace } from "../edits/edits";
import { type ForeignOption, foreignOptions } from "../rights/accountOptions";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["adduser", "addgroup"],
  id: "foreign-account-option",
  title: "adduser or addgroup gets options of another distribution",
  severity: "warning",
  category: "user",
  breaks: true,
  why:
    "Debian and Alpine have programs of the same names with options of their own: `adduser -D` and `addgroup -S` belong to BusyBox, which Alpine has, `--disabled-login` and `--group` to Debian. " +
    "The other program stops at them, and so does the build; Debian's takes `-h` and `-H` for a wish for help, and makes no account. " +
    "`useradd` and `groupadd` are the same wherever they are there.",
  sources: [
    "https://manpages.debian.org/bookworm/adduser/adduser.8.en.html",
    "https://www.busybox.net/downloads/BusyBox.html",
  ],
  bad: "FROM node:24-slim\nRUN addgroup -S app && adduser -S -G app app\nUSER app",
  good: "FROM node:24-slim\nRUN addgroup --system app && adduser --system --ingroup app app\nUSER app",

  *check(file, facts) {
    for (const found of foreignOptions(file, facts)) {
      const { command, word, system, isHelp } = found;
      const here = system === "alpine" ? "BusyBox, which Alpine has," : system === "ubuntu" ? "Ubuntu" : "Debian";
      yield {
        span: word,
        message: isHelp
          ? `The ${command.name} of ${here} takes "${word.text}" for a wish for help, and makes no account`
          : `The ${command.name} of ${here} does not know "${word.text}", so that the build stops here`,
        fixes: fixesOf(file, found),
      };
    }
  },
} satisfies DockerfileRule;

function fixesOf({ text }: Dockerfile, { instruction, command, meant, system }: ForeignOption): Fix[] {
  const [first] = command.words;
  const last = command.words.at(-1);
  const isPlain = instruction.script?.form === "shell" && command.words.every(isWhole);
  if (!first || !last || meant === undefined || !isPlain) return [];
  const span = { start: first.start, end: last.end };
  if (/[\r\n]/.test(text.slice(span.start, span.end))) return [];
  const title = `Write it as the ${command.name} of ${system === "ubuntu" ? "Ubuntu" : "Debian"} takes it`;
  return [{ title, safe: false, edits: [replace(span, meant)] }];
}
