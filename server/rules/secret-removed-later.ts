import { copySources } from "../context/contextSources";
import { credentialKind, holdsCredential, isNpmrc } from "../context/secrets";
import { takenAs } from "../context/takenFiles";
import { npmrcWrites, pathOf } from "../node/npmrc";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Dockerfile, DockerfileRule, Facts, Instruction, Word } from "../types";
import { filterOnce } from "../util/listing";

export default {
  on: "Dockerfile",
  needs: ["rm", "unlink", "shred"],
  id: "secret-removed-later",
  title: "The deleted secret is still in an earlier layer",
  severity: "warning",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "Every instruction adds a layer and none changes the ones below: `rm` only hides a file that an earlier layer holds, " +
    "and `docker save` brings it back. " +
    "Mount the secret with `RUN --mount=type=secret`, so that no layer ever has it.",
  sources: ["https://docs.docker.com/build/building/secrets/", "https://docs.docker.com/engine/storage/drivers/"],
  bad: "FROM node:24\nWORKDIR /app\nCOPY .npmrc package.json ./\nRUN npm install\nRUN rm -f .npmrc",
  good:
    "FROM node:24\nWORKDIR /app\nCOPY package.json ./\n" +
    "RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm install",

  *check(file, facts) {
    const layers = new Map<string, Instruction>();
    const chain = file.final ? inherited(file.final) : [];
    const deleted = new Map(chain.map((instruction) => [instruction, deletedBy(instruction)]));
    if (![...deleted.values()].some(({ length }) => length > 0)) return;
    for (const [instruction, files] of deleted) {
      for (const { word, path } of files) {
        const layer = layers.get(path);
        if (!layer) continue;
        yield {
          span: word,
          message: `${word.text} is deleted here, but the layer of line ${layer.line + 1} still holds it`,
          related: [{ start: layer.start, end: layer.end, message: "This layer keeps the file" }],
        };
      }
      for (const path of secretsBroughtBy(file, instruction, facts)) layers.set(path, instruction);
    }
  },
} satisfies DockerfileRule;

/** The files that a RUN deletes, with the words that name them. */
function deletedBy(instruction: Instruction): { readonly word: Word; readonly path: string }[] {
  if (instruction.keyword !== "RUN") return [];
  return commandsIn(instruction).flatMap((command) => {
    if (!runs(command, "rm", "unlink", "shred")) return [];
    return operands(command).flatMap((word) => {
      const path = pathOf(word, command, instruction);
      return path === undefined ? [] : [{ word, path }];
    });
  });
}

function isSecretFile(path: string): boolean {
  return isNpmrc(path) || credentialKind(path) !== undefined;
}

/** Absolute paths of the credential files that an instruction leaves in its layer. */
function secretsBroughtBy(file: Dockerfile, instruction: Instruction, facts: Facts): string[] {
  if (instruction.keyword === "RUN") return secretsWrittenBy(file, instruction);
  if (!isCopy(instruction)) return [];
  const { words, before } = instruction;
  const target = words.at(-1)?.value;
  const folder = resolvePath(before.workdir, target);
  if (target === undefined || folder === undefined) return [];
  const isFromContext = takesFromContext(instruction);
  const sources = new Map(copySources(instruction).map((source) => [source.span.start, source]));
  return words.slice(0, -1).flatMap(({ value, start }) => {
    const source = sources.get(start);
    if (value === undefined) return [];
    if (source?.path === ".") {
      const arrived = secretsOfContext(facts).flatMap((path) => takenAs(source, path) ?? []);
      return arrived.map((path) => `${folder}/${path}`);
    }
    if (!isSecretFile(value) || (isFromContext && !mayHoldSecret(facts, value))) return [];
    const name = source ? takenAs(source, source.path) : value.replace(/(?<!\/)\/+$/, "").replace(/^.*\//, "");
    if (name === undefined) return [];
    return isSecretFile(folder) ? [folder, `${folder}/${name}`] : [`${folder === "/" ? "" : folder}/${name}`];
  });
}

/** Credential files of the build context that no ignore pattern keeps out. */
function secretsOfContext(facts: Facts): string[] {
  const paths = secretFiles(facts.files ?? []).filter((path) => mayHoldSecret(facts, path));
  return paths.filter((path) => !facts.ignore || !decide(facts.ignore, path).ignored);
}

const secretFiles = filterOnce(isSecretFile);

/** An .npmrc without a token is only settings. */
function mayHoldSecret({ contents }: Facts, path: string): boolean {
  const text = isNpmrc(path) ? contents?.get(path.replace(/^(?:\.?\/)+/, "")) : undefined;
  return text === undefined || holdsCredential(text);
}

/** Files that the RUN writes or creates and does not delete itself. */
function secretsWrittenBy(file: Dockerfile, instruction: Instruction): string[] {
  const commands = commandsIn(instruction);
  const written = commands.flatMap((command) => {
    const targets = command.redirects.filter(({ operator }) => /^1?>{1,2}$/.test(operator)).map(({ target }) => target);
    const words = runs(command, "tee", "cp", "mv", "touch", "install")
      ? [...targets, operands(command).at(-1)]
      : targets;
    return words.flatMap((word) => (word && pathOf(word, command, instruction)) ?? []);
  });
  const deleted = new Set(deletedBy(instruction).map(({ path }) => path));
  const tokens = npmrcWrites(file, instruction).flatMap(({ hasToken, path }) => (hasToken && path) || []);
  const files = written.filter((path) => credentialKind(path) !== undefined);
  return [...tokens, ...files].filter((path) => !deleted.has(path));
}
