/** What to do about a secret that ARG or ENV declares. */

import type { Assignment, Dockerfile, Facts, Fix, Instruction, Stage } from "../types";
import { heirs, removeDeclarations } from "./declarations";
import { mountAsVariable } from "./mounts";
import { mountInsteadOfWriting, type NpmrcWrite } from "./npmrc";

/** A fix, and what to do beside it. */
export interface Remedy {
  readonly fix?: Fix;
  readonly note?: string;
}

/** For the token of .npmrc the mount of that file; for what only RUNs use a mount as variable; for ENV its removal. */
export function remedyFor(
  file: Dockerfile,
  facts: Facts,
  writes: readonly NpmrcWrite[],
  stage: Stage,
  declaration: Instruction,
  { name: { text: name }, value }: Assignment,
): Remedy {
  const below = heirs(file, stage);
  const write = writes.find(
    ({ hasToken, variables, instruction }) =>
      hasToken && variables.includes(name) && instruction.stage && below.has(instruction.stage.index),
  );
  if (write) {
    const mount = mountInsteadOfWriting(file, facts, write);
    return mount ? { fix: mount, note: mount.note } : {};
  }
  if (declaration.keyword === "ARG") {
    const edits = mountAsVariable(file, facts, stage, declaration, name);
    const fix = {
      title: `Mount ${name} as a secret where it is used`,
      safe: false,
      optional: value !== undefined && value.value !== "",
    };
    return { fix: edits && { ...fix, edits }, note: buildNote(name) };
  }
  return {
    fix: {
      title: `Remove ${name} and pass it when the container starts`,
      safe: false,
      optional: true,
      edits: removeDeclarations(file, declaration, (other) => other === name),
    },
    note:
      "What the app needs when it runs belongs to the container:\n\n```sh\ndocker run --env-file .env …\n```\n\n" +
      "What only the build needs can be mounted with `RUN --mount=type=secret`.",
  };
}

function buildNote(name: string): string {
  return (
    `Pass it to the build as a secret:\n\n\`\`\`sh\ndocker build --secret id=${name.toLowerCase()},env=${name} .\n\`\`\`\n\n` +
    "A secret that a `RUN` sees as a variable (`env=`) needs version 1.10 of the Dockerfile syntax."
  );
}
