/** The form of `test/rules/<id>.ts`, and the facts that a case's files stand for. */

import { readProject } from "../server/node/project";
import { parseIgnore } from "../server/syntax/dockerignore";
import type { Facts, Files, Policy } from "../server/types";

/** A text in which `[|…|]` marks what is reported, the text after fixing (undefined: no fix), and more when needed. */
export type Invalid = readonly [marked: string, fixed: string | undefined, more?: More];
export type Valid = string | readonly [text: string, more: More];

export interface More {
  /** The build context; without it nothing is known of the context. Dockerfile itself need not be named. */
  readonly files?: Files;
  /** The context after the fix, where the fix edits other files: only those that differ. */
  readonly filesAfter?: Files;
  /** Title of the fix to apply, when it is not the first. */
  readonly fix?: string;
  /** The finding stays after the fix (it only gets better), or has a second step. */
  readonly remains?: boolean;
  /** Words that the message must hold. */
  readonly message?: string;
  /** The file's path from the context root. Default: Dockerfile, or .dockerignore. */
  readonly path?: string;
  /** For a rule on .dockerignore: the Dockerfile of the context. */
  readonly dockerfile?: string;
  /** The day that it is; default 2026-11-23. */
  readonly today?: string;
  readonly policy?: Policy;
}

export interface Cases {
  readonly invalid: readonly Invalid[];
  readonly valid: readonly Valid[];
  /** Ids of rules that run as well: for a rule about what others find. */
  readonly others?: readonly string[];
  /** For a rule whose fixes take comments out. */
  readonly removesComments?: boolean;
}

/** A project with its naive Dockerfile, and what *Harden Dockerfile* makes of that. */
export interface Shape {
  readonly title: string;
  readonly files: Files;
  readonly before: string;
  readonly after: string;
}

/** The facts about a context made of these files. */
export function factsOf({ files, path, policy, today = "2026-11-23" }: More, text?: string): Facts {
  if (!files) return { today, path, policy };
  const contents = new Map(Object.entries(files));
  const ignorePath = [`${path}.dockerignore`, ".dockerignore"].find((name) => contents.has(name));
  const ignoreText = text ?? (ignorePath && contents.get(ignorePath));
  const paths = [...new Set([...contents.keys(), ...(path ? [path] : [])])].sort();
  return {
    today,
    path,
    files: paths,
    contents,
    ignore:
      ignoreText !== undefined
        ? { ...parseIgnore(ignoreText), path: ignorePath ?? path ?? ".dockerignore" }
        : undefined,
    project: readProject(paths, contents),
    policy,
  };
}
