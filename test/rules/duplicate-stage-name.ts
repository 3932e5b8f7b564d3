import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM a AS x\nFROM b AS [|X|]\nCOPY --from=x /a /b\nFROM c\nCOPY --from=x /a /b\n",
      "FROM a AS x\nFROM b AS x-2\nCOPY --from=x /a /b\nFROM c\nCOPY --from=x-2 /a /b\n",
    ],
    [
      "FROM a AS x\nFROM b AS [|x|]\nFROM c AS [|x|]\nFROM d AS x-2",
      "FROM a AS x\nFROM b AS x-3\nFROM c AS x-4\nFROM d AS x-2",
    ],
  ],
  valid: ["FROM a AS b\nFROM a AS c", "FROM a\nFROM a", "FROM a AS\nFROM b AS"],
} satisfies Cases;
