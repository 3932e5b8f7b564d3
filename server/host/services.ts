/** Services that a proof needs beside it: started anew for each image that is measured, and gone at the end. */

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { servicesBeside } from "../proof/composeProject";
import { tail } from "../proof/measurement";
import type { Builder } from "./builder";

export interface Services {
  /** The network that they are reached in, by their names. */
  readonly network: string;
  /** Starts them, in place of those that ran before; why they do not start, in words. */
  renew(): Promise<string | undefined>;
  /** Removes them with their volumes. Never throws. */
  close(): Promise<void>;
}

/** In ms: images have to be fetched. */
const patience = 600_000;

/**
 * The services that one of compose depends on; undefined when there are none; why they cannot be told, in words.
 * @param file absolute path of the file of compose.
 * @param folder where files may be made.
 * @param name of the project that they belong to: nothing else has it.
 */
export async function openServices(
  builder: Builder,
  file: string,
  service: string,
  folder: string,
  name: string,
): Promise<Services | string | undefined> {
  const config = await builder.run(["compose", "--file", file, "config", "--format", "json"]);
  if (config.code !== 0) return `${builder.name} compose cannot read ${path.basename(file)}: ${tail(config.all)}`;
  const beside = servicesBeside(config.output, service);
  if (!beside) return undefined;
  const own = path.join(folder, "compose.json");
  await writeFile(own, beside.text);
  const words = ["compose", "--file", own, "--project-name", name, "--project-directory", path.dirname(file)];
  const down = [...words, "down", "--volumes", "--remove-orphans", "--rmi", "local", "--timeout", "5"];
  return {
    network: `${name}_default`,
    async renew() {
      await builder.tidy(down);
      const { code, all } = await builder.run([...words, "up", "--detach", "--wait", ...beside.names], patience);
      return code === 0 ? undefined : `${beside.names.join(", ")} did not start: ${tail(all)}`;
    },
    async close() {
      await builder.tidy(down);
    },
  };
}
