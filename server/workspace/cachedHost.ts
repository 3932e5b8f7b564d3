import type { Host, Listing } from "../types";
import { isBelow, pathBelow, sameUri } from "../util/uris";
import { type Change, update } from "./listings";

/** A host that asks `host` once for everything, and follows the changes that it is told of. */
export function cachedHost(host: Host): Host & {
  /** Takes note that the file or folder at `uri` has come, gone or another content. */
  changed(uri: string, kind: Change["kind"] | "changed"): void;
  /** Drops what a change of the file or folder at `uri` may have made wrong. */
  forget(uri: string): void;
  /** Whether something may rest on the text of the file at `uri`. */
  hasRead(uri: string): boolean;
} {
  const texts = new Map<string, Promise<string | undefined>>();
  const lists = new Map<string, Promise<Listing | undefined>>();
  /** What has happened below a listed folder since it was last asked for. */
  const changes = new Map<string, Map<string, Change>>();
  const dropTexts = (uri: string) => {
    for (const known of texts.keys()) if (sameUri(known, uri) || isBelow(known, uri)) texts.delete(known);
  };
  const dropList = (uri: string) => {
    lists.delete(uri);
    changes.delete(uri);
  };
  const listAnew = async (uri: string, since: Iterable<Change>, old: Promise<Listing | undefined>) => {
    const listing = await old;
    return (listing && (await update(listing, [...since], host))) ?? host.list(uri);
  };
  return {
    read: (uri) => recall(texts, uri, host.read),
    list(uri) {
      const known = lists.get(uri);
      const since = changes.get(uri);
      if (known && since) {
        lists.set(uri, listAnew(uri, since.values(), known));
        changes.delete(uri);
      }
      return recall(lists, uri, host.list);
    },
    folder: host.folder,
    mode: host.mode,
    log: host.log,
    limit: host.limit,
    changed(uri, kind) {
      dropTexts(uri);
      if (kind === "changed") return;
      for (const known of lists.keys()) {
        const path = pathBelow(uri, known);
        if (path === undefined) {
          if (sameUri(known, uri) || isBelow(known, uri)) dropList(known);
          continue;
        }
        const since = changes.get(known) ?? new Map<string, Change>();
        changes.set(known, since);
        // The last comes last.
        since.delete(path);
        since.set(path, { uri, path, kind });
      }
    },
    hasRead: (uri) => texts.has(uri) || [...texts.keys()].some((known) => sameUri(known, uri)),
    forget(uri) {
      dropTexts(uri);
      for (const known of lists.keys()) {
        if (sameUri(known, uri) || isBelow(uri, known) || isBelow(known, uri)) dropList(known);
      }
    },
  };
}

function recall<Value>(known: Map<string, Promise<Value>>, uri: string, ask: (uri: string) => Promise<Value>) {
  let answer = known.get(uri);
  if (!answer) {
    answer = ask(uri);
    known.set(uri, answer);
  }
  return answer;
}
