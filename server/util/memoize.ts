/**
 * Remembering what follows from things that never change, such as listings and parsed files: many rules ask about the
 * same one, again with every key that is pressed. What is known of a thing goes with it.
 */

/** A function of one thing that works only once for each. */
export function memoize<Thing extends object, Value>(make: (thing: Thing) => Value): (thing: Thing) => Value {
  const known = new WeakMap<Thing, { readonly value: Value }>();
  return (thing) => {
    let made = known.get(thing);
    if (!made) {
      made = { value: make(thing) };
      known.set(thing, made);
    }
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
