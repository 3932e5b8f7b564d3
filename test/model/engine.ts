/** The engine behind the `docker` on the PATH: builds many contexts at once and tells what came out. */

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type BuiltImage, readImages } from "./builtImage";

/** In ms. */
const limits = { build: 900_000, save: 600_000, other: 120_000 };

const network = /--network[= ](\S+)/.exec(process.env.DRYDOCK_PROOF_BUILD_ARGS ?? "")?.[1];

/** Why nothing can be built here; undefined when it can. */
export async function findObstacle(): Promise<string | undefined> {
  const { code } = await docker("version");
  if (code === undefined) return "there is no docker on the PATH";
  if (code !== 0) return "the daemon of docker does not answer";
  return (await docker("buildx", "version")).code === 0 ? undefined : "this docker has no buildx";
}

/** How many layers a base image has; undefined when it cannot be had. */
export async function layersOf(image: string): Promise<number | undefined> {
  if (image === "scratch") return 0;
  const ask = () => docker("image", "inspect", "--format", "{{len .RootFS.Layers}}", image);
  let answer = await ask();
  if (answer.code !== 0) {
    await docker("pull", "--quiet", image);
    answer = await ask();
  }
  return answer.code === 0 ? Number(answer.output.trim()) : undefined;
}

export interface Outcome {
  /** By name. */
  readonly images: ReadonlyMap<string, BuiltImage>;
  /** Those that cannot be built, with what the engine says. */
  readonly failures: ReadonlyMap<string, string>;
}

/**
 * Builds folders that have a Dockerfile each, all at once. What cannot be built is left out of the next attempt, which
 * finds the rest in the cache.
 * @param folders by name. @param bases how many layers the base image has that each ships on.
 */
export async function buildAll(
  folder: string,
  folders: ReadonlyMap<string, string>,
  bases: ReadonlyMap<string, number>,
): Promise<Outcome> {
  const failures = new Map<string, string>();
  const tagOf = (name: string) => `drydock-proof-model:${name}`;
  const file = path.join(folder, "compose.yaml");
  for (;;) {
    const names = [...folders.keys()].filter((name) => !failures.has(name));
    if (names.length === 0) return { images: new Map(), failures };
    const services = names.map((name) => [
      name,
      { image: tagOf(name), build: { context: folders.get(name), ...(network ? { network } : {}) } },
    ]);
    writeFileSync(file, JSON.stringify({ services: Object.fromEntries(services) }));
    const { code, output } = await docker("buildx", "bake", "--file", file, "--load", "--progress", "plain");
    if (code === 0) break;
    const failed = failedIn(output, names);
    if (failed === undefined)
      throw new Error(`The engine does not build, and does not say what:\n${output.slice(-2000)}`);
    failures.set(failed, output.slice(output.lastIndexOf("------\n > ")).slice(0, 1500));
  }
  const made = [...folders.keys()].filter((name) => !failures.has(name));
  const layers = await docker("image", "inspect", "--format", "{{len .RootFS.Layers}}", ...made.map(tagOf));
  const counts = layers.output.trim().split("\n");
  const names = made.filter((_, index) => counts[index] !== "0");
  for (const name of made) if (!names.includes(name)) failures.set(name, "An image without a layer cannot be saved.");
  const archive = path.join(folder, "images.tar");
  const saved = await docker("save", "--output", archive, ...names.map(tagOf));
  if (saved.code !== 0) throw new Error(saved.output);
  const read = readImages(archive, new Map([...bases].map(([name, count]) => [tagOf(name), count])));
  await docker("rmi", "--force", ...made.map(tagOf));
  return {
    images: new Map(
      names.flatMap((name) => {
        const image = read.get(tagOf(name));
        return image ? [[name, image] as const] : [];
      }),
    ),
    failures,
  };
}

/** The target that an engine complains about: "> [name 2/3] RUN false:", or "target name: failed to solve". */
function failedIn(output: string, names: readonly string[]): string | undefined {
  const said = [/^ > \[(\S+)/m, /target (\S+): failed/, /^#\d+ \[(\S+)[^\n]*\n(?:#[^\n]*\n)*?#\d+ ERROR/m]
    .map((pattern) => pattern.exec(output)?.[1])
    .find((name) => name !== undefined && names.includes(name));
  if (said !== undefined || names.length > 1) return said;
  return names[0];
}

/** Runs docker to its end. @returns its exit code, undefined when it cannot be started, and all that it printed. */
function docker(...words: readonly string[]): Promise<{ code: number | undefined; output: string }> {
  const timeout = words[0] === "buildx" ? limits.build : words[0] === "save" ? limits.save : limits.other;
  return new Promise((resolve) => {
    const child = spawn("docker", words, { stdio: ["ignore", "pipe", "pipe"], timeout });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output += data;
      });
    }
    child.once("error", () => resolve({ code: undefined, output }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
