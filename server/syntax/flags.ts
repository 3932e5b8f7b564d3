/** The flags of Docker's instructions. */

import type { Dockerfile, Flag, Instruction } from "../types";

export interface FlagKind {
  /** `--link` alone means `--link=true`. */
  readonly isBoolean?: boolean;
  readonly mayRepeat?: boolean;
  /**
   * The first minor version of the Dockerfile syntax 1 that has it, where builders in use may be older.
   * Source: "Minimum version" in the reference. Measured with builders' own syntax: that of Docker 26.1 has none of
   * them; that of 28.5 has those up to 19, and neither those from 20 on nor the labs ones.
   */
  readonly since?: number;
  /** Only the labs variant of that syntax has it. */
  readonly isLabs?: boolean;
}

type Flags = Readonly<Record<string, FlagKind>>;

const none: Flags = {};

/** https://docs.docker.com/reference/dockerfile/; instructions that are missing here check no flags. */
const flagsByKeyword: Readonly<Record<string, Flags>> = {
  FROM: { platform: {} },
  RUN: { mount: { mayRepeat: true }, network: {}, security: { since: 20 }, device: { isLabs: true } },
  COPY: {
    from: {},
    chown: {},
    chmod: {},
    link: { isBoolean: true },
    parents: { isBoolean: true, since: 20 },
    exclude: { mayRepeat: true, since: 19 },
  },
  ADD: {
    chown: {},
    chmod: {},
    link: { isBoolean: true },
    checksum: {},
    "keep-git-dir": { isBoolean: true },
    exclude: { mayRepeat: true, since: 19 },
    unpack: { isBoolean: true, since: 17 },
  },
  HEALTHCHECK: { interval: {}, timeout: {}, "start-period": {}, "start-interval": {}, retries: {} },
  CMD: none,
  ENTRYPOINT: none,
  ENV: none,
  EXPOSE: none,
  LABEL: none,
  MAINTAINER: none,
  SHELL: none,
  USER: none,
  VOLUME: none,
  WORKDIR: none,
};

/** The flags that an instruction takes; undefined when it is unknown or does not check them. */
export function flagsFor({ keyword }: Instruction): Flags | undefined {
  return Object.hasOwn(flagsByKeyword, keyword) ? flagsByKeyword[keyword] : undefined;
}

/** The flag as the instruction knows it; undefined when it knows none of this very name, upper and lower case told apart. */
export function flagKindOf(file: Dockerfile, instruction: Instruction, flag: Flag): FlagKind | undefined {
  const flags = flagsFor(instruction);
  const name = writtenName(file, flag);
  return flags && Object.hasOwn(flags, name) ? flags[name] : undefined;
}

/** What stands right behind ONBUILD like a flag of its own: `--foo`. It has none. */
export function flagOfOnbuild({ text }: Dockerfile, { onbuild, name }: Instruction): string | undefined {
  return onbuild ? /^--[^\s=]+/.exec(text.slice(name.start, name.end))?.[0] : undefined;
}

/** The name in the letter case of the file. */
export function writtenName({ text }: Dockerfile, { start, name }: Flag): string {
  const written = text.slice(start + 2, start + 2 + name.length);
  return written.toLowerCase() === name ? written : name;
}

/** The value without its quotes, variables not replaced; undefined when there is none or an escape stands in it. */
export function literalValue({ value }: Flag): string | undefined {
  return value === undefined || value.text.includes("\\") ? undefined : value.text.replace(/["']/g, "");
}
