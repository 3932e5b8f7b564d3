/**
 * What an image contains, by its reference: system, shell, programs, environment, settings, accounts. Rows of
 * `base-images.json` tell the programs and settings of official images; families, users and accounts of these and of
 * others are in `imageTable.ts`, which is asked through `images.ts`.
 */

import { changes, surelyAbsent } from "./imageCertainty";
import { agreed, agreedEnvironment, type Found, isWatched, rowsFor, type Settings } from "./imageRows";
import { type ImageFacts, imageFacts, officialName } from "./images";
import { type ImageAccount, systemAccounts } from "./systemAccounts";

/** What of a reference to an image matters here; `ImageReference` is one. */
export interface Reference {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest?: string | undefined;
}

/** Everything unknown is undefined. */
export interface BaseImage {
  /** "debian", "ubuntu", "alpine", "amazonlinux", "busybox", "distroless", "scratch", … */
  readonly system: string | undefined;
  /** "12", "24.04", "3.23". */
  readonly systemVersion: string | undefined;
  /** "bookworm", "noble"; systems without codenames have none. */
  readonly codename: string | undefined;
  readonly libc: "glibc" | "musl" | "none" | undefined;
  readonly packageManager: "apt" | "apk" | "dnf" | "microdnf" | "none" | undefined;
  /** What /bin/sh is. */
  readonly shell: "dash" | "ash" | "bash" | "none" | undefined;
  /** Variables that the image sets; a value is undefined when it depends on the release. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** No other variables are set. */
  readonly isEnvironmentComplete: boolean;
  /** The folders of PATH, in order. */
  readonly path: readonly string[] | undefined;
  /** The USER: "root", a name or a number. */
  readonly user: string | undefined;
  /** "/" where the image sets none. */
  readonly workdir: string | undefined;
  /** Empty where the image sets none. */
  readonly entrypoint: readonly string[] | undefined;
  /** Empty where the image sets none. */
  readonly cmd: readonly string[] | undefined;
  /** Empty where the image sets none. */
  readonly volumes: readonly string[] | undefined;
  /** Those that are known: there may be more. */
  readonly accounts: readonly ImageAccount[];
  /** Whether a program, given without a folder, is on the PATH of the image. */
  hasProgram(name: string): boolean | undefined;
}

/**
 * What is known of the image of a reference; undefined when nothing is. A digest fixes a build, which the tag may have
 * left behind since: then less is certain.
 */
export function baseImage({ name, tag, digest }: Reference): BaseImage | undefined {
  const key = `${name}:${tag ?? ""}${digest === undefined ? "" : "@"}`;
  if (remembered.has(key)) return remembered.get(key);
  if (remembered.size >= mostRemembered) remembered.clear();
  const image = look(officialName(name), tag, digest !== undefined);
  remembered.set(key, image);
  return image;
}

/** References repeat from one keystroke to the next; no file has this many. */
const mostRemembered = 500;
const remembered = new Map<string, BaseImage | undefined>();

function look(name: string, tag: string | undefined, isFixed: boolean): BaseImage | undefined {
  const facts = imageFacts(name, tag);
  const found = tag === undefined && isFixed ? undefined : rowsFor(name, tag);
  if (found) return ofRows(found.basis === "tag" && isFixed ? { ...found, basis: "line" } : found, facts);
  return facts.family === undefined && facts.hasShell === undefined ? undefined : ofFacts(name, facts);
}

// ------------------------------------------------------------------------- answers

