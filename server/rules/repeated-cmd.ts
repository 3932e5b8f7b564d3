import { overridden } from "../instructions/overridden";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["CMD"],
  id: "repeated-cmd",
  title: "A CMD has no effect because a later one takes its place",
  severity: "warning",
  category: "correctness",
  aliases: ["DL4003", "MultipleInstructionsDisallowed"],
  why:
    "A container starts with one command: of several `CMD` in a stage only the last counts, whatever the others say. " +
    "Delete the others, or make one of them the `ENTRYPOINT`.",
  sources: [
    "https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",
    "https://docs.docker.com/reference/dockerfile/#cmd",
  ],
  bad: 'FROM node:24-slim\nCMD ["npm", "start"]\nCMD ["node", "server.js"]',
  good: 'FROM node:24-slim\nCMD ["node", "server.js"]',

  check: (file) => overridden(file, "CMD"),
} satisfies DockerfileRule;
