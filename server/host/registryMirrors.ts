/** Mirrors of Docker Hub: asked before it, in their order, as docker itself does. */

import { fieldsOf } from "../util/json";
import type { Reason } from "../util/reason";
import { engineFiles, readDockerFile } from "./dockerFiles";
import { isLoopback } from "./loopback";

/** Gives the addresses of the mirrors, or why one of them is not asked, in their order. */
export type FindMirrors = () => Promise<readonly (URL | Reason)[]>;

/** Far more than anybody has. */
const most = 10;

/**
 * Finds the mirrors: those that are named, else `registry-mirrors` of the first daemon.json that has some, which is read
 * at the first question.
 */
export function mirrorsOf(named: readonly string[], environment: NodeJS.ProcessEnv = process.env): FindMirrors {
  let found: Promise<readonly (URL | Reason)[]> | undefined;
  return () => {
    found ??= (named.length > 0 ? Promise.resolve(named) : ofEngine(environment)).then((texts) =>
      texts.slice(0, most).map(mirrorAt),
    );
    return found;
  };
}

async function ofEngine(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  for (const file of engineFiles(environment)) {
    const { "registry-mirrors": mirrors } = fieldsOf(await readDockerFile(file));
    const texts = Array.isArray(mirrors) ? mirrors.filter((it): it is string => typeof it === "string") : [];
    if (texts.length > 0) return texts;
  }
  return [];
}

/** The address of a mirror; docker takes no path, query or login in one, either. @param text "https://mirror.example.com", or its host alone. */
export function mirrorAt(text: string): URL | Reason {
  const address = text.includes("://") ? text : `https://${text}`;
  if (!URL.canParse(address)) return { reason: "a mirror is no address" };
  const url = new URL(address);
  const { protocol, host, pathname, search, hash, username, password } = url;
  if (pathname !== "/" || search + hash + username + password !== "") {
    return { reason: `the mirror ${host} is named with more than its host` };
  }
  if (protocol === "https:" || (protocol === "http:" && isLoopback(url))) return url;
  return { reason: `the mirror ${host} is not encrypted` };
}
