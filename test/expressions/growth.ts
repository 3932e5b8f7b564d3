/** Whether the time that a regular expression takes grows no faster than the text, however the text is made. */

import { type Automaton, automatonOf, Unjudged } from "./automaton";
import { parsePattern } from "./pattern";

/** "linear", or what it may be as far as can be told. */
export type Growth = "linear" | "more than linear" | "exponential" | `unknown: ${string}`;

/**
 * Judges an expression by the ambiguity of its automaton: where one text leads from a place to itself and to another in
 * which it goes round as well, a search that fails goes through all ways to divide the text; where it leads back in two
 * ways, these double with each round. Looks ahead are tried as if nothing came of them, so that "linear" is always right.
 */
export function growthOf(source: string, flags: string): Growth {
  try {
    const automaton = automatonOf(parsePattern(source, flags), flags);
    return judge(statesOf(automaton), automaton.letters);
  } catch (error) {
    if (error instanceof Unjudged) return `unknown: ${error.message}`;
    throw error;
  }
}

/** A place and the letter that has been taken there: what comes next may depend on that. */
interface State {
  readonly letter: number;
  readonly next: Step[];
  /** Whether the search ends well between this letter and another one, or the end of the text. */
  readonly ends: (after: number | undefined) => boolean;
}

interface Step {
  readonly to: number;
  readonly letter: number;
  readonly count: number;
}

/** So many steps of an automaton are looked at for one question. */
const mostSteps = 3_000_000;

function statesOf({ takes, next, ends, letters }: Automaton): State[] {
  const states: State[] = [];
  const places: number[] = [];
  const numbers = new Map<number, number>();
  const numberOf = (place: number, letter: number) => {
    const key = place * letters + letter;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    places.push(place);
    const isEnd = ends[place] ?? (() => false);
    return states.push({ letter, next: [], ends: (after) => isEnd(letter, after) }) - 1;
  };
  const stepsFrom = (place: number, before: number | undefined) =>
    (next[place] ?? []).flatMap(({ to, count, isOpen }) =>
      (takes[to] ?? []).flatMap((isTaken, letter) =>
        isTaken && isOpen(before, letter) ? [{ to, letter, count }] : [],
      ),
    );
  for (const { to, letter } of stepsFrom(0, undefined)) numberOf(to, letter);
  for (let index = 0; index < states.length; index++) {
    const { letter, next: steps } = states[index] as State;
    const counts = new Map<number, number>();
    for (const step of stepsFrom(places[index] ?? 0, letter)) {
      const number = numberOf(step.to, step.letter);
      counts.set(number, (counts.get(number) ?? 0) + step.count);
    }
    for (const [to, count] of counts) steps.push({ to, count, letter: (states[to] as State).letter });
    if (states.length > 50_000) throw new Unjudged("it is too large");
  }
  return states;
}

function judge(states: readonly State[], letters: number): Growth {
  const sure = sureOf(states, letters);
  const loops = loopsOf(states);
  if (loops.some((loop) => isDoubled(states, loop, sure))) return "exponential";
  for (const loop of loops) {
    const reached = reachedFrom(states, loop);
    for (const other of loops) {
      const isBehind = other !== loop && [...other].some((state) => reached.has(state));
      if (isBehind && isDivided(states, loop, other, sure)) return "more than linear";
    }
  }
  return "linear";
}

/** The states from which the search ends well whatever follows: nothing is gone through again behind them. */
function sureOf(states: readonly State[], letters: number): ReadonlySet<number> {
  const sure = new Set(states.flatMap(({ ends }, index) => (ends(undefined) ? [index] : [])));
  const isSure = (state: number) => {
    const { ends, next } = states[state] as State;
    const to = new Set(next.flatMap((step) => (sure.has(step.to) ? [step.letter] : [])));
    for (let letter = 0; letter < letters; letter++) if (!to.has(letter) && !ends(letter)) return false;
    return true;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const state of sure) {
      if (isSure(state)) continue;
      sure.delete(state);
      isChanged = true;
    }
  }
  return sure;
}

function reachedFrom(states: readonly State[], loop: ReadonlySet<number>): ReadonlySet<number> {
  const reached = new Set(loop);
  for (const state of reached) for (const { to } of states[state]?.next ?? []) reached.add(to);
  return reached;
}

