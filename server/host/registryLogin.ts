/** How a registry is told who asks: what it demands, and what `docker login` has kept. */

import { homedir } from "node:os";
import path from "node:path";
import { fieldsOf, isFields, stringOf } from "../util/json";
import { own } from "../util/records";
import { addressOf, obstacle } from "./boundedRequest";
import { dockerFolder, readDockerFile } from "./dockerFiles";
import { findProgram, runProgram } from "./runProgram";

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Finds the login for the host of a registry; undefined where none is kept. */
export type FindLogin = (host: string) => Promise<Login | undefined>;

/** One way in, as a registry names it in `WWW-Authenticate`. */
export interface Challenge {
  readonly scheme: "basic" | "bearer";
  /** "realm", "service"; names in lower case. */
  readonly values: Readonly<Record<string, string>>;
}

/** The ways that a header names; values without quotes are left out, and so is every scheme that is not ours. */
export function challengesOf(header: string): readonly Challenge[] {
  const challenges: { scheme: string; values: Record<string, string> }[] = [];
  // Every second piece stands in quotes.
  const pieces = header.split('"');
  for (let index = 0; index < pieces.length; index += 2) {
    const words = (pieces[index] ?? "").split(/[\s,]/).filter((word) => word !== "");
    for (const word of words) {
      const scheme = word.toLowerCase();
      if (!word.includes("=")) challenges.push({ scheme, values: {} });
    }
    const name = words.at(-1)?.toLowerCase() ?? "";
    const values = challenges.at(-1)?.values;
    const value = pieces[index + 1];
    if (values && name.endsWith("=") && value !== undefined) values[name.slice(0, -1)] = value;
  }
  return challenges.filter((it): it is Challenge => it.scheme === "basic" || it.scheme === "bearer");
}

/** The header that says who asks. */
export function basicHeader({ user, password }: Login): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

/**
 * Logins of the config.json of docker, which is read at the first question: those in `auths`, else what the helper tells
 * that `credHelpers` or `credsStore` names.
 */
export function dockerLogins(environment: NodeJS.ProcessEnv = process.env): FindLogin {
  let config: Promise<unknown> | undefined;
  return async (host) => {
    config ??= readDockerFile(path.join(dockerFolder(environment), "config.json"));
    const { auths, credHelpers, credsStore } = fieldsOf(await config);
    const keyIn = (table: object) => Object.keys(table).find((name) => hostNamed(name) === hostNamed(host));
    const key = isFields(auths) ? keyIn(auths) : undefined;
    const kept = key === undefined ? undefined : loginOf(own(fieldsOf(auths), key));
    if (kept) return kept;
    const named = isFields(credHelpers) ? keyIn(credHelpers) : undefined;
    const helper = stringOf(named === undefined ? credsStore : own(fieldsOf(credHelpers), named));
    // They know Docker Hub by its old address.
    const server = key ?? named ?? (hostNamed(host) === "docker.io" ? "https://index.docker.io/v1/" : host);
    return helper === undefined ? undefined : loginBy(helper, server, environment);
  };
}

/** Milliseconds that a helper has, which may ask the user to unlock something. */
const patience = 10_000;

/** By the protocol of docker-credential-helpers; an identity token is no login of ours. */
async function loginBy(helper: string, server: string, environment: NodeJS.ProcessEnv): Promise<Login | undefined> {
  if (!/^[\w.-]{1,60}$/.test(helper)) return undefined;
  const program = await findProgram(`docker-credential-${helper}`, environment);
  if (program === undefined) return undefined;
  const { code, output } = await runProgram(program, ["get"], { cwd: homedir(), timeout: patience, input: server });
  if (code !== 0) return undefined;
  try {
    const { Username, Secret } = fieldsOf(JSON.parse(output));
    const [user, password] = [stringOf(Username), stringOf(Secret)];
    return user !== undefined && password !== undefined && user !== "<token>" ? { user, password } : undefined;
  } catch {
    return undefined;
  }
}

/** "docker.io" for all the names of Docker Hub: `docker login` keeps it as https://index.docker.io/v1/. */
function hostNamed(name: string): string {
  const host = name.replace(/^https?:\/\//, "").split("/", 1)[0] ?? "";
  return /^(?:index|registry-1)\.docker\.io$/.test(host) ? "docker.io" : host.toLowerCase();
}

function loginOf(entry: unknown): Login | undefined {
  const { auth, username, password } = fieldsOf(entry);
  const text = Buffer.from(stringOf(auth) ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon > 0) return { user: text.slice(0, colon), password: text.slice(colon + 1).split("\0", 1)[0] ?? "" };
  return typeof username === "string" && typeof password === "string" ? { user: username, password } : undefined;
}

/** Where a challenge says that a token is to be asked for; or why nobody can, in words. */
export function tokenAddress({ values }: Challenge, origin: URL, repository: string): URL | string {
  const url = addressOf(values.realm, origin);
  if (!url) return `${origin.host} does not say where to ask for a token`;
  const wrong = obstacle(url, origin);
  if (wrong !== undefined) return wrong;
  if (values.service !== undefined) url.searchParams.set("service", values.service);
  // To read is enough, whatever it asks for.
  url.searchParams.set("scope", `repository:${repository}:pull`);
  return url;
}
