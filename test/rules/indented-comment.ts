import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n\t[|# b|]  \n [|#|]\n", "a\n# b  \n#\n"],
    ["\ufeff [|# a|]", "\ufeff# a"],
    ["  [|## see [1|]\n", "## see [1\n", { message: "refuses" }],
    [" [|#node_modules|]\n", "#node_modules\n"],
  ],
  valid: ["# a\n#b\n", " #*#\n", " \\# a\n", " a # b\n", [" #a\n", { files: { "#a": "" } }]],
} satisfies Cases;
