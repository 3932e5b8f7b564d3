import { isWhole } from "../edits/edits";
import { entryScript } from "../image/entryScripts";
import { findBashisms } from "../instructions/bashisms";
import { plainShell } from "../stage/defaultShell";
import { folderAfter } from "../stage/folders";
import { isUnixShell, mainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import type { Command, DockerfileRule, Fix, Stage, Word } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";

export default {
  on: "Dockerfile",
  needs: ["CMD", "ENTRYPOINT"],
  id: "bash-in-start-script",
  title: "The start script is for /bin/sh and says what only bash understands",
  severity: "warning",
  category: "shell",
  why:
    "On Debian and Ubuntu `/bin/sh` is dash, on Alpine ash. At an array or `<<<` they do not start the script at all; `[[ … ]]`, `source` and `pushd` dash takes for programs that are not there, so that a condition never holds, or the script ends. " +
    "Begin it with `#!/bin/bash`, where the image has that, or write what every shell knows.",
  sources: ["https://wiki.ubuntu.com/DashAsBinSh", "https://www.shellcheck.net/wiki/SC3010"],
  files: { "start.sh": '#!/bin/sh\nif [[ -z "$PORT" ]]; then export PORT=3000; fi\nexec node server.js\n' },
  filesAfter: { "start.sh": '#!/bin/bash\nif [[ -z "$PORT" ]]; then export PORT=3000; fi\nexec node server.js\n' },
  bad: 'FROM node:24-slim\nCOPY . .\nCMD ["./start.sh"]',
  good: 'FROM node:24-slim\nCOPY . .\nCMD ["./start.sh"]',

  *check({ final: stage }, facts) {
    const main = stage && mainProcess(stage);
    const shell = plainShell(stage);
    if (!stage || !main || !shell || shell === "sh" || isOtherwise(stage)) return;
    const script = entryScript(main.argv, folderAfter(stage), stage, facts);
    const [program, ...words] = main.argv;
    if (!script || !program || choosesShell.test(script.text)) return;
    const isCalled = isUnixShell(program);
    const named = isCalled ? programName(program.value) : firstLine.exec(script.text)?.[1];
    if (named !== "sh" && named !== shell) return;
    const [first] = findBashisms(script, script.all.filter(isReached)).filter(
      ({ what, inAsh }) => !what.startsWith('"echo') && (shell === "dash" || !inAsh),
    );
    const word = isCalled ? words.find(({ text }) => !text.startsWith("-")) : program;
    if (!first || !word) return;
    const path = facts.contents?.has(script.path) ? script.path : undefined;
    const line = lineNumbersOf(script.text)(first.span.start) + 1;
    yield {
      span: word,
      message: `${script.path} is for /bin/sh, which is ${shell} here, and ${first.what} in its line ${line} is for bash`,
      related: path === undefined ? [] : [{ ...first.span, file: path, message: "Only bash understands this" }],
      fixes: shell === "dash" ? fixesOf(script.text, path, isCalled ? program : undefined) : [],
    };
  },
} satisfies DockerfileRule;

/** What somebody calls a function is judged where it is called, which nobody follows here. */
function isReached({ within }: Command): boolean {
  return !within.includes("function");
}

/** Something else may have been put in the place of /bin/sh. */
function isOtherwise(stage: Stage): boolean {
  return inherited(stage).some(
    ({ keyword, argumentText }) => keyword === "RUN" && /\/bin\/sh\b|\bdash\b/.test(argumentText),
  );
}

/** It looks which shell it runs in, or starts another one. */
const choosesShell = /\bBASH|\b(?:ba|z|k)sh[ \t]+["']?\$|\bcommand -v bash\b/;

const firstLine = /^#![ \t]{0,9}(?:\/usr)?\/bin\/(?:env[ \t]{1,9})?(sh|dash|ash)\b/;

/** These images have bash: it reads the script where its first line says so, or the call. */
function fixesOf(text: string, path: string | undefined, caller: Word | undefined): Fix[] {
  const title = (what: string) => ({ title: what, safe: false });
  if (caller) {
    const at = caller.text.lastIndexOf("sh");
    const isPlain = isWhole(caller) && /^["']?(?:\/bin\/)?sh["']?$/.test(caller.text);
    const edit = { start: caller.start + at, end: caller.start + at, text: "ba" };
    return isPlain ? [{ ...title("Start it by bash"), edits: [edit] }] : [];
  }
  const line = firstLine.exec(text)?.[0];
  if (path === undefined || line === undefined) return [];
  const edit = { start: 0, end: line.length, text: "#!/bin/bash", file: path };
  return [{ ...title(`Begin ${path} with #!/bin/bash`), edits: [edit] }];
}
