/** Build contexts, counted in the background: each folder once, for as long as something shows it. */

import type { Host, IgnoreFile } from "../types";
import { soon } from "../util/soon";
import { pathBelow, sameUri } from "../util/uris";
import { type Census, takeCensus } from "../workspace/census";
import { applyChanges, type Change, type Measured, measure } from "../workspace/measure";
import type { Launch } from "./launch";

export interface Counted {
  readonly measured: Measured;
  readonly census: Census;
}

export interface Contexts {
  /**
   * What a folder holds and what an ignore file makes of it. Starts counting when nobody has asked before.
   * @param root URI of the folder.
   * @param patience how many milliseconds to wait; `onNews` tells when it is worth asking again.
   * @returns undefined while it is counted, or when the folder cannot be listed.
   */
  count(root: string, ignore: IgnoreFile | undefined, patience?: number): Promise<Counted | undefined>;
  /** Files have come, gone or changed. */
  change(changes: readonly { readonly uri: string; readonly kind: Change["kind"] }[]): void;
  /** Counts a folder anew when it is asked for again. */
  forget(root: string): void;
}

/** Shows that counting takes a while. */
export interface Progress {
  report(files: number): void;
  done(): void;
}

interface Options {
  /** There is something new to say about a folder. */
  readonly onNews: (root: string) => void;
  /** @param cancel is called when the user has seen enough: what is counted by then is what there is. */
  readonly showProgress: (root: string, cancel: () => void) => Progress;
  readonly launch: Launch;
}

/** How many folders are kept, and censuses of each: those of the Dockerfiles that one works on. */
const mostContexts = 4;
const mostCensuses = 4;

/** Milliseconds that pass before progress is shown. */
const untilProgress = 1000;

/** Milliseconds without a change before changes are looked at: an installation makes thousands of them. */
const pause = 500;

/** Milliseconds after which changes are looked at though they go on: something may write a log without end. */
const longestPause = 5000;

interface Known {
  readonly measuring: Promise<Measured | undefined>;
  readonly controller: AbortController;
  readonly censuses: Map<string, Promise<Census | undefined>>;
  /** By their paths, the last of each. */
  readonly changes: Map<string, Change>;
  /** When the first of them came, in milliseconds. */
  changedSince: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other, so that what a slow host listed earlier never comes last. */
  applying: Promise<void>;
}

export function createContexts(host: Pick<Host, "folder">, { onNews, showProgress, launch }: Options): Contexts {
  const contexts = new Map<string, Known>();

  function start(root: string): Known {
    const controller = new AbortController();
    const known: Known = {
      measuring: measureAll(root, controller),
      controller,
      censuses: new Map(),
      changes: new Map(),
      changedSince: 0,
      timer: undefined,
      applying: Promise.resolve(),
    };
    contexts.set(root, known);
    for (const oldest of contexts.keys()) if (contexts.size > mostContexts) drop(oldest);
    return known;
  }

  function drop(root: string): void {
    const known = contexts.get(root);
    known?.controller.abort();
    clearTimeout(known?.timer);
    contexts.delete(root);
  }

  async function measureAll(root: string, { signal }: AbortController): Promise<Measured | undefined> {
    const called = new AbortController();
    signal.addEventListener("abort", () => called.abort());
    let grown: Measured | undefined;
    let progress: Progress | undefined;
    const timer = setTimeout(() => {
      progress = showProgress(root, () => called.abort());
    }, untilProgress);
    const onProgress = (measured: Measured) => {
      grown = measured;
      progress?.report(measured.tree.total.files);
    };
    const measured = await measure(host, root, { signal: called.signal, onProgress }).finally(() => {
      clearTimeout(timer);
      progress?.done();
    });
    if (measured || signal.aborted || !grown) return measured;
    grown.isComplete = false;
    return grown;
  }

  async function countNow(known: Known, ignore: IgnoreFile | undefined): Promise<Counted | undefined> {
    const measured = await known.measuring;
    if (!measured) return undefined;
    const key = ignore?.text ?? "";
    let taking = known.censuses.get(key);
    if (!taking) {
      taking = takeCensus(measured, ignore, { signal: known.controller.signal });
      known.censuses.set(key, taking);
      for (const oldest of known.censuses.keys()) if (known.censuses.size > mostCensuses) known.censuses.delete(oldest);
    }
    const census = await taking;
    return census && { measured, census };
  }

  async function applyAll(root: string, known: Known): Promise<void> {
    const measured = await known.measuring;
    const changes = [...known.changes.values()];
    known.changes.clear();
    if (!measured || changes.length === 0) return;
    await applyChanges(host, measured, changes, known.controller.signal);
    known.censuses.clear();
    if (contexts.get(root) === known) onNews(root);
  }

  return {
    async count(root, ignore, patience = 250) {
      const counting = countNow(contexts.get(root) ?? start(root), ignore).then((counted) => ({ counted }));
      const answer = await soon(counting, patience);
      if (!answer) launch(`count ${root}`, async () => (await counting).counted && onNews(root));
      return answer?.counted;
    },
    change(changes) {
      for (const [root, known] of contexts) {
        if (known.changes.size === 0) known.changedSince = Date.now();
        for (const { uri, kind } of changes) {
          const path = pathBelow(uri, root);
          if (path === undefined) continue;
          // The last comes last.
          known.changes.delete(path);
          known.changes.set(path, { path, kind });
        }
        if (known.changes.size === 0) continue;
        clearTimeout(known.timer);
        const left = known.changedSince + longestPause - Date.now();
        const apply = () => {
          // One that fails holds up none that come after it.
          const next = () => applyAll(root, known);
          known.applying = known.applying.then(next, next);
          return known.applying;
        };
        const follow = () => launch(`follow what changes in ${root}`, apply);
        known.timer = setTimeout(follow, Math.max(0, Math.min(pause, left)));
      }
    },
    forget(root) {
      for (const known of contexts.keys()) if (sameUri(known, root)) drop(known);
    },
  };
}
