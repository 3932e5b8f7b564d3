import { rewrite } from "../node/start";
import { detachedStart } from "../stage/detached";
import { programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "detached-start",
  title: "A process manager puts the program into the background, where Docker does not see it",
  severity: "warning",
  category: "signals",
  practice: "signals",
  why:
    "A container lives as long as its first process, and *docker stop* signals that one alone: behind `pm2 start` the program runs in a daemon that hears nothing, " +
    "and is killed when the container ends. `pm2-runtime`, of the same package, stays in the foreground, passes signals on and prints what the program prints.",
  sources: ["https://pm2.keymetrics.io/docs/usage/docker-pm2-nodejs/"],
  bad: "FROM node:24-slim\nRUN npm install -g pm2@6.0.13\nCMD pm2 start server.js && pm2 logs",
  good: 'FROM node:24-slim\nRUN npm install -g pm2@6.0.13\nCMD ["pm2-runtime", "start", "server.js"]',

  *check(file, facts) {
    const found = file.final && detachedStart(file.final);
    if (!found || isForDevelopment(file, facts)) return;
    const { instruction, words, keeper, isAlone } = found;
    const [program] = words;
    const call = words
      .slice(0, 2)
      .map(({ value, text }) => value ?? text)
      .join(" ");
    const argv = words.map(({ value, text }) => ({ value, isPlain: value !== undefined && !/[*?[{~$`]/.test(text) }));
    const isOwn = program !== undefined && instruction.start <= program.start && program.end <= instruction.end;
    const isPm2 = programName(program?.value) === "pm2";
    const runtime = argv.map(({ value = "" }, index) => (index === 0 ? value.replace(/pm2$/, "pm2-runtime") : value));
    const edits =
      isPm2 && isOwn && isAlone && argv.every(({ isPlain }) => isPlain)
        ? rewrite(file, instruction, { argv: runtime, environment: {} })
        : undefined;
    yield {
      span: isOwn ? { start: program.start, end: words.at(-1)?.end ?? program.end } : instruction.argument,
      message:
        keeper === undefined
          ? `${call} leaves the program in the background, so that the container ends at once`
          : `${call} leaves the program in the background: docker stop signals ${keeper} alone, and the program is killed`,
      fixes: edits ? [{ title: "Start it by pm2-runtime", safe: false, edits }] : [],
    };
  },
} satisfies DockerfileRule;
