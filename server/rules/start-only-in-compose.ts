import { insertAfter, keywordLike } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { composeStart } from "../image/shipped";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { baseFacts } from "../stage/users";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "start-only-in-compose",
  title: "Only a file of Compose says what the image starts",
  severity: "info",
  category: "correctness",
  why:
    "The image itself has no CMD and no ENTRYPOINT, so that Docker starts what the base image has, an interpreter or a shell, " +
    "wherever it runs without that file. A CMD with the same words changes nothing for Compose, whose `command` goes before it.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#command"],
  files: { "server.js": "", "compose.yaml": "services:\n  web:\n    build: .\n    command: node server.js\n" },
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY server.js .",
  good: 'FROM node:24-slim\nWORKDIR /app\nCOPY server.js .\nCMD ["node", "server.js"]',

  *check(file, facts) {
    const { final } = file;
    const last = final?.instructions.at(-1);
    if (!final || !last || mainProcess(final) || isForDevelopment(file, facts)) return;
    // Images of servers start what they are for.
    if (!baseFacts(final)?.isListed || !languages.test(final.base?.name ?? "")) return;
    if (final.instructions.some(({ onbuild }) => onbuild)) return;
    const start = composeStart(file, facts);
    if (!start) return;
    const line = `${keywordLike(file, last, "CMD")} ${execForm(start.argv)}`;
    yield {
      span: final.from.name,
      message: `Only ${start.file} says what the image starts: "${start.argv.join(" ")}"`,
      fixes: [{ title: `Say in CMD what ${start.file} starts`, safe: false, edits: [insertAfter(file, last, line)] }],
    };
  },
} satisfies DockerfileRule;

/** Images that start an interpreter or a shell by themselves. */
const languages =
  /^(?:node|python|ruby|golang|rust|openjdk|eclipse-temurin|amazoncorretto|debian|ubuntu|alpine|oven\/bun|denoland\/deno)$/;
