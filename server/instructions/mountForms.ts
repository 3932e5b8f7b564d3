/**
 * The mounts of RUN and what their options take, for people who write one.
 * Source: docs.docker.com/reference/dockerfile, in our own words.
 */

export interface MountAbout {
  readonly text: string;
  /** Its options in the order in which they are mostly written. */
  readonly options: readonly string[];
}

/** By type. */
export const mountForms: Readonly<Record<string, MountAbout>> = {
  bind: {
    text: "Files of the build context, or of what `from` names, read-only unless `rw` is given; what is written to them is lost.",
    options: ["target", "source", "from", "rw"],
  },
  cache: {
    text: "A folder that stays from one build to the next, for package managers and compilers.",
    options: ["target", "id", "sharing", "mode", "uid", "gid", "from", "source", "ro"],
  },
  secret: {
    text: "A file or variable that the build is given with `--secret`, and that no layer keeps.",
    options: ["id", "target", "env", "required", "mode", "uid", "gid"],
  },
  ssh: {
    text: "The keys of an SSH agent, which the build is given with `--ssh`.",
    options: ["id", "target", "required", "mode", "uid", "gid"],
  },
  tmpfs: { text: "A folder in memory that is gone afterwards.", options: ["target", "size"] },
};

export interface MountOptionAbout {
  readonly text: string;
  readonly values?: readonly string[];
  /** It may stand without a value. */
  readonly isSwitch?: true;
}

/** By their usual names. */
const optionTable: Readonly<Record<string, MountOptionAbout>> = {
  type: { text: "What is mounted; bind when it is not given.", values: ["cache", "secret", "bind", "ssh", "tmpfs"] },
  target: { text: "Where it is seen, absolute or from the working directory." },
  source: { text: "A file or folder, from the root of where it is taken from." },
  from: { text: "The stage, image or build context that it is taken from; without it the build context." },
  id: { text: "The name by which the build is given it, or by which caches are told apart." },
  sharing: {
    text: "What happens when two builds use the cache: `shared` lets both, `locked` has one wait, `private` makes another one.",
    values: ["shared", "locked", "private"],
  },
  required: { text: "The build stops when it is not given.", values: ["true", "false"], isSwitch: true },
  env: { text: "The variable that holds the secret, in place of a file or beside it." },
  mode: { text: "The permissions, octal: 0755 for caches, 0400 for secrets and 0600 for SSH without it." },
  uid: { text: "Whose it is, as a number; 0 without it." },
  gid: { text: "Whose group it is, as a number; 0 without it." },
  size: { text: "How large it may become: `64m`." },
  rw: { text: "It may be written to.", values: ["true", "false"], isSwitch: true },
  ro: { text: "It is not written to.", values: ["true", "false"], isSwitch: true },
};

const otherNames: Readonly<Record<string, string>> = {
  dst: "target",
  destination: "target",
  src: "source",
  readwrite: "rw",
  readonly: "ro",
};

/** What an option of a mount does, by any of its names; undefined for one that there is not. */
export function mountOptionAbout(name: string): MountOptionAbout | undefined {
  const usual = usualOption(name);
  return Object.hasOwn(optionTable, usual) ? optionTable[usual] : undefined;
}

/** The usual name of an option: "target" for `dst`. */
export function usualOption(name: string): string {
  return Object.hasOwn(otherNames, name) ? (otherNames[name] as string) : name;
}
