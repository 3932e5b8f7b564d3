import { isAdditionalContext } from "../context/additionalContexts";
import { versionFixes } from "../node/nodeImage";
import { baseImages, isVariable } from "../stage/baseImage";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "untagged-image",
  title: "The base image has no tag",
  severity: "warning",
  category: "base-image",
  practice: "pinned-base",
  aliases: ["DL3006"],
  why:
    "An image without a tag is `latest`: whatever was released last when the image is built, down to the major version. " +
    "A full version makes every build start from the same one, and an upgrade a change that is seen and tested.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: "FROM node AS build\nRUN npm ci\n\nFROM node:24.1.0-bookworm-slim\n",
  good: "FROM node:24.1.0-bookworm AS build\nRUN npm ci\n\nFROM node:24.1.0-bookworm-slim\n",

  *check(file, facts) {
    for (const image of baseImages(file)) {
      const { tag, digest, text } = image.reference;
      if (tag !== undefined || digest !== undefined || isAdditionalContext(facts, text)) continue;
      yield {
        span: image.span,
        message: `"${text}" without a tag is whatever version came out last, so the same Dockerfile builds different images`,
        severity: isVariable(image) ? "info" : undefined,
        fixes: versionFixes(file, image, facts),
      };
    }
  },
} satisfies DockerfileRule;
