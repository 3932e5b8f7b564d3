/** The signal that a container is stopped with. */

import type { Stage } from "../types";
import { inherited } from "./users";

/**
 * The signal that `docker stop` sends to a container of a stage, by its name: SIGTERM unless STOPSIGNAL names another one.
 * undefined when it is not known. Source: https://docs.docker.com/reference/dockerfile/#stopsignal
 */
export function stopSignal(stage: Stage): string | undefined {
  const set = inherited(stage).findLast(({ keyword }) => keyword === "STOPSIGNAL")?.words[0];
  if (!set) return "SIGTERM";
  const name = set.value?.toUpperCase();
  if (name === undefined || /\d/.test(name)) return name === undefined ? undefined : signalNumbers[name];
  return name.startsWith("SIG") ? name : `SIG${name}`;
}

/** Source: signal(7) */
const signalNumbers: Readonly<Record<string, string>> = { 1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 15: "SIGTERM" };
