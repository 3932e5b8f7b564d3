/** When documents are checked of which nobody has asked: at once, and in a flood of changes not before it ends. */

/** Milliseconds without a change after which a flood is over. */
const quiet = 30;

/** Milliseconds after which one document is looked at though the flood goes on. */
const longest = 500;

export interface Pace {
  /** Has a document looked at when there is time: as it is then, however often it has changed. */
  want(uri: string): void;
  /** Nobody is interested in it any more. */
  drop(uri: string): void;
  /** Something has changed. */
  note(): void;
  /** In a flood, lets what has come in meanwhile be taken note of. */
  settle(): Promise<void>;
}

/** @param look is called with one document after the other; what comes in meanwhile has its turn before the next. */
export function createPace(look: (uri: string) => void): Pace {
  /** Those that have waited longest first. */
  const waiting = new Set<string>();
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
      lookAtFirst();
      await turn();
    }
    isLooking = false;
  }

  function lookAtFirst(): void {
    const [first] = waiting;
    if (first === undefined) return;
    waiting.delete(first);
    look(first);
  }

  function lookNevertheless(): void {
    overdue = setTimeout(lookNevertheless, longest);
    lookAtFirst();
  }

  return {
    want(uri) {
      note();
      if (changes === 1) {
        waiting.delete(uri);
        look(uri);
        return;
      }
      waiting.add(uri);
      overdue ??= setTimeout(lookNevertheless, longest);
    },
    drop: (uri) => waiting.delete(uri),
    note,
    async settle() {
      if (changes > 1) await turn();
    },
  };
}

/** Lets what is waiting have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