/** Whether a text leads from a state of a loop back to it in two ways. */
function isDoubled(states: readonly State[], loop: ReadonlySet<number>, sure: ReadonlySet<number>): boolean {
  const within = stepsAmong(states, (to) => loop.has(to) && !sure.has(to));
  const all = [...loop].filter((state) => !sure.has(state));
  if (all.some((state) => [...within(state).values()].flat().some(({ count }) => count > 1))) return true;
  // Pairs of states at which the same text can be.
  const size = states.length;
  const from = new Map<number, number[]>();
  const ahead = new Set(all.map((state) => state * size + state));
  let steps = 0;
  for (const pair of ahead) {
    const others = within(pair % size);
    for (const [letter, ones] of within(Math.floor(pair / size)))
      for (const one of ones)
        for (const other of others.get(letter) ?? []) {
          if (++steps > mostSteps) throw new Unjudged("it goes too many ways");
          const next = one.to * size + other.to;
          ahead.add(next);
          const before = from.get(next);
          if (before) before.push(pair);
          else from.set(next, [pair]);
        }
  }
  const isSame = (pair: number) => Math.floor(pair / size) === pair % size;
  const back = new Set([...ahead].filter(isSame));
  for (const pair of back) for (const before of from.get(pair) ?? []) back.add(before);
  return [...back].some((pair) => !isSame(pair));
}

/** Whether one text leads from a state of a loop to itself, to a state of another loop, and from that to itself. */
function isDivided(
  states: readonly State[],
  loop: ReadonlySet<number>,
  other: ReadonlySet<number>,
  sure: ReadonlySet<number>,
): boolean {
  const firsts = stepsAmong(states, (to) => loop.has(to));
  const seconds = stepsAmong(states, (to) => loop.has(to) || !sure.has(to));
  const thirds = stepsAmong(states, (to) => other.has(to) && !sure.has(to));
  const size = states.length;
  const keyOf = (one: number, two: number, three: number) => (one * size + two) * size + three;
  let steps = 0;
  const isReached = (
    starts: readonly (readonly [number, number])[],
    isEnd: (one: number, three: number) => boolean,
  ) => {
    const known = new Set<number>();
    const queue: (readonly [number, number, number])[] = starts.map(([one, three]) => [one, one, three]);
    for (const [one, two, three] of queue) {
      const [twos, threes] = [seconds(two), thirds(three)];
      for (const [letter, ones] of firsts(one)) {
        const [secondSteps, thirdSteps] = [twos.get(letter) ?? [], threes.get(letter) ?? []];
        for (const first of ones)
          for (const second of secondSteps)
            for (const third of thirdSteps) {
              if (++steps > mostSteps) throw new Unjudged("it goes too many ways");
              if (second.to === third.to && isEnd(first.to, third.to)) return true;
              const key = keyOf(first.to, second.to, third.to);
              if (known.has(key)) continue;
              known.add(key);
              queue.push([first.to, second.to, third.to]);
            }
      }
    }
    return false;
  };
  const starts = [...loop].flatMap((one) =>
    [...other].flatMap((three) =>
      states[one]?.letter === states[three]?.letter && !sure.has(three) ? [[one, three] as const] : [],
    ),
  );
  // From all at once, and only where that may be from each: the same states must be met again.
  if (!isReached(starts, () => true)) return false;
  return starts.some((start) => isReached([start], (one, three) => one === start[0] && three === start[1]));
}

/** The steps from a state to those that are wanted, by their letters. */
function stepsAmong(states: readonly State[], isWanted: (to: number) => boolean) {
  const known = new Map<number, ReadonlyMap<number, readonly Step[]>>();
  return (state: number): ReadonlyMap<number, readonly Step[]> => {
    const before = known.get(state);
    if (before) return before;
    const steps = new Map<number, Step[]>();
    for (const step of states[state]?.next ?? []) {
      if (!isWanted(step.to)) continue;
      const own = steps.get(step.letter);
      if (own) own.push(step);
      else steps.set(step.letter, [step]);
    }
    known.set(state, steps);
    return steps;
  };
}

/** The states from which a way leads back, those together that lead to each other (Tarjan, without recursion). */
function loopsOf(states: readonly State[]): ReadonlySet<number>[] {
  const loops: Set<number>[] = [];
  const order = new Map<number, number>();
  const low: number[] = [];
  const open: number[] = [];
  const isOpen = new Set<number>();
  for (const root of states.keys()) {
    if (order.has(root)) continue;
    const work: { state: number; index: number }[] = [{ state: root, index: 0 }];
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const { state } = top;
      if (top.index === 0) {
        order.set(state, order.size);
        low[state] = order.get(state) as number;
        open.push(state);
        isOpen.add(state);
      }
      const step = states[state]?.next[top.index++];
      if (step) {
        if (!order.has(step.to)) work.push({ state: step.to, index: 0 });
        else if (isOpen.has(step.to)) low[state] = Math.min(low[state] ?? 0, order.get(step.to) as number);
        continue;
      }
      work.pop();
      const above = work.at(-1)?.state;
      if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[state] ?? 0);
      if (low[state] !== order.get(state)) continue;
      const loop = new Set(open.splice(open.indexOf(state)));
      for (const it of loop) isOpen.delete(it);
      if (loop.size > 1 || states[state]?.next.some(({ to }) => to === state)) loops.push(loop);
    }
  }
  return loops;
}
