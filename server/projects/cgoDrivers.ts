/** Drivers of Go that compile without C, and then say when they are used that they do not work so. */

import type { Facts } from "../types";
import { folderOf } from "../util/paths";
import { sourcesOf } from "./goProject";

/** Source: the file of go-sqlite3 that is compiled where cgo is off; the driver of GORM is made of it. */
const drivers =
  /^[ \t]*(?:require[ \t]+)?((?:github\.com\/(?:mattn\/go-sqlite3|mutecomm\/go-sqlcipher(?:\/v\d+)?)|gorm\.io\/driver\/sqlite))[ \t]+v\S+[ \t]*\r?$/m;

/** Whether go.mod names a driver of another database, so that the program may never open a file of SQLite. */
export function hasOtherDatabase({ contents }: Facts): boolean {
  return /lib\/pq|jackc\/pgx|go-sql-driver\/mysql|gorm\.io\/driver\/(?!sqlite)|go-mssqldb|godror|clickhouse-go/.test(
    contents?.get("go.mod") ?? "",
  );
}

/** Files that go compiles for one system or processor alone, by their names (`go help buildconstraint`), or not at all. */
const systemOnly =
  /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|386|amd64|arm|arm64|loong64|mips\w{0,4}|ppc64|ppc64le|riscv64|s390x|wasm)\.go$|(?:^|\/)[._][^/]*$/;

/** The driver that go.mod names itself and a source imports; undefined where none is known, or another one stands in for it. */
export function cgoDriver(facts: Facts, targets: readonly string[]): string | undefined {
  const { contents } = facts;
  const manifest = contents?.get("go.mod") ?? "";
  const module = drivers.exec(manifest)?.[1];
  if (module === undefined || /^[ \t]*replace\b|modernc\.org\/sqlite|glebarez\/|ncruces\//m.test(manifest))
    return undefined;
  const importing = sourcesOf(facts).filter(
    (path) => !systemOnly.test(path) && contents?.get(path)?.includes(`"${module}"`),
  );
  // Of several programs, the one that is built may be another than the one that imports it.
  const programs = new Set(
    sourcesOf(facts).flatMap((path) => (/^package main\b/m.test(contents?.get(path) ?? "") ? [folderOf(path)] : [])),
  );
  const folders = targets.map((target) => target.replace(/^\.?\/|\/$/g, "").replace(/^\.$/, ""));
  const isBuilt = (path: string) => programs.size < 2 || folders.includes(folderOf(path));
  const isPlain = importing
    .filter(isBuilt)
    .some((path) => !/^\/\/\s?(?:go:build|\+build)\b/m.test(contents?.get(path) ?? ""));
  return isPlain ? module : undefined;
}
