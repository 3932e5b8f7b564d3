import type { Dockerfile, Instruction, Span } from "../types";

/** The keywords that Docker knows, in upper case. */
export const keywords: ReadonlySet<string> = new Set(
  (
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER " +
    "VOLUME WORKDIR"
  ).split(" "),
);

/** The first keyword of an instruction as written: ONBUILD, not the one behind it. */
export function firstKeyword({ text }: Dockerfile, { onbuild, start, name }: Instruction): Span & { text: string } {
  const end = onbuild ? start + "ONBUILD".length : name.end;
  return { start, end, text: text.slice(start, end) };
}
