/**
 * Makes `base-images.json` of `sources/base-images.json`: one row an image variant, with what many rows share (sets of
 * programs, environments, settings, systems) told once and named by its index.
 */

/** A row of the source. */
interface Source {
  readonly image: string;
  readonly aliases?: readonly string[];
  readonly os: readonly string[];
  readonly libc: string;
  readonly pm?: string;
  readonly sh: { readonly sh: string };
  readonly env: Readonly<Record<string, string>>;
  readonly workdir?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly stopsignal?: string;
  readonly volumes?: readonly string[];
  readonly has: readonly string[];
  readonly basics?: "apt" | "apk";
  readonly also?: Readonly<Record<string, string>>;
  readonly absentKnown?: readonly string[];
  readonly programsKnown: boolean;
  readonly basis: string;
  readonly asOf: string;
}

/** The source. */
export interface BaseImageFacts {
  readonly source: string;
  readonly watch: readonly string[];
  readonly basics: Readonly<Record<"apt" | "apk", readonly string[]>>;
  readonly images: readonly Source[];
}

/** Of how many numbers the name of a release line is made; of two where nothing is said. */
const lineNumbers: Readonly<Record<string, number>> = {
  amazoncorretto: 1,
  amazonlinux: 1,
  debian: 1,
  "eclipse-temurin": 1,
  node: 1,
  postgres: 1,
};

/** The watch list names some things that are no programs. */
const isProgram = (name: string) => /^[\w.+-]+$/.test(name) && !/^(?:ca-bundle|libstdc\+\+|libc6-compat)$/.test(name);

/** Their values change with every release. */
const ofOneRelease = /(?:VERSION|SHA\d*|_URL|GPG_KEYS?|RELEASE|KEY_ID|_GPG|PATCHES)$/;

/** The table: what is the same for many rows stands in a list of its own. */
export function baseImagesTable(facts: BaseImageFacts): Record<string, unknown> {
  const watched = facts.watch.filter(isProgram);
  const programs = sharedSets(facts.images.map((row) => programsOf(row, facts)));
  const [systems, environments, settings] = [sharedItems(), sharedItems(), sharedItems()];
  const images: Record<string, unknown[]> = {};
  for (const row of facts.images) {
    const [name = "", tag = ""] = row.image.split(":");
    const tags = [...new Set([tag, ...(row.aliases ?? [])])];
    const line = lineOf(name, tags);
    images[name] ??= [];
    images[name].push({
      tags: tags.filter((each) => each === tag || !isOfPatch(each, line)).join(" "),
      line,
      system: systems.at([...row.os, row.libc, row.pm ?? "", row.sh.sh]),
      programs: programs.at(programsOf(row, facts)),
      absent: row.programsKnown ? undefined : (row.absentKnown?.join(" ") ?? ""),
      environment: environments.at(environmentOf(row)),
      isComplete: /knowledge|partly|assumed/.test(row.basis) && row.os[0] !== "ubuntu" ? false : undefined,
      settings: settings.at({
        workdir: row.workdir,
        entrypoint: row.entrypoint,
        cmd: row.cmd,
        stopSignal: row.stopsignal,
        volumes: row.volumes,
      }),
    });
  }
  return {
    watched: watched.join(" "),
    systems: systems.all,
    programs: programs.all,
    environments: environments.all,
    settings: settings.all,
    images: Object.fromEntries(Object.entries(images).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

function programsOf(row: Source, { basics }: BaseImageFacts): string[] {
  const all = [...(row.basics ? basics[row.basics] : []), ...row.has, ...Object.keys(row.also ?? {})];
  return [...new Set(all)].filter(isProgram).sort();
}

function environmentOf({ env }: Source): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, ofOneRelease.test(name) || value.includes("…") ? null : value]),
  );
}

/** "3.13" of the longest version among the tags; undefined where no tag has one. */
function lineOf(image: string, tags: readonly string[]): string | undefined {
  const versions = tags.map(versionOf).sort((one, other) => other.split(".").length - one.split(".").length);
  return (
    versions[0]
      ?.split(".")
      .slice(0, lineNumbers[image] ?? 2)
      .join(".") || undefined
  );
}

/** The tag names one version of a line: it is told from the line, and stands for another build tomorrow. */
function isOfPatch(tag: string, line: string | undefined): boolean {
  return line !== undefined && versionOf(tag).startsWith(`${line}.`);
}

function versionOf(tag: string): string {
  return /^v?(\d[\d.]*)/.exec(tag)?.[1] ?? "";
}

interface Shared<Item> {
  readonly all: readonly unknown[];
  at(item: Item): number;
}

/** Each set is told as what it adds to the largest one before it that it includes. */
function sharedSets(sets: readonly (readonly string[])[]): Shared<readonly string[]> {
  const distinct = [...new Set(sets.map((set) => set.join(" ")))]
    .map((text) => text.split(" ").filter(Boolean))
    .sort((one, other) => one.length - other.length || (one.join(" ") < other.join(" ") ? -1 : 1));
  const all = distinct.map((set, index) => {
    const on = distinct.findLastIndex((other, at) => at < index && other.every((name) => set.includes(name)));
    const base = new Set(distinct[on]);
    return { on: on < 0 ? undefined : on, and: set.filter((name) => !base.has(name)).join(" ") };
  });
  const index = new Map(distinct.map((set, at) => [set.join(" "), at]));
  return { all, at: (set) => index.get(set.join(" ")) ?? -1 };
}

/** Equal items stand once, in the order in which they were met. */
function sharedItems(): Shared<unknown> {
  const all: unknown[] = [];
  const index = new Map<string, number>();
  return {
    all,
    at(item) {
      const key = JSON.stringify(item);
      const known = index.get(key) ?? all.push(item) - 1;
      index.set(key, known);
      return known;
    },
  };
}
