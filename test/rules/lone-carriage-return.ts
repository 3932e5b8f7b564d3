import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|# a\rb\r\rc|]\r\nd\r\n", "# a\r\nb\r\n\r\nc\r\nd\r\n"],
    ["a\n[|b\rc|]\r", "a\nb\nc\r"],
  ],
  valid: ["a\r\nb\r\n", "a\r", "a\r\r\nb\n"],
} satisfies Cases;
