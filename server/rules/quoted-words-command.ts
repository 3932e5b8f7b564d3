import { execFormFixes, shellFormOf } from "../node/start";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "quoted-words-command",
  title: "Quoted words without brackets are no exec form",
  severity: "warning",
  category: "signals",
  mendsShell: true,
  practice: "signals",
  aliases: ["DL3025", "JSONArgsRecommended"],
  why:
    '`CMD "npm" "start"` looks like exec form, but without brackets and commas Docker hands it to `/bin/sh ' +
    '-c`, which keeps SIGTERM from the program. A whole command in one pair of quotes, `CMD "npm start"`, does ' +
    "not even start: the shell looks for a program with a blank in its name.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#exec-form",
    "https://docs.docker.com/reference/build-checks/json-args-recommended/",
  ],
  files: { "package.json": '{ "scripts": { "start": "node server.js" } }', "server.js": "" },
  bad: 'FROM node:22-slim\nCOPY . .\nCMD "npm" "start"',
  good: 'FROM node:22-slim\nCOPY . .\nCMD ["node", "server.js"]',

  *check(file, facts) {
    for (const instruction of file.instructions) {
      if (shellFormOf(file, instruction) !== "quoted words") continue;
      const { argument, keyword, argumentText, script } = instruction;
      const isOne = script?.commands[0]?.words.length === 1;
      yield {
        span: argument,
        severity: isOne ? "error" : undefined,
        message: isOne
          ? `The shell looks for one program called ${shorten(argumentText)}, blanks included`
          : argumentText.includes("$")
            ? `The shell that replaces the variables of ${keyword} ${shorten(argumentText)} stays, and keeps SIGTERM from it`
            : `${keyword} ${shorten(argumentText)} lacks brackets and commas, so that a shell keeps SIGTERM from it`,
        fixes: execFormFixes(file, instruction, facts),
      };
    }
  },
} satisfies DockerfileRule;

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 38)}…` : text;
}
