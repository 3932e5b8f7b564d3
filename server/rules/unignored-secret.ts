import { copiedUnasked } from "../context/contextCopies";
import { doubtOf } from "../context/namedInSources";
import { credentialFiles, credentialPattern } from "../context/secretFiles";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-secret",
  title: "A file with credentials is not left out of the build context",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "Whoever has the image can read every file in its layers, and deleting one in a later layer does not help. " +
    "Where the build needs credentials, mount them: `RUN --mount=type=secret`.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  bad: "node_modules\n",
  good: "node_modules\n**/.netrc\n",
  files: { ".netrc": "" },

  *check(file, facts) {
    const { contents } = facts;
    const sent = copiedUnasked(file, facts, credentialFiles(facts));
    const [first] = sent;
    if (first === undefined) return;
    const patterns = [...new Set(sent.flatMap((path) => credentialPattern(path, contents) ?? []))];
    const others = sent.length === 1 ? "" : ` (and ${sent.length - 1} more)`;
    yield {
      span: lastPattern(file),
      message: `${first}${others} is sent to the build and copied into the image, with the credentials that it holds`,
      fixes: [
        {
          title: `Add ${patterns.join(", ")}`,
          safe: false,
          ...doubtOf(sent, facts),
          edits: addPatterns(file, ...patterns),
        },
      ],
    };
  },
} satisfies IgnoreRule;
