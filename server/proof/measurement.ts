/** What is measured of a Dockerfile that is built and started, and how what an engine prints is read. */

import { initNames } from "../data/initPrograms";
import { baseName } from "../util/paths";

/** Plain data. What was not reached or cannot be told is undefined: never "no". */
export interface Measurement {
  readonly isBuilt: boolean;
  /** How long the build took, in ms. */
  readonly buildTime: number;
  /** Bytes of the whole image, and of what it adds to the image that it starts from. */
  readonly size?: number;
  readonly ownSize?: number;
  /** The user id of process 1. */
  readonly uid?: number;
  /** The words of process 1. */
  readonly process?: string;
  /** It ran still when it had answered, or when the time to answer was over. */
  readonly isRunning?: boolean;
  /** Where it waits for connections: "0.0.0.0:3000". */
  readonly listens?: readonly string[];
  readonly answer?: Answer;
  /** What the health check of the image says, which is asked once something has answered; "none": there is no such check. */
  readonly health?: "healthy" | "unhealthy" | "none";
  /** How long it took to stop, in ms. */
  readonly stopTime?: number;
  readonly exitCode?: number;
  /** Lines of its log that tell of something it was not allowed to do. */
  readonly refusals?: readonly string[];
  /** Files of the context with secrets that lie in a layer, and names of values: "TOKEN in the history", "TOKEN in /app/.npmrc". */
  readonly secrets?: readonly string[];
  /** Names of development dependencies in a node_modules of a layer. */
  readonly devDependencies?: readonly string[];
  /** Names of packages that a fix of a vulnerability is there for. */
  readonly pendingFixes?: readonly string[];
  /** The end of what the build printed where it failed, and else of what the container did. */
  readonly log: string;
}

export interface Answer {
  readonly port: number;
  /** The status code of HTTP. */
  readonly status: number;
  /** Whether it has the text in it that is asked for; absent where none is. */
  readonly hasText?: boolean;
}

/** What `inspect` says of an image, as far as it is asked for. */
export interface ImageConfig {
  readonly size: number | undefined;
  /** The TCP ports of EXPOSE, and of the variable PORT, in this order. */
  readonly ports: readonly number[];
  /** The words of the health check, a shell that it takes included; undefined where there is none. */
  readonly check: readonly string[] | undefined;
}

/** Reads the JSON of `image inspect`; undefined when it is none. */
export function readImage(json: string): ImageConfig | undefined {
  const image = firstOf(json);
  if (!image) return undefined;
  const config = (image.Config ?? {}) as {
    ExposedPorts?: object;
    Env?: unknown;
    Healthcheck?: unknown;
    Shell?: unknown;
  };
  const exposed = Object.keys(config.ExposedPorts ?? {}).filter((port) => !port.endsWith("/udp"));
  const env = Array.isArray(config.Env) ? config.Env.map(String) : [];
  const named = env.filter((it) => it.startsWith("PORT=")).map((it) => it.slice("PORT=".length));
  const ports = [...exposed, ...named].map((port) => Number.parseInt(port, 10)).filter(isPort);
  const check = readCheck(config.Healthcheck ?? image.Healthcheck ?? image.HealthCheck, config.Shell);
  return { size: typeof image.Size === "number" ? image.Size : undefined, ports: [...new Set(ports)], check };
}

/** Docker keeps it among the settings of an image, podman beside them. */
function readCheck(healthcheck: unknown, shell: unknown): readonly string[] | undefined {
  const test = (healthcheck as { Test?: unknown } | undefined)?.Test;
  const [kind, ...words] = Array.isArray(test) ? test.map(String) : [];
  if (words.length === 0) return undefined;
  if (kind === "CMD") return words;
  return kind === "CMD-SHELL"
    ? [...(Array.isArray(shell) ? shell.map(String) : ["/bin/sh", "-c"]), ...words]
    : undefined;
}

/** Reads the JSON of `container inspect`; undefined when it is none. */
export function readState(json: string): { readonly isRunning: boolean; readonly exitCode: number } | undefined {
  const state = firstOf(json)?.State as { Running?: unknown; ExitCode?: unknown } | undefined;
  return state && { isRunning: state.Running === true, exitCode: Number(state.ExitCode ?? 0) };
}

function firstOf(json: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(json);
    const first: unknown = Array.isArray(data) ? data[0] : data;
    return typeof first === "object" && first !== null ? (first as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isPort(port: number): boolean {
  return 0 < port && port < 65_536;
}

/**
 * Where something waits for connections, from what stands in /proc/net/tcp and tcp6: each line has the local address as
 * hexadecimal digits, least significant byte first in each group of four, and the state, of which 0A is "listen".
 */
export function readListening(text: string): readonly { readonly address: string; readonly port: number }[] {
  const lines = text.matchAll(/^[ \t]*\d+: ([\dA-F]{8}|[\dA-F]{32}):([\dA-F]{4}) \S+ 0A /gm);
  return [...lines].map(([, address = "", port = ""]) => ({
    address: addressOf(address),
    port: Number.parseInt(port, 16),
  }));
}

function addressOf(digits: string): string {
  if (/^0+$/.test(digits)) return digits.length === 8 ? "0.0.0.0" : "[::]";
  if (digits.length === 8)
    return (digits.match(/../g) ?? [])
      .map((byte) => Number.parseInt(byte, 16))
      .reverse()
      .join(".");
  return digits === "00000000000000000000000001000000" ? "[::1]" : "[…]";
}

/** Whether an address is reached from within the container alone. */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address.startsWith("[::1]");
}

/** The words and the user id of a process, from what stands in its /proc/PID/cmdline and then in its /proc/PID/status. */
export function readProcess(text: string): { readonly process?: string; readonly uid?: number } {
  const at = text.indexOf("Name:\t");
  const [words, status] = at < 0 ? ["", ""] : [text.slice(0, at), text.slice(at)];
  const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1];
  return { process: words.replaceAll("\0", " ").trim() || undefined, uid: uid === undefined ? undefined : Number(uid) };
}

/** Whether a process is an init, so that its first child is the program: `/usr/bin/dumb-init /entrypoint.sh node a.js`. */
export function isInit(process: string | undefined): boolean {
  return initNames.has(baseName(process?.split(" ")[0] ?? ""));
}

/** The lines of a log that tell of something that was not allowed, at most ten. */
export function refusalsIn(log: string): readonly string[] {
  return log
    .split("\n")
    .filter((line) =>
      /\b(?:EACCES|EPERM|EROFS)\b|permission denied|operation not permitted|read-only file system/i.test(line),
    )
    .slice(0, 10)
    .map((line) => line.trim().slice(0, 200));
}

/** The last lines of what a program printed: enough to see why it failed. */
export function tail(output: string, lines = 20): string {
  return output.trimEnd().split("\n").slice(-lines).join("\n");
}
