import { isWhole, replace } from "../edits/edits";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "from-as-casing",
  title: "FROM and AS are not both in upper or both in lower case",
  severity: "hint",
  category: "correctness",
  aliases: ["FromAsCasing"],
  why: "Docker takes the keywords in any case; written alike, the eye finds the name of the stage.",
  sources: ["https://docs.docker.com/reference/build-checks/from-as-casing/"],
  bad: "FROM node:24-slim as build",
  good: "FROM node:24-slim AS build",

  *check(file) {
    for (const { from } of file.stages) {
      const [, as, name] = from.words;
      const keyword = file.text.slice(from.name.start, from.name.end);
      const isUpper = keyword === "FROM";
      if (!as || !name || as.text.toUpperCase() !== "AS" || !(isUpper || keyword === "from")) continue;
      const wanted = isUpper ? "AS" : "as";
      if (as.text === wanted || !isWhole(as)) continue;
      yield {
        span: as,
        message: `${keyword} is in ${isUpper ? "upper" : "lower"} case and ${as.text} is not`,
        fixes: [{ title: `Write ${wanted}`, safe: true, edits: [replace(as, wanted)] }],
      };
    }
  },
} satisfies DockerfileRule;
