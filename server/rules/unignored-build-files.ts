import { servesWholeCopy, someSent } from "../context/contextCopies";
import { namedInSources } from "../context/namedInSources";
import { foundBuildFiles } from "../context/unwanted";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-build-files",
  title: "The Dockerfile is not left out of the build context",
  severity: "info",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "With the Dockerfile, compose files or workflows in the context, each change to them makes `COPY .` and all that follows run again, although the program is the same. " +
    "The build reads its Dockerfile in any case.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\n**/Dockerfile*\n",
  files: { Dockerfile: "FROM node:24\nCOPY . .\n" },

  *check(file, facts) {
    if (!servesWholeCopy(facts)) return;
    const named = namedInSources(facts);
    const unread = [...foundBuildFiles(facts.files ?? [])].filter(
      ([, paths]) => !paths.some((path) => named.has(path)),
    );
    const sent = someSent(file, facts, new Map(unread));
    const [[, path] = []] = sent;
    if (path === undefined) return;
    const patterns = [...sent.keys()];
    const others = patterns.length === 1 ? "" : ` (and others that describe the build)`;
    yield {
      span: lastPattern(file),
      message: `${path}${others} is copied with the sources, so that each change to it makes the build start over from there`,
      fixes: [{ title: `Add ${patterns.join(", ")}`, safe: false, edits: addPatterns(file, ...patterns) }],
    };
  },
} satisfies IgnoreRule;
