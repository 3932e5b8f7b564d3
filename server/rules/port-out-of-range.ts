import { exposedPorts } from "../instructions/ports";
import type { DockerfileRule } from "../types";

/** Ports are 16-bit numbers. */
const highest = 65_535;

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["EXPOSE"],
  id: "port-out-of-range",
  title: "There is no such port",
  severity: "error",
  category: "correctness",
  syntax: true,
  aliases: ["DL3011"],
  why: "Ports go up to 65535; with a higher number the build fails.",
  sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  bad: "FROM node:24-slim\nEXPOSE 80000",
  good: "FROM node:24-slim\nEXPOSE 8000",

  *check(file) {
    for (const { word, container } of exposedPorts(file)) {
      const tooHigh = container.split("-").find((port) => /^\d+$/.test(port) && Number(port) > highest);
      if (tooHigh !== undefined)
        yield { span: word, message: `There is no port ${tooHigh}: the highest is ${highest}` };
    }
  },
} satisfies DockerfileRule;
