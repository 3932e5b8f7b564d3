/** What a search does with a text, as a graph: which character of the expression can be tried behind which. */

import type { Parsed, Pattern } from "./pattern";

/**
 * The places of an expression at which a character is taken, and the ways from one to another. Place 0 is where the
 * search stands while it has not begun, before all that it has passed; place 1 takes what it passes.
 */
export interface Automaton {
  /** For each place, whether it takes a letter of the alphabet. */
  readonly takes: readonly (readonly boolean[])[];
  /** For each place, what may come next. */
  readonly next: readonly (readonly Way[])[];
  /** For each place, whether the whole search ends well there between two letters; undefined is the end of the text. */
  readonly ends: readonly Test[];
  /** How many kinds of characters there are that some place tells from each other. */
  readonly letters: number;
}

export interface Way {
  readonly to: number;
  /** In so many ways; more than two are two. */
  readonly count: number;
  /** Whether the way is open between two letters; the one before is undefined at the start of the text. */
  readonly isOpen: Test;
}

/** Why an expression cannot be judged. */
export class Unjudged extends Error {}

/** Which letters may stand on both sides; `undefined` is the start or the end of the text. */
export type Test = (before: number | undefined, after: number | undefined) => boolean;

/** Several tests, by what they are written as, so that equal ones are known. */
type Guard = ReadonlyMap<string, Test>;

interface Entry {
  readonly place: number;
  readonly guard: Guard;
}

/** Where a part begins and ends, and the ways to pass it without a character. */
interface Fragment {
  readonly first: readonly Entry[];
  readonly last: readonly Entry[];
  readonly empty: readonly Guard[];
}

const mostPlaces = 4000;
const free: Guard = new Map();
/** Open as far as is known, and nothing ends well for certain behind it. */
const perhaps: Guard = new Map([["?", () => true]]);

export function automatonOf({ pattern, groups }: Parsed, flags: string): Automaton {
  const alphabet = alphabetOf(pattern, flags);
  const takes: (readonly boolean[])[] = [[], alphabet.all];
  const ways: Map<string, { to: number; guard: Guard; count: number }>[] = [new Map(), new Map()];

  const place = (letters: readonly boolean[]): Fragment => {
    if (takes.length >= mostPlaces) throw new Unjudged("it counts too far");
    ways.push(new Map());
    const entry = { place: takes.push(letters) - 1, guard: free };
    return { first: [entry], last: [entry], empty: [] };
  };
  const connect = (last: readonly Entry[], first: readonly Entry[]) => {
    for (const from of last)
      for (const to of first) {
        const guard = both(from.guard, to.guard);
        const key = `${to.place} ${[...guard.keys()]}`;
        const known = ways[from.place]?.get(key);
        ways[from.place]?.set(key, { to: to.place, guard, count: Math.min(2, (known?.count ?? 0) + 1) });
      }
  };
  const build = (part: Pattern): Fragment => {
    switch (part.kind) {
      case "character":
        return place(alphabet.lettersOf(part.set));
      case "sequence":
        return part.parts.reduce<Fragment>((before, next) => join(before, build(next), connect), nothing);
      case "choice": {
        const parts = part.parts.map(build);
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          empty: few(parts.flatMap(({ empty }) => empty)),
        };
      }
      case "repeat":
        return repeat(part.least, part.most, () => build(part.part), connect);
      case "edge":
        return { first: [], last: [], empty: [new Map([[part.at, edgeTest(part.at, flags, alphabet)]])] };
      case "again": {
        const group = groups.get(part.group);
        if (!group || !isBounded(group)) throw new Unjudged("it looks for a text of any length again");
        return build(group);
      }
      case "look":
        return look(part);
    }
  };
  const look = ({ part, isBehind, isNegative }: Extract<Pattern, { kind: "look" }>): Fragment => {
    if (part.kind === "character") {
      const letters = alphabet.lettersOf(part.set);
      const isIn = (letter: number | undefined) =>
        (letter === undefined ? false : letters[letter] === true) !== isNegative;
      const test: Test = isBehind ? (before) => isIn(before) : (_, after) => isIn(after);
      return { first: [], last: [], empty: [new Map([[`${isBehind}${isNegative}${part.set}`, test]])] };
    }
    if (isBehind && !isBounded(part)) throw new Unjudged("it looks back without an end");
    // What it costs to look back a little is always the same. What is looked at ahead is tried, and then tried no more.
    return { first: isBehind ? [] : build(part).first, last: [], empty: [perhaps] };
  };

  const whole = build(pattern);
  const search: Entry = { place: 1, guard: free };
  const start: Entry = { place: 0, guard: free };
  connect([start], whole.first);
  // Where nothing at all may be found, it is found at once.
  const goesOn = !flags.includes("y") && !whole.empty.some((guard) => guard.size === 0);
  if (goesOn) connect([start, search], [search]);
  if (goesOn) connect([search], whole.first);
  const found = [...whole.last, ...whole.empty.map((guard) => ({ place: 1, guard }))];
  const ends = takes.map((_, index) => {
    const guards = found.filter(({ place, guard }) => place === index && !guard.has("?"));
    const tests = guards.map(({ guard }) => testOf(guard));
    return (before: number | undefined, after: number | undefined) => tests.some((test) => test(before, after));
  });
  const next = ways.map((all) =>
    [...all.values()].map(({ to, guard, count }) => ({ to, count, isOpen: testOf(guard) })),
  );
  return { takes, next, ends, letters: alphabet.all.length };
}

// ---------------------------------------------------------------- fragments

const nothing: Fragment = { first: [], last: [], empty: [free] };

type Connect = (last: readonly Entry[], first: readonly Entry[]) => void;

