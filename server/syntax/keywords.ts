import type { Dockerfile, Instruction, Span, Stage } from "../types";

/** The keywords that Docker knows, in upper case. */
export const keywords: ReadonlySet<string> = new Set(
  (
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER " +
    "VOLUME WORKDIR"
  ).split(" "),
);

/** The instructions that say a command: in exec form, as a JSON array of words, or in shell form. */
export const commandKeywords: ReadonlySet<string> = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"]);

/** The instructions that take a list of files, in which brackets are wildcards, or a JSON array. */
export const fileKeywords: ReadonlySet<string> = new Set(["COPY", "ADD"]);

/** The instructions that take a JSON array. */
export const arrayKeywords: ReadonlySet<string> = new Set([...commandKeywords, ...fileKeywords, "SHELL", "VOLUME"]);

/**
 * Where the first instruction that Docker does not know starts, by stage (undefined: above the first FROM).
 * It may be a FROM that is being typed, so that what follows belongs to another stage.
 */
export function firstUnknown({ instructions }: Dockerfile): ReadonlyMap<Stage | undefined, number> {
  const unknown = instructions.filter(({ keyword }) => !keywords.has(keyword));
  return new Map(unknown.reverse().map(({ stage, start }) => [stage, start]));
}

/** The first keyword of an instruction as written: ONBUILD, not the one behind it. */
export function firstKeyword({ text }: Dockerfile, { onbuild, start, name }: Instruction): Span & { text: string } {
  const end = onbuild ? start + "ONBUILD".length : name.end;
  return { start, end, text: text.slice(start, end) };
}
