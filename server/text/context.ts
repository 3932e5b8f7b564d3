/** What COPY and ADD take from the build context, and what a .dockerignore for it should hold. */

import type { Dockerfile, Edit, Facts, IgnoreFile, Instruction, Span, Stage, Word } from "../types";
import { decide } from "./dockerignore";
import { holdsCredential } from "./secrets";
import { runs } from "./shell";

/** One source of a COPY or ADD that comes from the build context. */
export interface CopySource {
  readonly instruction: Instruction;
  readonly word: Word;
  /** From the context root, without `./`, leading and trailing slash; "." for the whole context. */
  readonly path: string;
}

/** The sources of COPY and ADD that come from the build context and are known: no URL, heredoc, stage or variable. */
export function contextSources(file: Dockerfile): CopySource[] {
  return file.instructions.flatMap((instruction) => {
    const { keyword, words, flags, onbuild } = instruction;
    // ONBUILD copies from the context of another build.
    if (onbuild || (keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from")) return [];
    return words.slice(0, -1).flatMap((word) => {
      const { value } = word;
      if (!value || /^(?:[a-z][a-z0-9+]*:\/\/|git@)/i.test(value) || value.includes("<<")) return [];
      return [{ instruction, word, path: cleanPath(value) }];
    });
  });
}

/** The sources that copy the root of the context with all that is in it: `.`, `./`, `/`, `*`. */
export function wholeContextSources(file: Dockerfile): CopySource[] {
  return contextSources(file).filter(({ path }) => path === "." || path === "*");
}

function cleanPath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 ? "." : parts.join("/");
}

/** Whether the whole context is copied by a Dockerfile that the ignore file serves; true when none is known. */
export function servesWholeCopy({ dockerfiles }: Facts): boolean {
  return !dockerfiles || dockerfiles.length === 0 || dockerfiles.some((file) => wholeContextSources(file).length > 0);
}

/** The first of these paths that reaches the build context; undefined when the ignore file leaves all of them out. */
export function firstSent(file: IgnoreFile, paths: readonly string[]): string | undefined {
  return paths.find((path) => !decide(file, path).ignored);
}

/** Appends lines to an ignore file, in its own line end. */
export function appendPatterns({ text, eol }: IgnoreFile, ...lines: string[]): Edit {
  const lead = text === "" || text.endsWith("\n") ? "" : eol;
  return { start: text.length, end: text.length, text: lead + lines.map((line) => line + eol).join("") };
}

/** Where a missing pattern is reported: at the last pattern, behind which it belongs. */
export function lastPattern({ patterns }: IgnoreFile): Span {
  return patterns.at(-1) ?? { start: 0, end: 0 };
}

/** Files that hold secrets by their names; templates without values are no secrets. */
export function isEnvFile(path: string): boolean {
  const name = baseName(path);
  return /^\.env(?:\..+)?$/.test(name) && !/\.(?:example|sample|template|dist|defaults?|schema)$/.test(name);
}

/** Private keys by the names that tools give them; certificates and public keys are none. */
export function isKeyFile(path: string): boolean {
  const name = baseName(path);
  return /^id_(?:rsa|dsa|ecdsa|ed25519)$|\.(?:key|p12|pfx|jks|keystore|ppk)$|(?:^|[-_.])(?:priv|private|privkey|key)[^/]*\.pem$/i.test(
    name,
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The lines of a .dockerignore for this project: what exists, or is likely to, and what its Dockerfile does not copy. */
export function ignoreLines(file: Dockerfile, { files = [], project, contents }: Facts): string[] {
  const isNode = project !== undefined || file.stages.some((stage) => stage.base?.name === "node" || installs(stage));
  const npmrc = contents?.get(".npmrc");
  // Installs need the settings of one without a token.
  const hidesNpmrc = isNode && (npmrc === undefined || holdsCredential(npmrc));
  const has = (test: (path: string) => boolean) => files.some(test);
  const groups: readonly (readonly [title: string, lines: readonly (string | false)[]])[] = [
    [
      "Dependencies and logs",
      isNode
        ? ["**/node_modules", "**/npm-debug.log*", has((path) => /yarn.lock$/.test(path)) && "**/yarn-error.log*"]
        : [],
    ],
    [
      "Secrets and local settings",
      ["**/.env", "**/.env.*", "!**/.env.example", hidesNpmrc && "**/.npmrc", "**/*.pem", "**/*.key"],
    ],
    ["Version control", [".git", ".gitignore", has((path) => path.startsWith(".github/")) && ".github"]],
    [
      "The build itself",
      [
        "**/Dockerfile*",
        "**/.dockerignore",
        has((path) => /^(?:docker-)?compose.*\.ya?ml$/.test(path)) && "compose*.y*ml",
      ],
    ],
    [
      "Editors and reports",
      [
        has((path) => path.startsWith(".vscode/")) && ".vscode",
        has((path) => path.startsWith(".idea/")) && ".idea",
        has((path) => path.startsWith("coverage/")) && "coverage",
      ],
    ],
  ];
  const wanted = contextSources(file).flatMap(({ path }) => (/[*?[]|^\.$/.test(path) ? [] : [path]));
  const blocks = groups.flatMap(([title, lines]) => {
    const kept = lines.filter(
      (line): line is string => typeof line === "string" && !wanted.some((path) => excludes(line, path)),
    );
    return kept.length === 0 ? [] : [[`# ${title}`, ...kept]];
  });
  return blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

function installs({ instructions }: Stage): boolean {
  return instructions.some(({ script }) => script?.commands.some((command) => runs(command, "npm", "yarn", "pnpm")));
}

function excludes(line: string, path: string): boolean {
  const pattern = line.replace(/^\*\*\//, "");
  return (
    !line.startsWith("!") &&
    new RegExp(`(?:^|/)${pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}(?:/|$)`).test(path)
  );
}
