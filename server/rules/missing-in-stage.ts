import { isWhole, replace } from "../edits/edits";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import { stageSourcesOf } from "../image/stageSources";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-in-stage",
  title: "What is copied is not in that stage",
  severity: "warning",
  category: "stages",
  why:
    "Sources of `COPY --from` start at the root of that stage, not at its `WORKDIR`, and the build stops where there is no such " +
    "file: after `WORKDIR /app`, `dist` is not `/app/dist`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  bad: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM nginx:1.29\nCOPY --from=build dist /usr/share/nginx/html",
  good: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html",
  files: { "package.json": '{ "scripts": { "build": "vite build" } }' },

  *check(file, facts) {
    const sources = stageSourcesOf(file);
    if (sources.length === 0 || facts.context?.isCertain === false) return;
    const images = imageFiles(file, facts);
    for (const { instruction, stage, word, path } of sources) {
      const files = images.after(stage);
      if (path === "/" || files.at(path) !== "absent") continue;
      const { workdir } = stage.after;
      const meant = workdir === undefined ? undefined : joined(workdir, path.slice(1));
      const isLikely = meant !== undefined && meant !== path && files.at(meant) !== "absent";
      const name = stage.name?.text ?? `stage ${stage.index}`;
      yield {
        span: word,
        message: `${path} is not in ${name}, so that the build stops here${isLikely ? `: sources of COPY --from start at the root of the stage; did you mean ${meant}?` : ""}`,
        fixes:
          isLikely && isWhole(word) && /^[\w./-]+$/.test(meant)
            ? [{ title: `Copy ${meant}`, safe: false, edits: [replace(word, instruction.exec ? `"${meant}"` : meant)] }]
            : [],
      };
    }
  },
} satisfies DockerfileRule;
