import { copiedUnasked, isBundlerSettings, isPublished, isSymfonyDefaults } from "../context/contextCopies";
import { setsNoSecret } from "../context/envSecrets";
import { laterEnvFiles, patternsForLater } from "../context/laterEnvFiles";
import { envFiles } from "../context/secretFiles";
import { addPatterns, addPatternsBelow, lastPattern } from "../edits/ignoreEdits";
import { programEnvFiles } from "../node/programTexts";
import { escapePath } from "../syntax/dockerignore";
import type { Finding, Fix, IgnoreFile, IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-env-file",
  title: "An .env file is not left out of the build context",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "`.env` files hold passwords and keys, and `COPY .` puts them into a layer that everyone with the image can read. " +
    "Give them to the container when it starts: `docker run --env-file .env`.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\n**/.env\n**/.env.*\n!**/.env.example\n",
  files: { ".env": "API_KEY=1" },

  *check(file, facts) {
    const found = envFiles(facts.files ?? []).filter(
      (path) => !isSymfonyDefaults(path, facts) && !isPublished(path, facts),
    );
    // Without it the container would not start, or not work as it does.
    const isStarted = (path: string) =>
      (facts.dockerfiles ?? []).some((each) => programEnvFiles(each, facts).includes(path));
    const all = copiedUnasked(file, facts, found);
    const told = all.filter((path) => !setsNoSecret(path, facts) || !isStarted(path));
    const sent = told.find((path) => !setsNoSecret(path, facts)) ?? told[0];
    if (sent === undefined) {
      if (all.length === 0) yield* ofLater(file, laterEnvFiles(file, facts), patternsForLater(file, facts));
      return;
    }
    const kept = found.filter(isStarted).map((path) => `!${escapePath(path)}`);
    const fixes: readonly Fix[] = [
      {
        title: "Add **/.env and **/.env.*, but not .env.example",
        safe: false,
        edits: addPatterns(file, "**/.env", "**/.env.*", "!**/.env.example", ...kept),
      },
      { title: `Add ${sent}`, safe: false, edits: addPatterns(file, sent) },
    ];
    const isBuilt = isBundlerSettings(sent, facts.dockerfiles ?? [], facts);
    const isEmpty = setsNoSecret(sent, facts);
    yield {
      span: lastPattern(file),
      severity: isEmpty ? "hint" : isBuilt ? "info" : undefined,
      message: isEmpty
        ? `${sent} is sent to the build and copied into the image: it sets no secret now, but such files come to hold some`
        : isBuilt
          ? `${sent} is sent to the build, which may read it; whatever secrets it holds stay in the build cache`
          : `${sent} is sent to the build and copied into the image, with the secrets that it holds`,
      note: isStarted(sent)
        ? "The program reads it when the container starts: mount it there, and leave it out then."
        : undefined,
      fixes: isStarted(sent) ? undefined : isBuilt ? fixes.map((fix) => ({ ...fix, optional: true })) : fixes,
    };
  },
} satisfies IgnoreRule;

/** The pattern by which a file leaves out `.env` already. */
function ownPattern({ patterns }: IgnoreFile): IgnorePattern | undefined {
  return patterns.findLast(({ text, negated }) => !negated && /^(?:\/|\*\*\/)?\.env$/.test(text));
}

/** What is to be said of files that are not there yet. */
function* ofLater(file: IgnoreFile, [name]: readonly string[], lines: readonly string[]): Iterable<Finding> {
  if (name === undefined) return;
  const title = `Add ${lines.filter((line) => !line.startsWith("!")).join(" and ")}`;
  yield {
    span: lastPattern(file),
    severity: "hint",
    message: `Nothing leaves out ${name}, which would be copied into the image as soon as somebody makes it`,
    fixes: [
      {
        title,
        safe: false,
        edits: addPatternsBelow(file, ownPattern(file), lines, [".env", ".env.local", ".env.example", "a/.env.local"]),
      },
    ],
  };
}
