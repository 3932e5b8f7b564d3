import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProgram } from "../server/syntax/program";
import { usedNames } from "../server/syntax/usedNames";

/** What of `x`, which each program imports, is left once it is compiled: by `tsc`. */
const programs: readonly (readonly [text: string, isUsed: boolean])[] = [
  ["x();", true],
  ["new x.Server();", true],
  ["export const a = x.b!.c as string;", true],
  ["class A extends x {}", true],
  ["@x() class A {}", true],
  ["const a = { b: x };", true],
  ["const a = { x };", true],
  ["a[x];", true],
  ["const f = (a = x) => a;", true],
  ["export type A = x.B;", false],
  ["export type A = typeof x;", false],
  ["export let a: x.B | undefined;", false],
  ["export function f(a: x.B): x.C { return a as unknown as x.C; }", false],
  ["export const a = {} satisfies x.B;", false],
  ["export const a = <x.B>{};", false],
  ["export const a = new Map<string, x.B>();", false],
  ["export interface A extends x.B { c: x }", false],
  ["export class A implements x.B { c?: x.D }", false],
  ["// x.a() and\nconst s = 'x(';", false],
  ["a.x(); const b = { x: 1 }; class A { x() {} }", false],
  ["export { x };", false],
  ["function f() { try {} catch (x) { x(); } }", false],
  // It may be another one.
  ["export const f = (x: () => void) => x();", false],
  ["function f() { const [{ y: [x] }] = a; x(); }", false],
];

test("An import is used where its value is read", () => {
  for (const [text, isUsed] of programs) {
    const program = parseProgram(`import x from "x";\n${text}`, true, 100);
    assert.ok(program, text);
    assert.equal(usedNames(program).has("x"), isUsed, text);
  }
});
