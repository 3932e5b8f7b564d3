import type { Dockerfile, Instruction, Word } from "../types";

/** One word of EXPOSE taken apart: `[host:]container[/protocol]`. */
export interface Port {
  readonly instruction: Instruction;
  readonly word: Word;
  /** What stands before the last colon: an address, a port of the host, or both; empty for none. */
  readonly host: string;
  /** A port or a range: "80", "3000-3005". */
  readonly container: string;
  readonly protocol: string | undefined;
}

/** The ports of every EXPOSE, those that depend on something unknown left out. */
export function exposedPorts(file: Dockerfile): Port[] {
  return file.instructions.flatMap((instruction) => {
    if (instruction.keyword !== "EXPOSE") return [];
    return instruction.words.flatMap((word) =>
      word.value === undefined ? [] : [{ instruction, ...readPort(word, word.value) }],
    );
  });
}

function readPort(word: Word, value: string): Omit<Port, "instruction"> {
  const slash = value.lastIndexOf("/");
  const ports = slash < 0 ? value : value.slice(0, slash);
  const colon = ports.lastIndexOf(":");
  return {
    word,
    host: ports.slice(0, Math.max(0, colon)),
    container: ports.slice(colon + 1),
    protocol: slash < 0 ? undefined : value.slice(slash + 1),
  };
}
