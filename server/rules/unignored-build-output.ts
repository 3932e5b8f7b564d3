import { firstSent, wholeContextSources } from "../context/contextCopies";
import { contextPaths } from "../context/contextSources";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import { builtFolders } from "../node/needs";
import type { Facts, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-build-output",
  title: "What the Dockerfile builds is also in the build context",
  severity: "info",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "Files from a build on your machine get into the image beside those that the Dockerfile builds, stale ones included, and can keep incremental builds from doing anything. " +
    "They also change the layer of `COPY .` whenever you build.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\ndist\n",
  files: {
    "dist/server.js": "",
    Dockerfile: "FROM node:24\nCOPY . .\nRUN npm run build\n",
  },

  *check(file, facts) {
    const built = builtByAll(facts).filter((folder) => firstSent(file, [folder]) !== undefined);
    if (built.length === 0) return;
    yield {
      span: lastPattern(file),
      message: `${built.slice(0, 3).join(", ")} of your machine is copied into the build, which makes it anew`,
      fixes: [
        // A Dockerfile that is not known may copy it.
        { title: `Add ${built.join(", ")}`, safe: false, optional: true, edits: addPatterns(file, ...built) },
      ],
    };
  },
} satisfies IgnoreRule;

/** The folders that every Dockerfile with the whole context builds, and none takes from the context by name. */
function builtByAll(facts: Facts): string[] {
  const { dockerfiles = [] } = facts;
  const named = contextPaths(...dockerfiles);
  const [first = [], ...others] = dockerfiles
    .filter((dockerfile) => wholeContextSources(dockerfile).length > 0)
    .map((dockerfile) => builtFolders(dockerfile, facts));
  return first.filter(
    (folder) =>
      others.every((folders) => folders.includes(folder)) &&
      !named.some((path) => path === folder || path.startsWith(`${folder}/`) || (/[*?[]/.test(path) && path !== "*")),
  );
}
