import { contextSourcesOf, respell } from "../context/contextSources";
import { mayExist, wholeContext } from "../context/contextTree";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "copy-source-casing",
  title: "The name of a file that is copied differs in upper and lower case",
  severity: "warning",
  category: "build-context",
  ofContext: true,
  why:
    "The builder runs on Linux, also on macOS and Windows, and tells upper and lower case apart: " +
    "a file whose name is written in another way is not found. " +
    "Write it as the file is named.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy"],
  bad: "FROM ruby:3.4\nCOPY gemfile ./",
  good: "FROM ruby:3.4\nCOPY Gemfile ./",
  files: { Gemfile: "" },

  *check(file, facts) {
    const context = wholeContext(facts);
    if (!context) return;
    for (const source of contextSourcesOf(file)) {
      const { path, span } = source;
      const actual = mayExist(context, path) ? undefined : context.inAnyCase(path);
      if (actual === undefined || source.isGlob || source.hasParents || !source.isLiteral) continue;
      const edit = respell(file, source, actual);
      yield {
        span,
        message: `${path} is not in the build context: the ${context.isFolder(actual) ? "folder" : "file"} is named ${actual}`,
        fixes: edit && [{ title: `Write ${actual}`, safe: facts.context?.isCertain !== false, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;
