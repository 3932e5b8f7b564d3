import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n[|\ufeff# b|]\n", "a\n# b\n", { message: "U+FEFF" }],
    ["  [|d\u200bist\u200b|]", "  dist"],
  ],
  valid: [
    "\ufeffa\n# \u200b\n",
    "\u00a0a\u00a0\n",
    "\u{1f469}\u200d\u{1f4bb}\n",
    ["a\u200b\n", { files: { "a\u200b": "" } }],
  ],
} satisfies Cases;
