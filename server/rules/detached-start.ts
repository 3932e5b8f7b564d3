import { leavingDaemons } from "../data/startPrograms";
import { detachedServer } from "../image/detachedServer";
import { rewrite } from "../node/start";
import { byRuntime, detachedStart } from "../stage/detached";
import { programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Word } from "../types";
import { own } from "../util/records";

export default {
  on: "Dockerfile",
  id: "detached-start",
  title: "The program goes into the background, where Docker does not see it",
  severity: "warning",
  category: "signals",
  practice: "signals",
  why:
    "A container lives as long as its first process, and *docker stop* signals that one alone: behind `pm2 start` the program runs in a daemon that hears nothing, " +
    "and is killed when the container ends. " +
    "`pm2-runtime`, of the same package, stays in the foreground, passes signals on and prints what the program prints; with `--no-daemon`, pm2 stays, too, and does not heed the signal. " +
    "nginx leaves the foreground as well unless it is told `daemon off`, and so do `cron` without `-f`, `sshd` without `-D`, and what `service` starts.",
  sources: [
    "https://pm2.keymetrics.io/docs/usage/docker-pm2-nodejs/",
    "https://nginx.org/en/docs/ngx_core_module.html#daemon",
  ],
  bad: "FROM node:24-slim\nRUN npm install -g pm2@6.0.13\nCMD pm2 start server.js && pm2 logs",
  good: 'FROM node:24-slim\nRUN npm install -g pm2@6.0.13\nCMD ["pm2-runtime", "start", "server.js"]',

  *check(file, facts) {
    const found = (file.final && detachedStart(file.final)) ?? detachedServer(file, facts);
    if (!found || isForDevelopment(file, facts)) return;
    const { instruction, words, keeper, isAlone, stays } = found;
    const [program] = words;
    const call = words
      .slice(0, 2)
      .map(({ value, text }) => value ?? text)
      .join(" ");
    const argv = words.map(({ value, text }) => ({ value, isPlain: value !== undefined && !/[*?[{~$`]/.test(text) }));
    const isOwn = program !== undefined && instruction.start <= program.start && program.end <= instruction.end;
    const remedy = remedyFor(words);
    const edits =
      remedy && isOwn && isAlone && argv.every(({ isPlain }) => isPlain)
        ? rewrite(file, instruction, { argv: remedy.argv, environment: {} })
        : undefined;
    yield {
      span: isOwn ? { start: program.start, end: words.at(-1)?.end ?? program.end } : instruction.argument,
      message: stays
        ? `${call} ${stays} does not heed SIGTERM: docker stop waits ten seconds, and then kills the program`
        : keeper === undefined
          ? `${call} leaves the program in the background, so that the container ends at once`
          : `${call} leaves the program in the background: docker stop signals ${keeper} alone, and the program is killed`,
      fixes: edits ? [{ title: remedy?.title ?? "", safe: false, edits }] : [],
    };
  },
} satisfies DockerfileRule;

/** What starts the same in the foreground. */
function remedyFor(words: readonly Word[]): { readonly title: string; readonly argv: readonly string[] } | undefined {
  const argv = words.map(({ value = "" }) => value);
  const [program = "", ...rest] = argv;
  const name = programName(program);
  if (name === "pm2") return { title: "Start it by pm2-runtime", argv: byRuntime(argv) };
  const daemon = own(leavingDaemons, name ?? "");
  if (daemon) return { title: `Keep ${name} in the foreground`, argv: [program, daemon.foreground, ...rest] };
  if (name !== "nginx" || rest.includes("-g")) return undefined;
  return { title: "Keep nginx in the foreground", argv: [program, ...rest, "-g", "daemon off;"] };
}
