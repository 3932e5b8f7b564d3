import { copiedUnasked, servesWholeCopy } from "../context/contextCopies";
import { contextPaths } from "../context/contextSources";
import { gitignoreOf } from "../context/gitignore";
import { patternsForLater } from "../context/laterEnvFiles";
import {
  credentialFiles,
  envFiles,
  isEnvFile,
  keyFiles,
  namesSecret,
  npmrcFiles,
  sampleOf,
} from "../context/secretFiles";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import { covers, decide, parseIgnore } from "../syntax/dockerignore";
import type { Facts, IgnoreFile, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-gitignored-secret",
  title: "A secret is kept out of the repository, but not out of the build context",
  severity: "info",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "Docker does not read `.gitignore`: where a file of that name exists, on another machine perhaps, it is sent to the build, and `COPY .` puts it into the image. " +
    "Patterns without a slash hold at every depth for git, but only at the root for Docker, so `**/` goes before them.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\n**/secrets\n",
  files: { ".gitignore": "node_modules\nsecrets/\n" },

  *check(file, facts) {
    const missing = servesWholeCopy(facts) ? missingPatterns(file, facts) : [];
    if (missing.length === 0) return;
    const list = missing.join(", ");
    yield {
      span: lastPattern(file),
      message: `.gitignore keeps ${list} out of the repository, and nothing keeps ${missing.length > 1 ? "them" : "it"} out of the build context`,
      fixes: [{ title: `Add ${list}`, safe: false, edits: addPatterns(file, ...missing) }],
    };
  },
} satisfies IgnoreRule;

function missingPatterns(file: IgnoreFile, facts: Facts): string[] {
  const { files = [], dockerfiles = [] } = facts;
  const patterns = gitignoreOf(facts)?.patterns ?? [];
  const secret = patterns.filter((pattern) => !pattern.negated && !pattern.error && namesSecret(pattern.text));
  if (secret.length === 0) return [];
  const named = contextPaths(...dockerfiles);
  // What exists is reported by the rules for its kind.
  const kinds = [...envFiles(files), ...keyFiles(files), ...npmrcFiles(files), ...credentialFiles(facts)];
  const reported = copiedUnasked(file, facts, kinds);
  const hasEnvFile = reported.some(isEnvFile);
  // Those of settings that are not there yet are another rule's, with patterns that leave out more.
  const later = parseIgnore(patternsForLater(file, facts).join("\n"));
  const missing = secret.filter((pattern) => {
    if (reported.some((path) => covers(pattern, path)) || named.some((path) => covers(pattern, path))) return false;
    if ((hasEnvFile && /\.env/.test(pattern.text)) || decide(later, sampleOf(pattern)).ignored) return false;
    return !decide(file, sampleOf(pattern)).ignored;
  });
  return [...new Set(missing.map(({ text }) => text))];
}
