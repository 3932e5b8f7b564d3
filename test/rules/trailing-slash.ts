import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n!b/c[|//|] \n", "a\n!b/c \n"],
    ["**[|/|]", "**"],
  ],
  valid: ["a/b\n", "/\n", "../a/\n", "a # b/\n"],
} satisfies Cases;
