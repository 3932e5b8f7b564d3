/** Drivers of Go that compile without C, and then say when they are used that they do not work so. */

import type { Facts } from "../types";
import { sourcesOf } from "./goProject";

/** Source: the file of go-sqlite3 that is compiled where cgo is off; the driver of GORM is made of it. */
const drivers =
  /^[ \t]*(?:require[ \t]+)?((?:github\.com\/(?:mattn\/go-sqlite3|mutecomm\/go-sqlcipher(?:\/v\d+)?)|gorm\.io\/driver\/sqlite))[ \t]+v\S+[ \t]*\r?$/m;

/** The driver that go.mod names itself and a source imports; undefined where none is known, or another one stands in for it. */
export function cgoDriver(facts: Facts): string | undefined {
  const { contents } = facts;
  const manifest = contents?.get("go.mod") ?? "";
  const module = drivers.exec(manifest)?.[1];
  if (module === undefined || /^[ \t]*replace\b|modernc\.org\/sqlite|glebarez\/|ncruces\//m.test(manifest))
    return undefined;
  const importing = sourcesOf(facts).filter((path) => contents?.get(path)?.includes(`"${module}"`));
  const isPlain = importing.some((path) => !/^\/\/\s?(?:go:build|\+build)\b/m.test(contents?.get(path) ?? ""));
  return isPlain ? module : undefined;
}
