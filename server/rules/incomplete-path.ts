import { isWhole, replace } from "../edits/edits";
import { isFatal } from "../image/calls";
import { baseOf } from "../image/programs";
import { lostPath } from "../instructions/lostPath";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Facts, Fix, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: ["ENV"],
  id: "incomplete-path",
  title: "PATH leaves out the folders in which the programs of the image lie",
  severity: "warning",
  category: "correctness",
  breaks: true,
  why:
    "`ENV PATH=/app/bin` takes the place of the whole list: what lies in `/usr/bin` and `/usr/local/bin`, such as `mkdir`, `apt-get` or `node`, is not found from there on. " +
    "Name the old list behind the new folder, not between single quotes, where Docker replaces no variables.",
  sources: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"],
  bad: "FROM debian:13-slim\nENV PATH=/app/bin\nRUN mkdir /data",
  good: "FROM debian:13-slim\nENV PATH=/app/bin:$PATH\nRUN mkdir /data",

  *check(file, facts) {
    for (const stage of file.stages) {
      for (const instruction of stage.instructions) {
        const lost = lostPath(instruction);
        const program = lost && missedIn(file, stage, instruction, facts);
        if (!lost || program === undefined) continue;
        yield {
          span: lost.value,
          message: `${lost.isQuoted ? "Between single quotes $PATH stays as it is written" : "This takes the place of the whole PATH"}, so that ${program} is not found below`,
          fixes: fixes(lost.value, lost.isQuoted),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** The first program that the image has and that is called below without its folder; undefined where none is, or PATH is set again. */
function missedIn(file: Dockerfile, stage: Stage, by: Instruction, facts: Facts): string | undefined {
  const base = baseOf(stage, facts);
  if (!base) return undefined;
  const isMissed = (word: Word | undefined): word is Word => {
    const name = word?.value ?? "";
    return hasSystem(base.system, base.shell) && everywhere.has(name)
      ? true
      : usual.has(name) && base.hasProgram(name) === true;
  };
  if (mayHoldTools(stage, by)) return undefined;
  const isProfiled = [...stage.instructions].some(
    (step) =>
      step.keyword === "ENV" && step.assignments.some(({ name }) => /^(?:BASH_ENV|ENV)$/.test(name.value ?? "")),
  );
  if (isProfiled || isLogin(by.before.shell?.join(" ") ?? "")) return undefined;
  const below = file.instructions.filter((it) => it.stage === stage && it.start > by.start && !it.onbuild);
  const again = below.findIndex(
    (it) => it.keyword === "ENV" && it.assignments.some(({ name }) => name.value === "PATH"),
  );
  for (const run of again < 0 ? below : below.slice(0, again)) {
    if (run.keyword === "SHELL" && isLogin(run.argumentText)) return undefined;
    if (run.keyword !== "RUN" || /\bPATH=/.test(run.argumentText) || isLogin(run.argumentText)) continue;
    const missed = commandsIn(run).find(
      (command) =>
        isMissed(command.words[0]) && isFatal(file, run, command) && !definesFunction(run, command.words[0]?.value),
    );
    if (missed) return missed.words[0]?.value;
  }
  const main = again < 0 && stage === file.final ? mainProcess(stage) : undefined;
  const [program] = main?.argv ?? [];
  return isMissed(program) ? program.value : undefined;
}

/** Whether a step before has put programs, or links to those of the system, into a folder of the new list. */
function mayHoldTools(stage: Stage, by: Instruction): boolean {
  const value = by.assignments.findLast(({ name }) => name.value === "PATH")?.value?.value ?? "";
  const folders = value.split(":").map((folder) => folder.replace(/(?<!\/)\/+$/, ""));
  return inherited(stage).some((step) => {
    if (step.start >= by.start) return false;
    if (step.keyword === "RUN")
      return /\b(?:ln|cp|mv|install|busybox|rsync|tar)\b/.test(step.argumentText) && named(folders, step.argumentText);
    return isCopy(step) && flagOf(step, "from") !== undefined && named(folders, step.argumentText);
  });
}

function named(folders: readonly string[], text: string): boolean {
  return folders.some((folder) => folder === "" || text.includes(folder));
}

/** Whether a shell reads settings in which PATH may be set anew. */
function isLogin(text: string): boolean {
  return /\bprofile\b|bashrc|--login|sh["',\s]+-\w*l|\bBASH_ENV\b/.test(text);
}

function definesFunction(run: Instruction, name = ""): boolean {
  return run.argumentText.replace(/\s/g, "").includes(`${name}()`) || /\balias\b/.test(run.argumentText);
}

/** Whether an image has the small programs of a distribution. */
function hasSystem(system: string | undefined, shell: string | undefined): boolean {
  return (
    shell !== undefined && shell !== "none" && /^(?:debian|ubuntu|alpine|rhel|amazon|suse|wolfi)$/.test(system ?? "")
  );
}

const everywhere: ReadonlySet<string> = new Set("mkdir rm cp mv ln chmod chown cat ls touch id env sleep".split(" "));

/** What lies in the folders of the system, and hardly in another one as well. */
const usual: ReadonlySet<string> = new Set("apt-get apk dnf yum curl wget git node npm npx".split(" "));

function fixes(value: Word, isQuoted: boolean): Fix[] {
  const { text } = value;
  if (!isWhole(value) || !/^(?:[\w./:-]+|(["'])[\w./:${}-]+\1)$/.test(text)) return [];
  const plain = text.replace(/^["']|["']$/g, "");
  const edits = [replace(value, isQuoted ? `"${plain}"` : `${plain}:$PATH`)];
  return [{ title: isQuoted ? "Write it between double quotes" : "Keep the old PATH behind it", safe: false, edits }];
}
