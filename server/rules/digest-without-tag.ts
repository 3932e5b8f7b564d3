import { baseImages } from "../stage/baseImage";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["@"],
  id: "digest-without-tag",
  title: "A digest without a tag does not say which version it is",
  severity: "info",
  category: "base-image",
  why:
    "The digest decides what is built, but nobody can read a version from it, and the tools that propose upgrades cannot either. " +
    "Write the tag in front of it: `node:24.1.0-bookworm-slim@sha256:…`.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: "FROM node@sha256:7959ed6f7e35f8b1aaa06d1d8259d4ee25aa85a086d5c125480c333183f9deeb",
  good: "FROM node:24.1.0-slim@sha256:7959ed6f7e35f8b1aaa06d1d8259d4ee25aa85a086d5c125480c333183f9deeb",

  *check(file) {
    for (const { reference, word } of baseImages(file)) {
      const { tag, digest, spans, name } = reference;
      if (tag !== undefined || digest === undefined) continue;
      yield {
        span: spans?.digest ?? word,
        message: `This digest does not say which version of ${name} it is; write the tag in front of it`,
      };
    }
  },
} satisfies DockerfileRule;
