import { unversionedImages } from "../node/nodeImage";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "latest-tag",
  title: "The base image is tagged latest",
  severity: "warning",
  category: "base-image",
  practice: "pinned-base",
  aliases: ["DL3007"],
  why:
    "`latest` is whatever was released last when the image is built, down to the major version. " +
    "A full version makes every build start from the same one, and an upgrade a change that is seen and tested.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: "FROM node:latest AS build\nRUN npm ci\n\nFROM node:24.1.0-bookworm-slim\n",
  good: "FROM node:24.1.0-bookworm AS build\nRUN npm ci\n\nFROM node:24.1.0-bookworm-slim\n",

  *check(file, facts) {
    yield* unversionedImages(file, facts, "latest", (image) => `"${image}" is`);
  },
} satisfies DockerfileRule;
