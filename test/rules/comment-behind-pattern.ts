import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n  !src\t[|# keep #1|]  \nb", "a\n# keep #1\n  !src  \nb", { message: '"!src"' }],
    ["\ufeffa [|#b|]\n", "\ufeff#b\na\n"],
    ["*.log [|# see [1|]\n", "# see [1\n*.log\n"],
    ["a [|# b|]\n", "# b\na\n", { files: { "a#b": "" } }],
  ],
  valid: [
    "# a # b\n",
    "a#b\n",
    "a #\n",
    "a\\ # b\n",
    "#a# #\n",
    " # a # b\n",
    ["a # b\n", { files: { "a # b": "" } }],
    ["C # Notes\n", { files: { "C # Notes/a.md": "" } }],
  ],
} satisfies Cases;
