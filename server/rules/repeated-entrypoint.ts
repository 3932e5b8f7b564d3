import { overridden } from "../instructions/overridden";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["ENTRYPOINT"],
  id: "repeated-entrypoint",
  title: "An ENTRYPOINT has no effect because a later one takes its place",
  severity: "warning",
  category: "correctness",
  aliases: ["DL4004", "MultipleInstructionsDisallowed"],
  why:
    "A container starts with one program: of several `ENTRYPOINT` in a stage only the last counts, whatever the " +
    "others say. Delete the others.",
  sources: [
    "https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",
    "https://docs.docker.com/reference/dockerfile/#entrypoint",
  ],
  bad: 'FROM node:24-slim\nENTRYPOINT ["npm", "start"]\nENTRYPOINT ["node", "server.js"]',
  good: 'FROM node:24-slim\nENTRYPOINT ["node", "server.js"]',

  check: (file) => overridden(file, "ENTRYPOINT"),
} satisfies DockerfileRule;
