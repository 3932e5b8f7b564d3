/**
 * What is known of an image by its name and tag alone: distribution, users, init process, variables.
 * Sources: imageTable.ts and end-of-life.json; variables of the images that base-images.json lists are taken from there.
 */
import endOfLife from "./end-of-life.json";
import { agreedEnvironment, type Found, rowsFor } from "./imageRows";
import { type AppUser, type Family, findImage, type Image, type Tag } from "./imageTable";
import { nodeLineNamed } from "./node";

/** Everything unknown is undefined. */
export interface ImageFacts {
  readonly family: Family | undefined;
  /**
   * What the tag fixes: a codename of Debian or Ubuntu ("bookworm", "jammy") or a version of another distribution
   * ("3.20"). undefined when it moves on with the image.
   */
  readonly distribution: string | undefined;
  /** The USER of the image: "root", a name or a number. */
  readonly defaultUser: string | undefined;
  /** The unprivileged account that the image ships for applications. */
  readonly appUser: AppUser | undefined;
  /** Starts as root on purpose: the entrypoint or the server itself goes on as another user. */
  readonly entrypointDropsRoot: boolean;
  /** Its entrypoint is known by name alone, and may go on as another user. */
  readonly mayDropRoot: boolean;
  /** The table has it, and with it whatever an entrypoint does and whether an init is there. */
  readonly isListed: boolean;
  /** The init process that the entrypoint is or starts with: "tini", "dumb-init". */
  readonly hasInit: string | undefined;
  /** Whether RUN and the shell form can work. */
  readonly hasShell: boolean | undefined;
  /** Variables that the image sets; the value is undefined when it depends on the version. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether it sets no others: an image whose variables nobody has listed may set any. */
  readonly isEnvironmentComplete: boolean;
}

/** A tag of the official Node images taken apart. */
export interface NodeTag {
  /** As written: "20", "20.9", "20.9.0", "lts", "current", "latest", "iron"; undefined in `alpine` and `slim`. */
  readonly version: string | undefined;
  /** undefined when the version moves from line to line. */
  readonly major: number | undefined;
  /** "20.9.0", if the tag fixes it. */
  readonly full: string | undefined;
  /** "alpine" or a codename of Debian; undefined when it moves on with the image. */
  readonly distribution: string | undefined;
  /** "3.20" in `alpine3.20`. */
  readonly alpineVersion: string | undefined;
  readonly slim: boolean;
  readonly alpine: boolean;
}

const debianCodenames = codenames(endOfLife.images.debian).add("sid");
const ubuntuCodenames = codenames(endOfLife.images.ubuntu);

/** What one word of a tag says about the distribution. */
const families: readonly (readonly [RegExp, Family])[] = [
  [/^alpine[\d.]*$/, "alpine"],
  [/^debian[\d.]*$/, "debian"],
  [/^ubuntu[\d.]*$/, "ubuntu"],
  [/^(?:ubi|rhel|centos|oracle|oraclelinux|rockylinux|almalinux|fedora)[\d.]*$/, "rhel"],
  [/^(?:al2|al2023|amazonlinux[\d.]*)$/, "amazon"],
  [/^(?:azurelinux|mariner)[\d.]*$/, "azurelinux"],
  [/^photon[\d.]*$/, "photon"],
  [/^wolfi$/, "wolfi"],
  [/^(?:nanoserver|windowsservercore)/, "windows"],
  [/^distroless$/, "distroless"],
];

/** Images whose version, if the tag has one, is that of the distribution. */
const distributions =
  /^(?:alpine|debian|ubuntu|amazonlinux|centos|fedora|almalinux|rockylinux|oraclelinux|photon|buildpack-deps|opensuse\/leap)$/;

/** Docker Hub under its several names, and registries that mirror its official images. */
const officialPrefix =
  /^(?:(?:registry-1\.|index\.)?docker\.io\/|registry\.hub\.docker\.com\/|public\.ecr\.aws\/docker\/|mirror\.gcr\.io\/|mcr\.microsoft\.com\/mirror\/docker\/)?(?:library\/)?/;

