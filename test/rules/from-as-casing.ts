import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a [|as|] b\nFROM b [|As|] c", "FROM a AS b\nFROM b AS c"],
    ["from a [|AS|] b", "from a as b"],
    ["FROM --platform=$BUILDPLATFORM a \\\n  [|as|] b", "FROM --platform=$BUILDPLATFORM a \\\n  AS b"],
  ],
  valid: ["FROM a AS b", "from a as b", "From a as b", "FROM as", "FROM a as"],
} satisfies Cases;
