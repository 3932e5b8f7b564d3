import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nCOPY a b\n[|copy|] a b\n[|Run|] x", "FROM a\nCOPY a b\nCOPY a b\nRUN x"],
    ["[|FROM|] a AS b\ncopy a b\ncopy c d", "from a AS b\ncopy a b\ncopy c d", { message: "lower" }],
    ["FROM a\n[|copy|] a b", "FROM a\nCOPY a b"],
    ["FROM a\n[|onbuild|] RUN x", "FROM a\nONBUILD RUN x"],
  ],
  valid: [
    "FROM a\nRUN x",
    "from a\nrun x",
    "arg A=1\nFROM a\nRUN x",
    "FROM a\nONBUILD run x",
    "FROM a\nRUN <<E\ncopy\nE",
    "FROM a\nrnu x",
  ],
} satisfies Cases;