/** `arm64v8/node` is `node`, built for one platform. */
const platformPrefix = /^(?:amd64|arm32v[5-7]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\/(?=[^/]+$)/;

/**
 * The facts about an image. Its tag is undefined where it has none. The name of an unlisted image and the words of
 * its tag may still tell the distribution.
 */
export function imageFacts(name: string, tag: string | undefined): ImageFacts {
  const official = officialName(name);
  const parts = readTag(tag);
  const image = findImage(official, parts);
  const rows = rowsFor(official, tag);
  const family = parts.family ?? image?.family ?? familyOfRows(rows) ?? familyOfName(official);
  const distribution = readDistribution(official, parts, family);
  const isShellListed = image !== undefined && image.shell !== "unknown";
  const isShellRemoved = parts.words.some((word) => word === "distroless" || word === "chiseled");
  const isWindowsVariant = parts.family === "windows" && image?.family !== "windows";
  return {
    family,
    distribution,
    defaultUser: isWindowsVariant ? undefined : image?.user,
    appUser: isWindowsVariant ? undefined : image?.app,
    entrypointDropsRoot: image?.drops ?? false,
    mayDropRoot: false,
    isListed: !isWindowsVariant && image?.user !== undefined,
    hasInit: isWindowsVariant ? undefined : image?.init,
    hasShell: isShellRemoved ? false : isShellListed ? (image.shell ?? true) : undefined,
    environment: family === "scratch" ? {} : environmentOf(image, rows, isWindowsVariant),
    isEnvironmentComplete:
      family === "scratch" ||
      image?.environment !== undefined ||
      (rows !== undefined && agreedEnvironment(rows).isComplete),
  };
}

function familyOfRows(found: Found | undefined): Family | undefined {
  const system = found?.rows[0]?.system[0] ?? "";
  return families.find(([pattern]) => pattern.test(system))?.[1];
}

/** The short name of an official image: "node" for `docker.io/library/node` and `arm64v8/node`; else as given. */
export function officialName(name: string): string {
  return name.replace(officialPrefix, "").replace(platformPrefix, "");
}

/** Whether an image is a distribution and nothing else, whose variables are PATH alone in every release. */
export function isBareSystem(name: string): boolean {
  return /^(?:scratch|debian|ubuntu|alpine|busybox)$/.test(officialName(name));
}

/** Takes a tag of the image `node` apart; undefined for tags that are not of its form. */
export function nodeTag(tag: string): NodeTag | undefined {
  const words = tag.split("-");
  const version = isNodeVersion(words[0] ?? "") ? words.shift() : undefined;
  const slim = words.at(-1) === "slim";
  if (slim) words.pop();
  const [distribution, ...rest] = words;
  const alpine = distribution?.match(/^alpine(\d+\.\d+)?$/);
  const isDistribution = distribution === undefined || alpine || debianCodenames.has(distribution);
  if (!isDistribution || rest.length > 0 || (alpine && slim)) return undefined;
  const numbers = version?.match(/^\d/) ? version.split(".") : [];
  return {
    version,
    major: numbers.length > 0 ? Number(numbers[0]) : nodeLineNamed(version ?? "")?.major,
    full: numbers.length === 3 ? version : undefined,
    distribution: alpine ? "alpine" : distribution,
    alpineVersion: alpine?.[1],
    slim,
    alpine: Boolean(alpine),
  };
}

function isNodeVersion(word: string): boolean {
  return /^(?:\d{1,4}(?:\.\d{1,4}){0,2}|lts|current|latest)$/.test(word) || nodeLineNamed(word) !== undefined;
}

function readTag(tag: string | undefined): Tag {
  const words = (tag ?? "").toLowerCase().split("-");
  const version = words[0]?.match(/^v?(\d+(?:\.\d+)*)/)?.[1];
  return { words, version, family: firstDefined(words, familyOfWord) };
}

function familyOfWord(word: string): Family | undefined {
  if (debianCodenames.has(word)) return "debian";
  if (ubuntuCodenames.has(word)) return "ubuntu";
  return families.find(([pattern]) => pattern.test(word))?.[1];
}

/** As in `frolvlad/alpine-glibc`. */
function familyOfName(name: string): Family | undefined {
  return name
    .slice(name.lastIndexOf("/") + 1)
    .split("-")
    .includes("alpine")
    ? "alpine"
    : undefined;
}

function readDistribution(name: string, { words, version }: Tag, family: Family | undefined): string | undefined {
  const codename = words.find((word) => debianCodenames.has(word) || ubuntuCodenames.has(word));
  if (codename !== undefined) return codename;
  const inTag = firstDefined(words, (word) => (familyOfWord(word) ? word.match(/^[a-z]+([\d.]+)$/)?.[1] : undefined));
  const inName = name.match(/\/ubi(\d+)/)?.[1];
  const debian = name.match(/^gcr\.io\/distroless\/.*-debian(\d+)$/)?.[1];
  if (debian !== undefined) return codenameOf("debian", debian);
  const written = inTag ?? inName ?? (distributions.test(name) ? version : undefined);
  if (written === undefined) return undefined;
  if (family === "debian" || family === "ubuntu") return codenameOf(family, written);
  return family === "alpine" ? written.split(".").slice(0, 2).join(".") : written;
}

/** The codename of a version: bookworm for 12 and 12.5, jammy for 22.04; the version itself when it is unknown. */
function codenameOf(distribution: "debian" | "ubuntu", version: string): string {
  const cycles: readonly { cycle: string; codename?: string }[] = endOfLife.images[distribution];
  return cycles.find(({ cycle }) => `${version}.`.startsWith(`${cycle}.`))?.codename ?? version;
}

/** Where rows know all variables, there are no others. Windows variants set the same ones to other values. */
function environmentOf(
  image: Image | undefined,
  rows: Found | undefined,
  isWindowsVariant: boolean,
): Readonly<Record<string, string | undefined>> {
  const known = rows && agreedEnvironment(rows);
  if (known?.isComplete) return known.environment;
  if (!image) return known?.environment ?? {};
  const all = { PATH: undefined, ...image.environment, ...known?.environment };
  return isWindowsVariant ? Object.fromEntries(Object.keys(all).map((name) => [name, undefined])) : all;
}

function codenames(cycles: readonly { codename?: string }[]): Set<string> {
  return new Set(cycles.flatMap(({ codename }) => codename ?? []));
}

function firstDefined<T, R>(items: readonly T[], map: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const result = map(item);
    if (result !== undefined) return result;
  }
  return undefined;
}
