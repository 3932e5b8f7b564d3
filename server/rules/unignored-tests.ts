import { servesWholeCopy, someSent } from "../context/contextCopies";
import { found, tests } from "../context/unwanted";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import { runsTests } from "../node/needs";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-tests",
  title: "Tests or documents are not left out of the build context",
  severity: "off",
  category: "build-context",
  ofContext: true,
  why:
    "The program runs without its tests and documents, and each change to them makes `COPY .` and all that follows run again. " +
    "A build that runs the tests needs them, of course.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\ntest\n",
  files: { "test/server.js": "" },

  *check(file, facts) {
    const { dockerfiles = [] } = facts;
    if (!servesWholeCopy(facts) || dockerfiles.some((dockerfile) => runsTests(dockerfile, facts))) return;
    const sent = someSent(file, facts, found(tests, facts.files ?? []));
    const [[, path] = []] = sent;
    if (path === undefined) return;
    const patterns = [...sent.keys()];
    yield {
      span: lastPattern(file),
      message: `${path} is copied into the image, which needs neither tests nor documents`,
      fixes: [
        {
          title: `Add ${patterns.join(", ")}`,
          safe: false,
          optional: true,
          edits: addPatterns(file, ...patterns),
        },
      ],
    };
  },
} satisfies IgnoreRule;
