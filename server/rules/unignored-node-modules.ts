import { firstSent, servesWholeCopy, takenWhole } from "../context/contextCopies";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import type { IgnoreRule } from "../types";
import { filterOnce } from "../util/listing";
import { withoutSlash } from "../util/paths";

export default {
  on: ".dockerignore",
  id: "unignored-node-modules",
  title: "node_modules is not left out of the build context",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "A `COPY .` brings the `node_modules` of your machine into the image, over what the build has installed: wrong platform, dev dependencies, local edits. " +
    "It is also the largest part of most build contexts.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: ".git\n",
  good: ".git\n**/node_modules\n",
  files: { "package.json": "{}" },

  *check(file, facts) {
    const isNode =
      facts.project ?? facts.dockerfiles?.some(({ stages }) => stages.some(({ base }) => base?.name === "node"));
    if (!isNode || !servesWholeCopy(facts)) return;
    const nested = nestedModules(facts.files ?? []);
    const sent = firstSent(file, takenWhole(facts, ["node_modules/", ...nested]).map(withoutSlash));
    if (sent === undefined) return;
    yield {
      span: lastPattern(file),
      message: `${sent} is sent to the build and copied into the image over what the build installs`,
      fixes: [{ title: "Add **/node_modules", safe: false, edits: addPatterns(file, "**/node_modules") }],
    };
  },
} satisfies IgnoreRule;

const nestedModules = filterOnce((path) => path.endsWith("/node_modules/"));
