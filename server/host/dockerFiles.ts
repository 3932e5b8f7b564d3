/** Files in which docker keeps what its user has set. */

import { open } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

/** Nobody else's configuration is larger. In bytes. */
const largest = 1_000_000;

/** What a file of JSON says; undefined when it is missing, broken or too large. */
export async function readDockerFile(file: string): Promise<unknown> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const stats = await handle.stat();
    return !stats.isFile() || stats.size > largest ? undefined : JSON.parse(await handle.readFile("utf8"));
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

/** The folder with the config.json of the client. */
export function dockerFolder(environment: NodeJS.ProcessEnv): string {
  return environment.DOCKER_CONFIG || path.join(homedir(), ".docker");
}

/**
 * The files that may configure the engine, by docs.docker.com/engine/daemon and docs.docker.com/desktop/settings-and-maintenance:
 * that of Docker Desktop, of an engine without root, of one for all users.
 */
export function engineFiles(environment: NodeJS.ProcessEnv): readonly string[] {
  const { XDG_CONFIG_HOME, ProgramData } = environment;
  const system = ProgramData ? path.join(ProgramData, "docker", "config") : "/etc/docker";
  const rootless = path.join(XDG_CONFIG_HOME || path.join(homedir(), ".config"), "docker");
  return [dockerFolder(environment), rootless, system].map((folder) => path.join(folder, "daemon.json"));
}