function join(before: Fragment, after: Fragment, connect: Connect): Fragment {
  connect(before.last, after.first);
  return {
    first: [...before.first, ...before.empty.flatMap((guard) => guarded(after.first, guard))],
    last: [...after.last, ...after.empty.flatMap((guard) => guarded(before.last, guard))],
    empty: few(before.empty.flatMap((one) => after.empty.map((other) => both(one, other)))),
  };
}

function repeat(least: number, most: number, build: () => Fragment, connect: Connect): Fragment {
  let all = nothing;
  for (let index = 1; index < least; index++) all = join(all, build(), connect);
  if (most === Number.POSITIVE_INFINITY) {
    const loop = build();
    connect(loop.last, loop.first);
    // A round that takes nothing is not gone.
    return join(all, least === 0 ? { ...loop, empty: [free] } : loop, connect);
  }
  if (least > 0) all = join(all, build(), connect);
  let rest = nothing;
  // (a(a(a)?)?)?
  for (let index = least; index < most; index++) rest = { ...join({ ...build() }, rest, connect), empty: [free] };
  return join(all, rest, connect);
}

function testOf(guard: Guard): Test {
  const tests = [...guard.values()];
  return (before, after) => tests.every((test) => test(before, after));
}

function guarded(entries: readonly Entry[], guard: Guard): readonly Entry[] {
  return guard.size === 0 ? entries : entries.map((entry) => ({ ...entry, guard: both(entry.guard, guard) }));
}

function both(one: Guard, other: Guard): Guard {
  if (one.size === 0) return other;
  if (other.size === 0) return one;
  return new Map([...one, ...other].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of equal ways two are enough. */
function few(guards: readonly Guard[]): readonly Guard[] {
  const counts = new Map<string, number>();
  return guards.filter((guard) => {
    const key = [...guard.keys()].join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return (counts.get(key) ?? 0) <= 2;
  });
}

function isBounded(part: Pattern): boolean {
  switch (part.kind) {
    case "sequence":
    case "choice":
      return part.parts.every(isBounded);
    case "repeat":
      return part.most < 100 && isBounded(part.part);
    case "look":
      return isBounded(part.part);
    default:
      return part.kind !== "again";
  }
}

// ---------------------------------------------------------------- letters

interface Alphabet {
  readonly all: readonly boolean[];
  readonly lettersOf: (set: string) => readonly boolean[];
  /** A character of each kind. */
  readonly examples: readonly string[];
}

/** Characters stand for all that the sets of an expression do not tell from them. */
function alphabetOf(pattern: Pattern, flags: string): Alphabet {
  const sets = [...new Set(setsIn(pattern))];
  const characters = [...new Set([...usual, ...sets.flatMap(charactersIn)])];
  const membersOf = new Map(sets.map((set) => [set, membersOfSet(set, flags, characters)]));
  const kinds = new Map<string, number>();
  characters.forEach((character, index) => {
    const key = [...membersOf.values()].map((members) => (members[index] ? "1" : "0")).join("");
    // Tests of words and lines tell characters apart as well.
    const kind = `${key} ${/\w/.test(character)} ${/[\n\r\u2028\u2029]/.test(character)}`;
    if (!kinds.has(kind)) kinds.set(kind, index);
  });
  const chosen = [...kinds.values()];
  return {
    all: chosen.map(() => true),
    lettersOf: (set) => chosen.map((index) => membersOf.get(set)?.[index] === true),
    examples: chosen.map((index) => characters[index] ?? ""),
  };
}

const usual = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ..."\x85\xa0\xb5\xdf\xe9\u0130\u017f\u01c5\u0301\u03b1\u0660\u200b\u200e\u2019\u2028\u202e\u2163\u20ac\u212a\u3042\u4e2d\ue000\ufeff\uffff",
  ..."\ud83d",
  ..."\udc00",
];

function setsIn(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case "character":
      return [pattern.set];
    case "sequence":
    case "choice":
      return pattern.parts.flatMap(setsIn);
    case "repeat":
    case "look":
      return setsIn(pattern.part);
    default:
      return [];
  }
}

/** What a set names beyond ASCII, and its neighbours. */
function charactersIn(set: string): string[] {
  const written = set.replace(/\\u\{?([0-9a-fA-F]+)\}?|\\x([0-9a-fA-F]{2})/g, (_, one, other) =>
    String.fromCodePoint(Number.parseInt(one ?? other, 16)),
  );
  return Array.from(written).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x80 ? [] : [code - 1, code, Math.min(code + 1, 0x10ffff)].map((it) => String.fromCodePoint(it));
  });
}

const known = new Map<string, readonly boolean[]>();

function membersOfSet(set: string, flags: string, characters: readonly string[]): readonly boolean[] {
  const own = flags.replace(/[gydm]/g, "");
  const key = `${own} ${set} ${characters.length === usual.length ? "" : characters.join("")}`;
  const before = known.get(key);
  if (before) return before;
  const expression = new RegExp(`^(?:${set})$`, own);
  const members = characters.map((character) => expression.test(character));
  known.set(key, members);
  return members;
}

function edgeTest(at: string, flags: string, { examples }: Alphabet): Test {
  const isLineEnd = (letter: number | undefined) =>
    letter === undefined || /[\n\r\u2028\u2029]/.test(examples[letter] ?? "");
  const isWord = (letter: number | undefined) => letter !== undefined && /\w/.test(examples[letter] ?? "");
  const hasLines = flags.includes("m");
  switch (at) {
    case "^":
      return hasLines ? (before) => isLineEnd(before) : (before) => before === undefined;
    case "$":
      return hasLines ? (_, after) => isLineEnd(after) : (_, after) => after === undefined;
    case "\\b":
      return (before, after) => isWord(before) !== isWord(after);
    default:
      return (before, after) => isWord(before) === isWord(after);
  }
}
