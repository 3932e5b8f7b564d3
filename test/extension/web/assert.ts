/** What the suites ask of `node:assert/strict`, for the host that has no Node; the build puts it in its place. */

function ok(value: unknown, message?: string): asserts value {
  if (!value) throw new Error(message ?? `${show(value)} is not true`);
}

function equal(actual: unknown, expected: unknown, message?: string): void {
  ok(Object.is(actual, expected), message ?? `${show(actual)} instead of ${show(expected)}`);
}

/** Of plain data. */
function deepEqual(actual: unknown, expected: unknown, message?: string): void {
  equal(JSON.stringify(actual), JSON.stringify(expected), message);
}

function notEqual(actual: unknown, other: unknown, message?: string): void {
  ok(!Object.is(actual, other), message ?? `${show(actual)} is what it should not be`);
}

function match(text: string, expression: RegExp, message?: string): void {
  ok(expression.test(text), message ?? `${show(text)} does not match ${expression}`);
}

function doesNotMatch(text: string, expression: RegExp, message?: string): void {
  ok(!expression.test(text), message ?? `${show(text)} matches ${expression}`);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

export default { ok, equal, deepEqual, notEqual, match, doesNotMatch };
