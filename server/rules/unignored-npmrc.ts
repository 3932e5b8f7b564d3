import { copiedUnasked } from "../context/contextCopies";
import { npmrcFiles } from "../context/secretFiles";
import { holdsCredential } from "../context/secrets";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import type { Facts, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-npmrc",
  title: "The .npmrc file is not left out of the build context",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "An `.npmrc` often holds the token of a private registry, and `COPY .` puts it into a layer that everyone with the image can read. " +
    "Where the install needs it, mount it as a secret: `RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci`.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  bad: "node_modules\n",
  good: "node_modules\n**/.npmrc\n",
  files: { ".npmrc": "//registry.example.org/:_authToken=x" },

  *check(file, facts) {
    const npmrcs = npmrcFiles(facts.files ?? []).filter((path) => mayHoldSecret(facts, path));
    const [sent] = copiedUnasked(file, facts, npmrcs);
    if (sent === undefined) return;
    yield {
      span: lastPattern(file),
      message: `${sent} is sent to the build and copied into the image, with the registry token that it may hold`,
      fixes: [{ title: "Add **/.npmrc", safe: false, edits: addPatterns(file, "**/.npmrc") }],
    };
  },
} satisfies IgnoreRule;

/** An .npmrc that is known and holds no credential, a variable at most, sets options that the install may need. */
function mayHoldSecret({ contents }: Facts, path: string): boolean {
  const text = contents?.get(path);
  return text === undefined || holdsCredential(text);
}
