/**
 * Remembering what follows from things that never change, such as listings and parsed files: many rules ask about the
 * same one, again with every key that is pressed. What is known of a thing goes with it.
 */

/** Where a thing carries what is known of it: found faster than in a table of weak references, and swept faster. */
const place = Symbol("known");

interface Known {
  /** A thing that is made after another one, as its prototype, is another thing. */
  readonly of: object;
  readonly values: Map<number, unknown>;
}

let functions = 0;

/** A function of one thing that works only once for each. To be made once: what it knows stays with the things. */
export function memoize<Thing extends object, Value>(make: (thing: Thing) => Value): (thing: Thing) => Value {
  const own = functions++;
  return (thing) => {
    let known = (thing as { [place]?: Known })[place];
    if (known === undefined || known.of !== thing) known = carry(thing);
    const before = known.values.get(own);
    if (before !== undefined || known.values.has(own)) return before as Value;
    const made = make(thing);
    known.values.set(own, made);
    return made;
  };
}

/** Copies of the thing do not get it. */
function carry(thing: object): Known {
  const known: Known = { of: thing, values: new Map() };
  Object.defineProperty(thing, place, { value: known, enumerable: false, writable: false, configurable: true });
  return known;
}

/**
 * The same for a function that is made anew for each piece of work, since its answers depend on more than the thing: on what else
 * it was made from. What it knows is kept in the function, not with the thing, and is gone when the function is.
 */
export function memoizeMeanwhile<Thing extends object, Value>(make: (thing: Thing) => Value): (thing: Thing) => Value {
  const known = new Map<Thing, { readonly value: Value }>();
  return (thing) => {
    const made = known.get(thing) ?? { value: make(thing) };
    known.set(thing, made);
    return made.value;
  };
}

/** The same for a function of a thing and of something else by which it is told apart, such as a name. */
export function memoizeFor<Thing extends object, Key, Value>(
  make: (thing: Thing, key: Key) => Value,
): (thing: Thing, key: Key) => Value {
  const knownOf = memoize<Thing, Map<Key, Value>>(() => new Map());
  return (thing, key) => {
    const known = knownOf(thing);
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as Value;
    const made = make(thing, key);
    known.set(key, made);
    return made;
  };
}
