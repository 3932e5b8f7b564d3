/** Copies of a project: with what lies around in a working copy and belongs into no image, and hardened. */

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { appendFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { configurations } from "../../server/cli/configured";
import { filesIn, surround } from "../../server/cli/inputs";
import type { Hardened } from "../../server/engine/harden";
import { lint, lintIgnore } from "../../server/engine/lint";
import { parseDockerfile } from "../../server/syntax/dockerfile";
import { parseIgnore } from "../../server/syntax/dockerignore";

/** What proof.json says; projects.ts tells what of it means what. */
export interface Expected {
  readonly port: number | readonly number[];
  readonly path: string;
  readonly body: string;
  readonly devDependency?: string;
  readonly volumes?: readonly string[];
  readonly secretArgument?: string;
}

/** Reads the proof.json of a project. */
export function readProject(source: string): Expected {
  return JSON.parse(readFileSync(path.join(source, "proof.json"), "utf8"));
}

/** Copies a project to a folder that is not there yet, with secrets in it that a token is part of; variables of its own stay. */
export async function copyOf(source: string, copy: string): Promise<{ copy: string; token: string }> {
  const token = `proof-${randomBytes(12).toString("hex")}`;
  await cp(source, copy, { recursive: true });
  await rm(path.join(copy, "proof.json"));
  await mkdir(path.join(copy, ".git"));
  await writeFile(path.join(copy, ".git/config"), `[http]\n  extraHeader = "Authorization: ${token}-git"\n`);
  await appendFile(path.join(copy, ".env"), `SESSION_SECRET=${token}-env\n`);
  return { copy, token };
}

/** What is known of the Dockerfile of a folder, as the command line reads it from the disk, and how many errors and warnings it and its ignore file have. */
export async function judge(copy: string) {
  const host = filesIn([copy]);
  const read = async (name: string) => {
    const file = path.join(copy, name);
    const text = await readFile(file, "utf8");
    const { configuration } = await configurations(host, {})(file);
    const { facts } = await surround(host, file, text, copy);
    return { text, settings: configuration.settings, facts: { ...facts, policy: configuration.policy } };
  };
  const dockerfile = await read("Dockerfile");
  const ignore = existsSync(path.join(copy, ".dockerignore")) ? await read(".dockerignore") : undefined;
  const problems = [
    ...lint(parseDockerfile(dockerfile.text), dockerfile.facts, dockerfile.settings),
    ...(ignore ? lintIgnore(parseIgnore(ignore.text), ignore.facts, ignore.settings) : []),
  ];
  const findings = problems.filter(({ severity }) => severity === "error" || severity === "warning").length;
  return { ...dockerfile, findings };
}

/** Copies a folder with what Harden has made of it. @returns the copy. */
export async function writeHardened(copy: string, target: string, hardened: Hardened): Promise<string> {
  await cp(copy, target, { recursive: true });
  for (const { path: file, text } of [...hardened.files, { path: "Dockerfile", text: hardened.text }])
    await writeFile(path.join(target, file), text);
  return target;
}

/** Lets the install fail without a token, as a private registry would. */
export async function needToken(copy: string): Promise<void> {
  const file = path.join(copy, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  const script = `
    const { readFileSync } = require("node:fs");
    const files = [".npmrc", process.env.npm_config_userconfig, process.env.npm_config_globalconfig];
    const read = (file) => { try { return readFileSync(file, "utf8"); } catch { return ""; } };
    const text = files.map(read).join("\\n").replace(/\\$\\{(\\w+)\\}/g, (_, name) => process.env[name]);
    if (!/:_authToken=proof-/.test(text)) throw new Error("401: this install has no token");`;
  // Without quotes, dollars and line breaks, which no shell leaves alone.
  manifest.scripts.preinstall = `node -e "eval(atob('${btoa(script)}'))"`;
  await writeFile(file, JSON.stringify(manifest));
}

/**
 * Words that give the token to a build: by the argument of the Dockerfile as it is, by the secrets that the hardened one mounts.
 * @param folder where files may be made. @param build how the hardened one is built, which names its secrets.
 */
export async function secretWords(
  folder: string,
  argument: string | undefined,
  build: string | undefined,
  token: string,
): Promise<readonly string[]> {
  const words = argument === undefined ? [] : ["--build-arg", `${argument}=${token}-argument`];
  for (const [, id = ""] of (build ?? "").matchAll(/--secret[ =]\S*?id=([^,\s]+)/g)) {
    const file = path.join(folder, `secret-${id}`);
    await writeFile(
      file,
      id.includes("npmrc") ? `//registry.example.org/:_authToken=${token}-mount\n` : `${token}-mount`,
    );
    words.push("--secret", `id=${id},src=${file}`);
  }
  return words;
}
