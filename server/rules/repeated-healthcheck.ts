import { overridden } from "../instructions/overridden";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["HEALTHCHECK"],
  id: "repeated-healthcheck",
  title: "A HEALTHCHECK has no effect because a later one takes its place",
  severity: "warning",
  category: "correctness",
  aliases: ["DL3012", "MultipleInstructionsDisallowed"],
  why:
    "A container has one health check: of several `HEALTHCHECK` in a stage only the last counts, `NONE` included. " +
    "Delete the others, or let one command check everything.",
  sources: [
    "https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
  ],
  bad: 'FROM node:24-slim\nHEALTHCHECK CMD ["node", "ping.js"]\nHEALTHCHECK CMD ["node", "health.js"]',
  good: 'FROM node:24-slim\nHEALTHCHECK CMD ["node", "health.js"]',

  check: (file) => overridden(file, "HEALTHCHECK"),
} satisfies DockerfileRule;
