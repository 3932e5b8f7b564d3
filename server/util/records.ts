/** Objects that come from files, whose keys may be anything. */

/** What a record says of a key; undefined for what it has only inherited, such as "constructor". */
export function own<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
