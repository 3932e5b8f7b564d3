import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "# Base this\nFROM a AS [|Base|]\n# x\n# foo: text\n\nARG [|foo|]=1 bar\n",
      "# Base this\n#\nFROM a AS Base\n# x\n# foo: text\n#\n\nARG foo=1 bar\n",
    ],
    ["# a\nARG [|b|]\nFROM c", "# a\n#\nARG b\nFROM c"],
    ["FROM a\n  # b one\nARG [|b|]", "FROM a\n  # b one\n#\nARG b"],
  ],
  valid: [
    "# base the base\nFROM a AS Base\n# bar two\nARG foo=1 bar=2\n# foo",
    "# x\n#\nFROM a AS b",
    "# x\nFROM a",
    "# syntax=x\nARG a\nFROM b\nRUN c \\\n  # d\n  e\nARG f",
    "FROM a\n# x\nRUN b\nARG c",
  ],
} satisfies Cases;
