/** What `RUN --mount` takes, by type. All of it measured with BuildKit's own parser. */

import { resolvePath } from "../syntax/dockerfile";
import type { Mount, Span, Word } from "../types";
import { misspelt } from "../util/similar";

export interface MountFault {
  readonly span: Span;
  readonly message: string;
  /** The part of the option that is wrong, and what was probably meant. */
  readonly wrong?: string;
  readonly meant?: string;
}

const types = ["bind", "cache", "tmpfs", "secret", "ssh"];
const switches = new Set(["readonly", "ro", "readwrite", "rw", "required"]);
const sharings = ["shared", "private", "locked"];
const known =
  "type from source src target dst destination readonly ro readwrite rw id sharing required size mode uid gid env".split(
    " ",
  );

/** What Podman and Buildah take beside. Source: their manual page of the Containerfile. */
const podmanOptions = new Set(
  (
    "z Z U relabel chown idmap bind-propagation propagation bind-nonrecursive exec noexec dev nodev suid nosuid consistency " +
    "tmpcopyup notmpcopyup tmpfs-size tmpfs-mode"
  ).split(" "),
);

/** Options that only some types take. */
const takers: Readonly<Record<string, readonly string[]>> = {
  sharing: ["cache"],
  required: ["secret", "ssh"],
  size: ["tmpfs"],
  mode: ["cache", "secret", "ssh"],
  uid: ["cache", "secret", "ssh"],
  gid: ["cache", "secret", "ssh"],
};

/**
 * The faults of a mount in order; nothing where variables or quotes hide what its options are.
 * `folder` is the one that a relative target starts from; undefined when it is not known.
 * @param isPodman Podman or Buildah will read it.
 */
export function mountFaults(mount: Mount, value: Word, folder: string | undefined, isPodman: boolean): MountFault[] {
  if (/["'\\]/.test(value.text)) return [];
  if (value.text === "") return [{ span: mount, message: "--mount= is empty: it needs a type and a target" }];
  const type = mount.type.toLowerCase();
  const hasVariable = value.text.includes("$");
  if (/^,|,,|,$/.test(value.text)) return [{ span: value, message: "An option is missing beside a comma of --mount" }];
  if (!types.includes(type)) return type.includes("$") || hasVariable ? [] : [typeFault(mount, value, type)];
  const found: MountFault[] = [];
  let isTyped = !mount.options.has("type");
  for (const [name, text] of mount.options) {
    isTyped ||= name === "type";
    if (isPodman && podmanOptions.has(name)) continue;
    const span = mount.optionSpans.get(name) ?? value;
    const isBare = !hasVariable && span !== mount && span.end - span.start === name.length;
    const fault =
      !isTyped && (name === "required" || name === "size")
        ? { message: `${name} must stand behind type=${type}` }
        : optionFault(type, name, text, isBare);
    if (fault) found.push({ span, ...fault });
  }
  if (found.length === 0 && !hasVariable) {
    const fault = wholeFault(mount, type, folder);
    if (fault !== undefined) found.push({ span: value, message: fault });
  }
  return found;
}

function typeFault(mount: Mount, value: Word, type: string): MountFault {
  const message = `There is no mount of type ${mount.type || '""'}, only bind, cache, tmpfs, secret and ssh`;
  return { span: mount.optionSpans.get("type") ?? value, message, wrong: mount.type, meant: misspelt(type, types) };
}

function optionFault(type: string, name: string, value: string, isBare: boolean): Omit<MountFault, "span"> | undefined {
  if (!known.includes(name)) {
    const meant = name === "target-path" || name === "path" ? "target" : misspelt(name, known);
    return { message: `--mount has no option ${name || '""'}`, wrong: name, meant: meant && name ? meant : undefined };
  }
  const takenBy = takers[name];
  if (takenBy && !takenBy.includes(type)) {
    return { message: `${name} is an option for ${takenBy.join(", ")}, and not for ${type}` };
  }
  if (name === "source" || name === "src") {
    return type === "ssh" ? { message: `An ssh mount has no ${name}` } : undefined;
  }
  if (isBare) return switches.has(name) || name === "" ? undefined : { message: `${name} needs a value: ${name}=…` };
  return value.includes("$") ? undefined : valueFault(name, value);
}

function valueFault(name: string, value: string): Omit<MountFault, "span"> | undefined {
  switch (name) {
    case "sharing": {
      if (sharings.includes(value.toLowerCase())) return undefined;
      return {
        message: `sharing is shared, private or locked, and not ${value || "empty"}`,
        wrong: value,
        meant: misspelt(value, sharings),
      };
    }
    case "uid":
    case "gid":
      return /^\d+$/.test(value) ? undefined : { message: `${name} is a number, and not ${value || "empty"}` };
    case "mode": {
      if (/^[0-7]+$/.test(value)) return undefined;
      const octal = /^0o([0-7]+)$/i.exec(value)?.[1];
      return { message: `mode is an octal number, and not ${value || "empty"}`, wrong: value, meant: octal };
    }
    case "size":
      return /^\d+(?:\.\d+)?\s*(?:[kmgtp]i?b?|b)?$/i.test(value)
        ? undefined
        : { message: `size is a number of bytes or one with a unit, 64m for example, and not ${value || "empty"}` };
    default:
      return switches.has(name) ? switchFault(name, value) : undefined;
  }
}

function switchFault(name: string, value: string): Omit<MountFault, "span"> | undefined {
  if (/^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/.test(value)) return undefined;
  const isYes = /^(?:yes|on|y|ture)$/i.test(value);
  const isNo = /^(?:no|off|n|flase)$/i.test(value);
  const meant = isYes ? "true" : isNo ? "false" : undefined;
  return { message: `${name} is true or false, and not ${value || "empty"}`, wrong: value, meant };
}

/** What a mount of this type lacks, or has too much of. */
function wholeFault({ target, source, id }: Mount, type: string, folder: string | undefined): string | undefined {
  if (type === "secret") {
    if (id && source) return "A secret has an id or a source, and not both";
    return id || source || target ? undefined : "A secret mount needs the id of the secret: id=…";
  }
  if (type === "ssh") return undefined;
  // Without a target it lies at the working directory.
  if (!target) {
    if (folder !== "/") return undefined;
    return "Without a target the mount lies at the WORKDIR, / here, which cannot be mounted over: name a target";
  }
  if (target === "/") return "/ cannot be mounted over: name another target";
  // Of absolute targets, only the slash itself is refused.
  if (target.startsWith("/") || resolvePath(folder, target) !== "/") return undefined;
  return `${target} is / here, which cannot be mounted over: name another target`;
}
