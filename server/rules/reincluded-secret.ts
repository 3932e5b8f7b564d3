import { isBundlerSettings, isSymfonyDefaults } from "../context/contextCopies";
import { setsNoSecret } from "../context/envSecrets";
import { comparedPatterns, includes, overriderOf } from "../context/ignorePatterns";
import { isEnvFile, secretOf } from "../context/secretFiles";
import { holdsCredential, isNpmrc } from "../context/secrets";
import { removeLine } from "../edits/edits";
import { programEnvFiles } from "../node/programTexts";
import type { Facts, IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "reincluded-secret",
  title: "An exception sends a secret to the build",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  why:
    "What an exception takes back is sent to the build, and `COPY .` puts it into a layer that everyone with the image can read. " +
    "A build that needs a secret can mount it: `RUN --mount=type=secret`.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  bad: "*\n!src\n!.env\n",
  good: "*\n!src\n",

  *check(file, facts) {
    for (const pattern of comparedPatterns(file)) {
      const secret = pattern.negated ? secretOf(pattern) : undefined;
      if (!secret || !isLeftOutAgain(file.patterns, pattern) || overriderOf(file, pattern)) continue;
      if (isNpmrc(pattern.pattern) && !hasToken(facts)) continue;
      if (isSymfonyDefaults(pattern.pattern, facts)) continue;
      if (isEnvFile(pattern.pattern) && isBundlerSettings(pattern.pattern, facts.dockerfiles ?? [], facts)) continue;
      const path = pattern.pattern.replace(/^\//, "");
      const isRead = (facts.dockerfiles ?? []).some((each) => programEnvFiles(each, facts).includes(path));
      if (isRead && setsNoSecret(path, facts)) continue;
      yield {
        span: pattern,
        message: `"${pattern.text}" sends ${secret} to the build, which a pattern above keeps back`,
        // The history is needed now and then, and bundlers publish the values of a mode.
        severity: /\.git$|\.env\.\w+$/.test(pattern.pattern) ? "info" : undefined,
        // Without it the program would not work as it does.
        fixes: isRead
          ? undefined
          : [
              {
                title: `Remove "${pattern.text}"`,
                safe: false,
                optional: true,
                edits: [removeLine(file.text, pattern)],
              },
            ],
      };
    }
  },
} satisfies IgnoreRule;

function isLeftOutAgain(patterns: readonly IgnorePattern[], exception: IgnorePattern): boolean {
  return patterns.some(
    (pattern) =>
      pattern.start < exception.start &&
      !pattern.negated &&
      (includes(pattern, exception) || includes(exception, pattern)),
  );
}

/** Installs need the settings of an .npmrc without a token. */
function hasToken({ contents }: Facts): boolean {
  return [...(contents ?? [])].some(([path, text]) => isNpmrc(path) && holdsCredential(text));
}
