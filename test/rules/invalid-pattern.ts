import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n[|!|]\n# b\n[|! /|]\n", "a\n# b\n", { message: "nothing follows" }],
    ["[|a[b|] \n", "a\\[b \n", { message: "has no" }],
    ["[|*.[ch].[x|]\n", "*.[ch].\\[x\n"],
    ["[|[]|]\n", "\\[]\n"],
    ["[|[]a]|]\n", "[\\]a]\n"],
    ["[|[a-]|]\n[|[-_]x|]\n", "[a\\-]\n[\\-_]x\n"],
    ["[|v[9-0]|]\n", "v[0-9]\n", { message: "runs backwards" }],
    ["[|a\\|]\n", "a\n"],
    ["[|\\é|]", "é"],
  ],
  valid: ["a\\[b\n", "[a-z]\n", "a]\n", "a # [b\n", "  # [b\n", "a\\lib\\x\n", "C:\\lib\n"],
} satisfies Cases;
