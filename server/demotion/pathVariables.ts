/** Files and folders that variables of a container name: ENV, compose, fly.toml and `.env`. */

import { pathVariables, unwrittenVariables, writtenFiles } from "../data/startWrites";
import { servicesOf } from "../image/shipped";
import { pm2Settings } from "../node/startReads";
import { inherited } from "../stage/users";
import type { Dockerfile, Facts, Reads, Stage } from "../types";
import { memoizeFor } from "../util/memoize";
import { folderOf } from "../util/paths";

/** A variable that the container has, and what sets it. */
export interface Variable {
  readonly value: string;
  /** For people: "ENV", "compose.yaml". */
  readonly by: string;
}

const settingFiles = [".env", "fly.toml"];
const schemas = ["prisma/schema.prisma", "schema.prisma", "db/schema.prisma"];

export const variableReads: Reads = {
  most: settingFiles.length + schemas.length,
  paths: () => [...settingFiles, ...schemas],
};

/** The variables that are known, by name; what is set when the container is run goes before ENV. */
export const variablesOf = memoizeFor((file: Dockerfile, facts: Facts): ReadonlyMap<string, readonly Variable[]> => {
  const found = new Map<string, Variable[]>();
  const add = (name: string, value: string | undefined, by: string) => {
    if (value !== undefined && value !== "") found.set(name, [...(found.get(name) ?? []), { value, by }]);
  };
  for (const { environment = {} } of servicesOf(file, facts)) {
    for (const [name, value] of Object.entries(environment)) add(name, value, "compose");
  }
  for (const [name, value] of pairsIn(facts.contents?.get("fly.toml"), "[env]")) add(name, value, "fly.toml");
  for (const [name, value] of pairsIn(facts.contents?.get(".env"), undefined)) add(name, value, ".env");
  for (const [name, value] of pairsOfPm2(file, facts)) add(name, value, "the settings of pm2");
  const { final } = file;
  for (const name of final ? namesOf(final) : []) add(name, final?.variable(name), "ENV");
  return found;
});

/** What pm2 sets for the programs that it starts: `env: { NAME: "value" }`, `env_production`. */
function pairsOfPm2({ text }: Dockerfile, { contents, project }: Facts): (readonly [string, string])[] {
  const scripts = Object.values(project?.scripts ?? {});
  const shells = [...(contents ?? [])].flatMap(([path, script]) => (path.endsWith(".sh") ? script : []));
  if (![text, ...scripts, ...shells].some((line) => line.includes("pm2"))) return [];
  const blocks = [...(contents ?? [])].flatMap(([path, settings]) =>
    pm2Settings.test(path) ? [...settings.matchAll(/\benv(?:_\w{1,40})?["']?\s{0,9}:\s{0,9}\{/g)].map(blockBehind) : [],
  );
  return blocks.flatMap((block) =>
    [...block.matchAll(/([A-Za-z_]\w{0,99})["']?\s{0,9}:\s{0,9}(["'`])([^"'`$\n]{1,300})\2/g)].map(
      ([, name = "", , value = ""]) => [name, value] as const,
    ),
  );
}

/** What stands between the brace that a match ends with and the next one. */
function blockBehind({ 0: match, index, input }: RegExpExecArray): string {
  const start = index + match.length;
  return input.slice(start, start + mostOfBlock).split(/[{}]/, 1)[0] ?? "";
}

/** UTF-16 units. */
const mostOfBlock = 4000;

function namesOf(stage: Stage): ReadonlySet<string> {
  const names = inherited(stage).flatMap(({ keyword, assignments }) =>
    keyword === "ENV" ? assignments.flatMap(({ name }) => name.value ?? []) : [],
  );
  return new Set(names);
}

/** `NAME = "value"` line by line. @param section of TOML that they stand in; undefined where there are none. */
function pairsIn(text: string | undefined, section: string | undefined): (readonly [string, string])[] {
  let isInside = section === undefined;
  return (text?.split("\n").slice(0, mostLines) ?? []).flatMap((line) => {
    const written = line.trim();
    if (section !== undefined && written.startsWith("[")) isInside = written === section;
    const [, name, value = ""] = /^(?:export )?([A-Za-z_]\w{0,99})\s{0,9}=\s{0,9}(.{1,500})$/.exec(written) ?? [];
    if (!isInside || name === undefined) return [];
    const quoted = /^(["'])(.*?)\1/.exec(value)?.[2];
    return [[name, quoted ?? value.replace(/\s#.*/, "").trim()] as const];
  });
}

const mostLines = 1000;

/** A file or folder that a variable names, as written. */
export interface NamedPath {
  readonly path: string;
  /** undefined: it may be either. */
  readonly isFolder: boolean;
  /** It starts from the folder of Prisma's schema. */
  readonly isOfSchema?: true;
}

/** What the value of a variable names for the program to write; undefined when it names nothing of the kind. */
export function pathIn(name: string, value: string): NamedPath | undefined {
  const database = databaseIn(value);
  if (database) return database;
  if (/[\s:$<>{}*]/.test(value) || !/[A-Za-z]/.test(value) || value.length > 300) return undefined;
  if (unwrittenVariables.some((pattern) => pattern.test(name))) return undefined;
  if (writtenFiles.test(value)) return { path: value, isFolder: false };
  if (!pathVariables.test(name) || !/^(?:\/|\.{0,2}\/|[\w.-]+(?:\/|$))/.test(value)) return undefined;
  const isFile = /(?:^|_)(?:FILE|FILENAME)$/.test(name) || /[^/.]\.\w{1,8}$/.test(value);
  // A route of the program, rather than a folder, has no such beginning.
  if (!isFile && /(?:^|_)PATH$/.test(name) && !looksLikeFolder.test(value)) return undefined;
  return { path: value, isFolder: !isFile };
}

const looksLikeFolder =
  /^\.{1,2}\/|^\/(?:data|app|srv|usr\/src|var|mnt|opt|home|storage|uploads|tmp|run)(?:\/|$)|(?:^|\/)(?:data|db|uploads?|logs?|storage|tmp|temp|files|media)(?:\/|$)/i;

/** The file of a database that an address names: of Prisma `file:`, of SQLAlchemy and others `sqlite:`. */
export function databaseIn(value: string): NamedPath | undefined {
  const [, scheme = "", rest = ""] = /^(file|sqlite3?(?:\+\w+)?|jdbc:sqlite):([^?#\s]{1,300})/i.exec(value) ?? [];
  if (rest === "" || rest.includes(":memory:")) return undefined;
  if (scheme === "file") {
    const path = rest.replace(/^\/\/(?=\/)/, "");
    return { path, isFolder: false, ...(!path.startsWith("/") && { isOfSchema: true as const }) };
  }
  // SQLAlchemy counts slashes: three for a relative path, four for an absolute one.
  const path = rest.startsWith("///") ? rest.slice(3) : rest.replace(/^\/\//, "");
  return path === "" ? undefined : { path, isFolder: false };
}

/** The folder of the context in which Prisma's schema lies that has SQLite for its database; undefined when none does. */
export function sqliteSchema({
  contents,
  files = [],
}: Facts): { readonly folder: string; readonly url: string | undefined } | undefined {
  for (const path of schemas) {
    const text = files.includes(path) ? contents?.get(path) : undefined;
    if (text === undefined || !/provider\s{0,20}=\s{0,20}"sqlite"/.test(text)) continue;
    return { folder: folderOf(path), url: /url\s{0,20}=\s{0,20}"([^"\n]{1,300})"/.exec(text)?.[1] };
  }
  return undefined;
}