function ofRows(found: Found, facts: ImageFacts): BaseImage {
  const { rows, basis } = found;
  const isNear = basis !== "kind";
  const system = (index: number) => agreed(rows.map((row) => row.system[index]));
  const setting = <Value>(of: (settings: Settings) => Value) =>
    isNear ? agreed(rows.map(({ settings }) => of(settings))) : undefined;
  const { environment, isComplete } = agreedEnvironment(found);
  return {
    system: system(0),
    systemVersion: (isNear && system(1)) || (system(0) === "alpine" ? facts.distribution : undefined),
    codename: (isNear && system(2)) || (system(0) === "alpine" ? undefined : facts.distribution),
    libc: system(3) as BaseImage["libc"],
    packageManager: (system(4) || "none") as BaseImage["packageManager"],
    shell: system(5) as BaseImage["shell"],
    environment,
    isEnvironmentComplete: isComplete,
    path: environment.PATH?.split(":"),
    user: facts.defaultUser,
    workdir: startsAtRoot.test(found.name) ? "/" : setting(({ workdir = "/" }) => workdir),
    entrypoint: setting(({ entrypoint = [] }) => entrypoint),
    cmd: setting(({ cmd = [] }) => cmd),
    volumes: setting(({ volumes = [] }) => volumes),
    accounts: accountsOf(facts),
    hasProgram: (program) => hasProgram(program, found),
  };
}

/** Official images that set no WORKDIR in any release. Source: their Dockerfiles. */
const startsAtRoot = /^(?:scratch|node|python|ruby|debian|ubuntu|alpine|busybox|nginx|eclipse-temurin|buildpack-deps)$/;

/** The WORKDIR of images that no row tells of, in each release that has a shell. Source: their Dockerfiles. */
const startFolders: ReadonlyMap<string, string> = new Map([["oven/bun", "/home/bun/app"]]);

/** Whose packages a package manager installs; no image has that of another distribution. */
const managers: ReadonlyMap<string, string> = new Map([
  ["apk", "apk"],
  ["apt", "apt"],
  ["apt-get", "apt"],
  ["dpkg", "apt"],
  ["dnf", "dnf"],
  ["microdnf", "microdnf"],
]);

function hasProgram(program: string, { name, rows, basis }: Found): boolean | undefined {
  const managed = managers.get(program);
  if (managed !== undefined && /^ap[kt]$/.test(rows[0]?.system[4] ?? "")) return managed === rows[0]?.system[4];
  const withIt = rows.filter(({ programs }) => programs.has(program)).length;
  if (program === "sh" || withIt === rows.length) return true;
  if (withIt > 0) return undefined;
  const isSure = surelyAbsent(program, rows[0]?.system[0], name);
  const isAbsent =
    basis === "kind"
      ? isSure
      : rows.every(({ absent }) => isSure || (absent ? absent.has(program) : isWatched(program)));
  return isAbsent && (basis === "tag" || !changes(program, name)) ? false : undefined;
}

/** Images that no row tells of: what `imageTable.ts` and the words of the tag say. */
function ofFacts(name: string, facts: ImageFacts): BaseImage {
  const { family, distribution, environment, hasShell } = facts;
  const isScratch = family === "scratch";
  return {
    system: family,
    systemVersion: undefined,
    codename: distribution,
    // Those of Debian have no other one.
    libc: isScratch ? "none" : family === "debian" || family === "ubuntu" ? "glibc" : undefined,
    packageManager: hasShell === false ? "none" : undefined,
    shell: hasShell === false ? "none" : undefined,
    environment,
    isEnvironmentComplete: isScratch,
    path: environment.PATH?.split(":"),
    user: facts.defaultUser,
    workdir: startsAtRoot.test(name) ? "/" : hasShell === false ? undefined : startFolders.get(name),
    entrypoint: isScratch ? [] : undefined,
    cmd: isScratch ? [] : undefined,
    volumes: isScratch ? [] : undefined,
    accounts: accountsOf(facts),
    hasProgram: (program) =>
      isScratch || (hasShell === false && surelyAbsent(program, "distroless")) ? false : undefined,
  };
}

/** Of several variants of an image, the accounts that its family has everywhere, and the one that it adds. */
function accountsOf({ family, appUser }: ImageFacts): readonly ImageAccount[] {
  const system = systemAccounts(family);
  return appUser && !system.some(({ name }) => name === appUser.name) ? [...system, appUser] : system;
}
