/** What to do about a secret that ARG or ENV declares. */

import { descendants, removeDeclarations } from "../instructions/declarations";
import { mountAsVariable } from "../packages/mounts";
import { mountForNpmrc } from "../packages/npmrcToken";
import type { Assignment, Dockerfile, Facts, Fix, Instruction, Stage } from "../types";
import { mountInsteadOfWriting, type NpmrcWrite } from "./npmrc";

/** A fix, and what to do beside it. */
export interface Remedy {
  readonly fix?: Fix;
  readonly note?: string;
}

/**
 * For the token of .npmrc the mount of that file, or of the variable that it names; for what only RUNs use a mount as variable; for ENV its
 * removal.
 */
export function remedyFor(
  file: Dockerfile,
  facts: Facts,
  writes: readonly NpmrcWrite[],
  stage: Stage,
  declaration: Instruction,
  { name: { text: name }, value }: Assignment,
): Remedy {
  const below = descendants(file, stage);
  const write = writes.find(
    ({ hasToken, variables, instruction }) =>
      hasToken && variables.includes(name) && instruction.stage && below.has(instruction.stage),
  );
  if (write) {
    const mount = mountInsteadOfWriting(file, facts, write);
    return mount ? { fix: mount, note: mount.note } : {};
  }
  const mounted = mountRemedy(file, facts, stage, name);
  if (declaration.keyword === "ARG") {
    const edits = mountAsVariable(file, facts, stage, declaration, name);
    if (!edits && mounted) return mounted;
    const fix = {
      title: `Mount ${name} as a secret where it is used`,
      safe: false,
      optional: value !== undefined && value.value !== "",
    };
    return { fix: edits && { ...fix, edits }, note: buildNote(name) };
  }
  if (mounted) return mounted;
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

function mountRemedy(file: Dockerfile, facts: Facts, stage: Stage, name: string): Remedy | undefined {
  const edits = mountForNpmrc(file, facts, stage, name);
  return (
    edits && { fix: { title: `Mount ${name} as a secret for the install`, safe: false, edits }, note: howTo(name) }
  );
}

function howTo(name: string): string {
  return `Pass it to the build as a secret:\n\n\`\`\`sh\ndocker build --secret id=${name.toLowerCase()},env=${name} .\n\`\`\``;
}

function buildNote(name: string): string {
  return `${howTo(name)}\n\nA secret that a \`RUN\` sees as a variable (\`env=\`) needs version 1.10 of the Dockerfile syntax.`;
}
