import { holdsCredential, isNpmrc } from "../context/secrets";
import { fewMounts, mountInsteadOfCopying, npmrcSources } from "../node/npmrc";
import { decide } from "../syntax/dockerignore";
import { copiesOf, takesFromContext } from "../syntax/instructions";
import type { DockerfileRule, Facts, Instruction, Word } from "../types";
import { pathSet } from "../util/listing";

export default {
  on: "Dockerfile",
  needs: ["npmrc"],
  id: "npmrc-copied",
  title: "The .npmrc with the registry token is copied into a layer",
  severity: "warning",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "An `.npmrc` often holds the token of a registry, and a layer keeps what is copied into it, " +
    "even when a later `RUN` deletes it. " +
    "Mount the file for the install alone with `RUN --mount=type=secret`: nothing of it is stored.",
  sources: npmrcSources,
  bad: "FROM node:24\nWORKDIR /app\nCOPY package*.json .npmrc ./\nRUN npm ci",
  good:
    "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\n" +
    "RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
  files: { ".dockerignore": "node_modules\n" },
  filesAfter: { ".dockerignore": "node_modules\n.npmrc\n" },

  *check(file, facts) {
    const offer = fewMounts();
    for (const instruction of copiesOf(file)) {
      const { words, stage } = instruction;
      const isFromContext = takesFromContext(instruction);
      for (const source of words.slice(0, -1)) {
        if (!source.value || !(isNpmrc(source.value) || isRenamed(instruction))) continue;
        if (isFromContext && bringsNothing(source.value, facts)) continue;
        const holds = isFromContext ? tokenIn(facts, source) : undefined;
        // What is called otherwise may be anything.
        if (holds === false || (!holds && !isNpmrc(source.value))) continue;
        const mount = instruction.onbuild
          ? undefined
          : offer(() => mountInsteadOfCopying(file, facts, instruction, source));
        yield {
          span: source,
          message: holds
            ? "This .npmrc holds a registry token, which stays in the layer that it is copied into"
            : "If this .npmrc holds a registry token, it stays in the layer that it is copied into",
          severity: holds && stage?.ships ? "error" : facts.files ? undefined : "info",
          // One that is in the repository for its other settings has to stay where it is.
          fixes: mount && [facts.files ? mount : { ...mount, optional: true }],
          note: mount?.note,
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Whether a COPY gives its one source the name, or that of the file for all users of the image. */
function isRenamed({ words }: Instruction): boolean {
  return words.length === 2 && /(?:^|\/)(?:\.npmrc|etc\/npmrc)$/.test(words[1]?.value ?? "");
}

/** Whether `.npmrc*`, by which one copies the file where it exists, finds none, or only what is left out. */
function bringsNothing(source: string, { files, ignore }: Facts): boolean {
  const path = pathIn(source);
  if (!source.endsWith("*") || !files) return false;
  return !pathSet(files).has(path) || (ignore !== undefined && decide(ignore, path).ignored);
}

function pathIn(source: string): string {
  return source.replace(/^(?:\.?\/)+/, "").replace("*", "");
}

/** Whether the file in the build context holds a token; undefined when its text is not known. */
function tokenIn({ contents }: Facts, source: Word): boolean | undefined {
  const text = contents?.get(pathIn(source.value ?? ""));
  return text === undefined ? undefined : holdsCredential(text);
}
