/** What the flags of Docker's instructions take. All of it measured with BuildKit's own parser. */

import type { Instruction } from "../types";
import { misspelt } from "../util/similar";

export interface ValueFault {
  /** A sentence without a full stop. */
  readonly message: string;
  /** What was probably meant. */
  readonly meant?: string;
}

/** What is wrong with the value of a known flag, quotes removed; undefined when nothing is, or only a variable can tell. */
export function flagFault(instruction: Instruction, name: string, value: string): ValueFault | undefined {
  switch (name) {
    case "link":
    case "parents":
    case "keep-git-dir":
    case "unpack":
      return switchFault(name, value);
    case "network":
      return choiceFault(name, value, ["default", "none", "host"]);
    case "security":
      return choiceFault(name, value, ["sandbox", "insecure"]);
    case "chmod":
      return value.includes("$") ? undefined : modeFault(value);
    case "checksum":
      return value.includes("$") ? undefined : checksumFault(instruction, value);
    case "platform":
      return value.includes("$") ? undefined : platformFault(value);
    case "retries":
      return retriesFault(value);
    case "interval":
    case "timeout":
    case "start-period":
    case "start-interval":
      return durationFault(name, value);
    default:
      return undefined;
  }
}

function switchFault(name: string, value: string): ValueFault | undefined {
  if (value === "" || /^(?:true|false)$/i.test(value)) return undefined;
  const isYes = /^(?:1|t|y|yes|on|ture|treu)$/i.test(value);
  const isNo = /^(?:0|f|n|no|off|flase)$/i.test(value);
  const meant = isYes ? "true" : isNo ? "false" : undefined;
  return { message: `--${name} is true or false, and not ${value}`, meant };
}

function choiceFault(name: string, value: string, choices: readonly string[]): ValueFault | undefined {
  if (choices.includes(value)) return undefined;
  const list = `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
  const lower = value.toLowerCase();
  const meant = choices.includes(lower) ? lower : value === "bridge" ? "default" : misspelt(lower, choices);
  return { message: `--${name} is ${list}, and not ${value || "empty"}`, meant };
}

const symbolicMode = /^[ugoa]*(?:[-+=][rwxXstugo]*)+$/;

/** An octal number up to 07777, or `u+x,go=r`. */
export function modeFault(value: string): ValueFault | undefined {
  if (value === "") return undefined;
  if (/^\d[^-+=]*$/.test(value)) {
    if (/^[0-7]+$/.test(value) && Number.parseInt(value, 8) <= 0o7777) return undefined;
    const meant = /^0o([0-7]{3,4})$/i.exec(value)?.[1];
    return { message: `${value} is no mode: that is an octal number up to 7777`, meant };
  }
  if (value.length < 200 && value.split(",").every((part) => symbolicMode.test(part))) return undefined;
  return { message: `${value} is no mode, which is octal or symbolic: 755 or u+x`, meant: listedMode(value) };
}

/** `rwxr-xr-x`, as `ls` writes it. */
function listedMode(value: string): string | undefined {
  const bits = /^-?((?:[r-][w-][x-]){3})$/.exec(value)?.[1];
  if (bits === undefined) return undefined;
  const digits = bits.match(/.../g) ?? [];
  return digits.map((three) => [...three].reduce((sum, bit, at) => sum + (bit === "-" ? 0 : 4 >> at), 0)).join("");
}

const lengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function checksumFault({ words }: Instruction, value: string): ValueFault | undefined {
  const sources = words.slice(0, -1);
  if (value === "" || sources.some((source) => source.value === undefined)) return undefined;
  const texts = sources.map((source) => source.value as string);
  if (texts.some((text) => /\.git(?:[#?]|$)|^git[@:]|^ssh:|^github\.com\//.test(text))) return undefined;
  if (!texts.every((text) => /^https?:\/\//.test(text))) {
    return { message: "--checksum is for sources on the web, and one of these is a file" };
  }
  const [, algorithm = "", digits = ""] = /^(?:(\w+):)?([0-9a-f]*)$/i.exec(value) ?? [];
  const length = lengths[algorithm];
  if (length === digits.length && digits === digits.toLowerCase()) return undefined;
  const lower = algorithm === "" ? "sha256" : algorithm.toLowerCase();
  const meant = lengths[lower] === digits.length ? `${lower}:${digits.toLowerCase()}` : undefined;
  const message = `${value.length > 30 ? `${value.slice(0, 30)}…` : value} is no checksum, which is sha256: and 64 hexadecimal digits`;
  return { message, meant };
}

const systems = (
  "aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows zos macos " +
  "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm " +
  "i386 x86_64 x86-64 aarch64 armhf armel hurd nacl amd64p32 armbe arm64be mips64p32 mips64p32le ppc riscv s390 sparc sparc64"
).split(" ");

/** Why a value is no platform; undefined for one that is. */
export function platformFault(value: string): ValueFault | undefined {
  if (value === "") return undefined;
  const parts = value.split("/");
  const isPlain = parts.every((part) => /^[\w.-]+$/.test(part)) && parts.length <= 3;
  if (parts[0]?.includes("(") || (isPlain && (parts.length > 1 || systems.includes(value.toLowerCase()))))
    return undefined;
  const pair = value.split(/[-_:,]/);
  const meant =
    pair.length === 2 && pair.every((part) => systems.includes(part.toLowerCase()))
      ? pair.join("/")
      : misspelt(value, systems);
  return { message: `${value} is no platform, which is a system and an architecture: linux/amd64`, meant };
}

function retriesFault(value: string): ValueFault | undefined {
  if (value === "" || (/^\+?\d+$/.test(value) && Number(value) < 2 ** 31)) return undefined;
  return { message: `--retries is a whole number, and not ${value}` };
}

const milliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
};

function durationFault(name: string, value: string): ValueFault | undefined {
  if (value === "") return undefined;
  if (value.includes("$")) return { message: `--${name} does not replace variables` };
  const length = durationOf(value);
  if (length === 0 || (length !== undefined && length >= 1)) return undefined;
  if (length !== undefined) return { message: `--${name} must be 1ms or more, and is ${value}` };
  const message = `${value} is no duration, which is numbers with units: 30s, 1m30s`;
  return { message, meant: likelyDuration(value) };
}

/** In milliseconds, as Go reads a duration; undefined for none. */
function durationOf(value: string): number | undefined {
  if (/^[-+]?0$/.test(value)) return 0;
  if (!/^[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(value) || value.length > 60) return undefined;
  let sum = 0;
  for (const [, number, unit] of value.matchAll(/(?<![\d.])([\d.]+)([a-zµμ]+)/g))
    sum += Number(number) * (milliseconds[unit ?? ""] ?? 0);
  return value.startsWith("-") ? -sum : sum;
}

function likelyDuration(value: string): string | undefined {
  const [, number = "", unit = ""] = /^(\d{1,9})\s*([a-z]*)$/i.exec(value) ?? [];
  if (number === "") return undefined;
  const lower = unit.toLowerCase();
  if (lower === "d" || lower === "day" || lower === "days") return `${Number(number) * 24}h`;
  if (/^(?:|s|secs?|seconds?)$/.test(lower)) return `${number}s`;
  if (/^(?:m|mins?|minutes?)$/.test(lower)) return `${number}m`;
  if (/^(?:h|hrs?|hours?)$/.test(lower)) return `${number}h`;
  return /^(?:msec|millis|milliseconds?)$/.test(lower) ? `${number}ms` : undefined;
}
