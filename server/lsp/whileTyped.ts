import type { TextDocument } from "vscode-languageserver-textdocument";
import type { OnError } from "../engine/lint";
import { recheck } from "../engine/recheck";
import { withoutTyped } from "../engine/typing";
import type { Dockerfile, Limit, Problem } from "../types";
import { isTooLarge } from "../util/largestDocument";
import { tooSlow } from "../util/limit";
import type { Checked, Unchecked } from "./checked";
import { createEncoded, encodingIn } from "./encoded";
import type { Launch } from "./launch";

/** Milliseconds without a change after which the whole of a long document is judged. */
const shortest = 40;

/** Milliseconds: who types more slowly has paused. */
const slowest = 400;

/** How much longer than between the last two changes: the whole is not begun just before the next. */
const patience = 1.3;

interface Typing {
  /** What can be told at once of an open document by what was found before it was changed; undefined when the whole is to be judged. */
  of(live: TextDocument): Checked | undefined;
  /** A document was judged whole. */
  note(checked: Checked): void;
  forget(uri: string): void;
  clear(): void;
}

interface Needs {
  parse(document: TextDocument): Dockerfile;
  readonly limit: Limit;
  readonly launch: Launch;
  readonly onError: OnError;
  newId(): string;
  /** Whether the open document is still this version of it. */
  isCurrent(document: TextDocument): boolean;
  /** Judges the whole of an open document. */
  judge(uri: string): Promise<Checked | Unchecked | undefined>;
  canShowAgain(): boolean;
  /** Something else is found in a document than could be told while it was typed. */
  onPause(uri: string): void;
}

/** Long documents that are being typed: what was typed is judged at once, the whole in the pause that follows. */
export function createTyping(needs: Needs): Typing {
  /** What was found last in each document, in whichever version. */
  const latest = new Map<string, Checked>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  /** When each document was changed last, in milliseconds. */
  const times = new Map<string, number>();

  function judgeTyped(before: Checked, live: TextDocument): Checked | undefined {
    const { file, configuration, surroundings, isPartial } = before;
    const text = live.getText();
    if (!("stages" in file) || isPartial || !configuration.enabled || isTooLarge(text)) return undefined;
    try {
      return needs.limit((step) => {
        const typed = needs.parse(live);
        const { facts } = surroundings;
        const known = { file, problems: before.problems };
        const problems = recheck(known, typed, facts, configuration.settings, needs.onError, step);
        if (!problems) return undefined;
        const document = createEncoded(live.uri, live.languageId, live.version, text, encodingIn(live));
        return { ...before, id: needs.newId(), document, file: typed, problems: withoutTyped(typed, problems) };
      });
    } catch (error) {
      if (error !== tooSlow) throw error;
      return undefined;
    }
  }

  async function judgeWhole({ document, problems }: Checked): Promise<void> {
    if (!needs.isCurrent(document)) return;
    const whole = await needs.judge(document.uri);
    const isSame = whole && "problems" in whole && isSameFor(problems, whole.problems);
    if (!isSame && needs.isCurrent(document)) needs.onPause(document.uri);
  }

  return {
    of(live) {
      const { uri } = live;
      const before = latest.get(uri);
      if (!before || before.document.version === live.version) return before;
      const typed = needs.canShowAgain() ? judgeTyped(before, live) : undefined;
      if (!typed) return undefined;
      latest.set(uri, typed);
      clearTimeout(pauses.get(uri));
      const now = performance.now();
      const rhythm = now - (times.get(uri) ?? Number.NEGATIVE_INFINITY);
      times.set(uri, now);
      const pause = rhythm < slowest ? Math.max(shortest, rhythm * patience) : shortest;
      const later = () => needs.launch(`judge the whole of ${uri}`, () => judgeWhole(typed));
      pauses.set(uri, setTimeout(later, pause));
      return typed;
    },
    note(checked) {
      if (needs.isCurrent(checked.document)) latest.set(checked.document.uri, checked);
    },
    forget(uri) {
      latest.delete(uri);
      clearTimeout(pauses.get(uri));
      pauses.delete(uri);
      times.delete(uri);
    },
    clear: () => latest.clear(),
  };
}

/** Whether people are shown the same. */
function isSameFor(some: readonly Problem[], others: readonly Problem[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index] as Problem;
      const isThere = one.span.start === other.span.start && one.span.end === other.span.end;
      return isThere && one.rule === other.rule && one.severity === other.severity && one.message === other.message;
    })
  );
}
