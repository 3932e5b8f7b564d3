/** When documents are checked of which nobody has asked: at once, and in a flood of changes not before it ends. */

import { soon } from "../util/soon";

/** Milliseconds without a change after which a flood is over. */
const quiet = 30;

/** So many changes more while one document is looked at are a flood; somebody who types makes one. */
const many = 3;

/** Milliseconds after which one document is looked at though the flood goes on. */
const longest = 500;

/** Milliseconds for one document before the next has its turn as well. */
const patience = 300;

export interface Pace {
  /** Has a document looked at when there is time: as it is then, however often it has changed. */
  want(uri: string): void;
  /** Nobody is interested in it any more. */
  drop(uri: string): void;
  /** Something has changed. */
  note(): void;
  /**
   * In a flood, waits until a document is looked at, as if that were wanted.
   * Gives what to call once the answer is there: whoever keeps up with the changes makes them no flood.
   */
  settle(uri: string): Promise<() => void>;
}

/** @param look is called with one document after the other; what comes in meanwhile has its turn before the next. */
export function createPace(look: (uri: string) => Promise<unknown>): Pace {
  /** Those that have waited longest first. */
  const waiting = new Set<string>();
  /** Whom to tell when one of them has been looked at. */
  const settling = new Map<string, (() => void)[]>();
  /** Since nothing came for a while. */
  let changes = 0;
  let ending: ReturnType<typeof setTimeout> | undefined;
  let overdue: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;

  function note(): void {
    changes++;
    clearTimeout(ending);
    ending = setTimeout(end, quiet);
  }

  function end(): void {
    changes = 0;
    clearTimeout(overdue);
    overdue = undefined;
    if (!isLooking) void lookThrough();
  }

  async function lookThrough(): Promise<void> {
    isLooking = true;
    while (waiting.size > 0 && changes === 0) {
      await soon(lookAtFirst(), patience);
      await turn();
    }
    isLooking = false;
  }

  async function lookAtFirst(): Promise<void> {
    const [first] = waiting;
    if (first !== undefined) await lookAt(first);
  }

  async function lookAt(uri: string): Promise<void> {
    const told = settling.get(uri) ?? [];
    settling.delete(uri);
    waiting.delete(uri);
    await look(uri);
    for (const tell of told) tell();
  }

  /** Whoever keeps up with the changes waits for nothing. */
  async function lookAtOnce(uri: string): Promise<void> {
    isLooking = true;
    const seen = changes;
    await lookAt(uri);
    isLooking = false;
    if (changes - seen < many) end();
  }

  function lookNevertheless(): void {
    overdue = setTimeout(lookNevertheless, longest);
    void lookAtFirst();
  }

  return {
    want(uri) {
      note();
      if (changes === 1 && !isLooking) {
        void lookAtOnce(uri);
        return;
      }
      waiting.add(uri);
      overdue ??= setTimeout(lookNevertheless, longest);
    },
    drop(uri) {
      if (!settling.has(uri)) waiting.delete(uri);
    },
    note,
    async settle(uri) {
      if (changes > 1) {
        waiting.add(uri);
        overdue ??= setTimeout(lookNevertheless, longest);
        await new Promise<void>((resolve) => settling.set(uri, [...(settling.get(uri) ?? []), resolve]));
      }
      const seen = changes;
      return () => {
        if (changes - seen < many) end();
      };
    },
  };
}

/** Lets what is waiting have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
