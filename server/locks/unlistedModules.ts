/** Packages that a program loads, though package.json names them nowhere and no install can bring them. */

import { officialName } from "../data/images";
import type { Dockerfile, Facts, Project } from "../types";
import { folderOf } from "../util/paths";
import { lacksPackage } from "./lockFit";

/**
 * Whether a package that a file of the project loads is surely not among what its installs bring: package.json does not
 * write its name, and npm's lock file does not have it, or there is nothing to install at all. On the machine of whoever
 * wrote it, it may lie in a folder above.
 * @param name of the package. @param from the file that loads it, from the context root.
 */
export function isNowhere(name: string, from: string, file: Dockerfile, facts: Facts, project: Project): boolean {
  if (!packageName.test(name) || ownModules.has(name) || name === project.name) return false;
  const manifest = facts.contents?.get(project.manifest);
  if (manifest === undefined || manifest.includes(`"${name}"`) || project.workspaces?.length !== 0) return false;
  if (facts.project?.manifest !== project.manifest || hasOwnManifest(from, project, facts)) return false;
  return isNotLocked(name, facts, project) && bringsOnlyProject(name, file, project);
}

/** As the registry of npm takes it: no path, no address, no name of another runtime's modules. */
const packageName = /^(?:@[a-z\d~-][\w.~-]{0,99}\/)?[a-z\d~-][\w.~-]{0,99}$/;

/** What Node.js has itself, whatever stands behind a slash. Source: `builtinModules` of node:module. */
export const ownModules: ReadonlySet<string> = new Set(
  (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs " +
    "http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream " +
    "string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib"
  ).split(" "),
);

/** Packages of a folder on the way may be installed there. */
function hasOwnManifest(from: string, { manifest }: Project, { files = [] }: Facts): boolean {
  const root = folderOf(manifest);
  const isOnTheWay = (folder: string) => folder !== root && `${folderOf(from)}/`.startsWith(`${folder}/`);
  return files.some((path) => /(?:^|\/)package\.json$/.test(path) && isOnTheWay(folderOf(path)));
}

function isNotLocked(name: string, facts: Facts, { dependencies, devDependencies, lockfiles }: Project): boolean {
  const locked = lacksPackage(name, facts);
  const isEmpty = Object.keys({ ...dependencies, ...devDependencies }).length === 0;
  return locked ?? (isEmpty && lockfiles.length === 0);
}

/** Nothing but installs of the project, on an image without packages of its own, makes node_modules. */
function bringsOnlyProject(name: string, file: Dockerfile, { scripts }: Project): boolean {
  if (file.stages.some(({ base, parent }) => !parent && (!base || officialName(base.name) !== "node"))) return false;
  const calls = file.instructions.filter(({ keyword }) => keyword === "RUN").map(({ argumentText }) => argumentText);
  return ![...calls, ...Object.values(scripts)].some((text) => text.includes(name) || mayBring.test(text));
}

const mayBring =
  /node_modules|\b(?:link|add|curl|wget|git|tar|unzip|cp|mv|ln|eval|source)\b|\b(?:install|i)[ \t]+[^-&|;\s]|\.sh\b|\$/;
