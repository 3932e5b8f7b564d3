/** Servers that go into the background when nothing tells them not to: nginx, daemons of distributions, and what `service` and its like start. */

import { officialName } from "../data/images";
import { leavingDaemons } from "../data/startPrograms";
import { type Detached, detachedBy } from "../stage/detached";
import { mainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { copiedNames } from "../syntax/ownCode";
import { commandsIn } from "../syntax/runs";
import type { Command, Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { baseName, isWithin } from "../util/paths";
import { among } from "../util/reads";
import { own } from "../util/records";
import { everyService, startsProgram } from "./shipped";
import { sourceAt } from "./sources";

/** The configurations that may keep nginx in the foreground. */
export const nginxReads = among(12, (files) => files.filter((path) => /(?:^|\/)nginx[^/]*\.conf$/.test(path)));

const configuration = "/etc/nginx/nginx.conf";

/** The start of the last stage by a server that certainly leaves the foreground, so that the container ends; undefined for any other. */
export function detachedServer(file: Dockerfile, facts: Facts): Detached | undefined {
  const stage = file.final;
  const main = stage && mainProcess(stage);
  // An entrypoint of somebody's image may do anything with these words.
  if (
    !stage ||
    !main ||
    officialName(stage.base?.name ?? "/")
      .replace(unprivileged, "nginx")
      .includes("/")
  ) {
    return undefined;
  }
  if (everyService(file, facts, (service) => startsProgram(service, main))) return undefined;
  const leaves = (words: readonly Word[]) =>
    startsService(words) ||
    leavesByItself(words, stage) ||
    (isBareNginx(words) && isNginxUnchanged(file, stage, facts));
  if (main.starts.exec && !main.isShell) {
    const { argv: words, starts: instruction } = main;
    return leaves(words) ? { instruction, words, keeper: undefined, isAlone: main.init === undefined } : undefined;
  }
  const found = detachedBy(main.starts, ({ words }: Command) => leaves(words));
  // Something else may go on there; `tail -f` of a log beside cron is how its jobs are seen.
  if (!found?.isWhole || (found.keeper !== undefined && leavesByItself(found.words, stage))) return undefined;
  return found;
}

const unprivileged = /^(?:nginxinc\/)?nginx-unprivileged$/;

/** `service nginx start`, `/etc/init.d/nginx start`, `apachectl start`. */
function startsService(words: readonly Word[]): boolean {
  const [program, ...rest] = words.map(({ value }) => value);
  const isStart = (word: string | undefined) => word === "start" || word === "restart";
  if (program?.startsWith("/etc/init.d/")) return isStart(rest[0]);
  const name = programName(program);
  if (name === "service") return isStart(rest[1]);
  return /^apache(?:2)?ctl$/.test(name ?? "") && rest.length > 0 && isStart(rest.at(-1)) && !rest.includes("-X");
}

/** A daemon of the distribution without the option by which it stays. */
function leavesByItself([program, ...rest]: readonly Word[], stage: Stage): boolean {
  const daemon = own(leavingDaemons, programName(program?.value) ?? "");
  if (!daemon || rest.some(({ value }) => value === undefined || daemon.stays.test(value))) return false;
  // A script of that name may stand before it on the PATH.
  if (inherited(stage).some((step) => copiedNames(step).includes(programName(program?.value) ?? ""))) return false;
  if (daemon.withAlpine && officialName(stage.base?.name ?? "") === "alpine") return true;
  return inherited(stage).some(
    (step) =>
      step.keyword === "RUN" &&
      commandsIn(step, "apt-get", "apt", "apk", "yum", "dnf").some(({ words }) =>
        words.some(({ value }) => daemon.packages.test(value ?? "")),
      ),
  );
}

/** nginx without any option but directives that do not speak of the foreground. */
function isBareNginx([program, ...rest]: readonly Word[]): boolean {
  if (programName(program?.value) !== "nginx") return false;
  return rest.every(({ value }, index) => {
    if (value === "-g" || value === "-q") return true;
    return value !== undefined && rest[index - 1]?.value === "-g" && !value.includes("daemon");
  });
}

/** Whether the stage has the nginx of its image or of the distribution, and a configuration that does not keep it in the foreground. */
function isNginxUnchanged(file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const steps = inherited(stage);
  const name = officialName(stage.base?.name ?? "").replace(unprivileged, "nginx");
  if (name !== "nginx" && !steps.some(installsNginx)) return false;
  if (steps.some((step) => step.onbuild || (step.keyword === "RUN" && mayConfigure(file, step)))) return false;
  const covers = (step: Instruction) => {
    const target = resolvePath(step.before.workdir, step.words.at(-1)?.value);
    return target === undefined || isWithin(configuration, target);
  };
  if (!steps.some((step) => isCopy(step) && covers(step))) return true;
  const source = sourceAt(stage, configuration, facts);
  const text = source === undefined ? undefined : facts.contents?.get(source);
  return text !== undefined && !/\bdaemon\b/.test(text) && !includesAtTop(text);
}

function installsNginx(step: Instruction): boolean {
  if (step.keyword !== "RUN") return false;
  return commandsIn(step, "apt-get", "apt", "apk").some(({ words }) =>
    words.some(({ value }) => /^nginx(?:-(?:light|full|core|extras))?(?:[=~].*)?$/.test(value ?? "")),
  );
}

/** Programs that write no configuration unless its path is named. */
const plain: ReadonlySet<string | undefined> = new Set(
  (
    "apt-get apt apk rm rmdir mkdir chown chmod chgrp ln touch echo printf set true cat sed cp mv adduser addgroup useradd groupadd usermod " +
    "npm npx yarn pnpm node curl wget openssl find ls test [ export update-ca-certificates setcap"
  ).split(" "),
);

/** Whether a RUN may write the main configuration. */
function mayConfigure({ text }: Dockerfile, step: Instruction): boolean {
  if (
    /daemon|nginx\.conf|\/etc\/?(?![\w/.-])|\/etc\/nginx\/?(?!\/?(?:conf\.d|sites-\w+|ssl|certs|html)\b)/.test(
      text.slice(step.start, step.end),
    )
  ) {
    return true;
  }
  return !step.script || step.script.errors.length > 0 || !step.script.commands.every(isPlain);
}

function isPlain({ name, words }: Command): boolean {
  return words.length === 0 || (plain.has(name) && baseName(words[0]?.value ?? "") === name);
}

/** Whether a configuration reads other files outside of any block, where `daemon` may stand, modules left aside. */
function includesAtTop(text: string): boolean {
  let depth = 0;
  for (const line of text.split("\n")) {
    const [code = ""] = line.split("#");
    if (depth === 0 && /^\s*include\s/.test(code) && !code.includes("modules")) return true;
    for (const char of code) depth += char === "{" ? 1 : char === "}" ? -1 : 0;
  }
  return false;
}
