import type { Cases } from "../cases";

export default {
  invalid: [
    ["# all\n[|./|]\n!src\n", "# all\n*\n!src\n"],
    ["a\n[|/|]\n[|a/..|]", "a"],
    ["a\n[|!.|]\n", "a\n"],
    ["[|.|]\n", "*\n", { fix: 'Write "*"' }],
  ],
  valid: ["*\n", "./a\n", ".*\n", "!\n", "..\n"],
} satisfies Cases;
