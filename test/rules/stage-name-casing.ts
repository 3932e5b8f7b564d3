import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM a AS [|Base|]\nFROM base AS [|BUILD|]\nRUN --mount=type=bind,from=Base,target=/x true\nFROM b\nCOPY --from=Build /a /b\nCOPY --from=0 /c /d\n",
      "FROM a AS base\nFROM base AS build\nRUN --mount=type=bind,from=base,target=/x true\nFROM b\nCOPY --from=build /a /b\nCOPY --from=0 /c /d\n",
    ],
    ["FROM a AS [|Node|]\nCOPY --from=Node /a /b", "FROM a AS node\nCOPY --from=Node /a /b"],
    ["FROM a AS [|${X}|]", undefined],
    ["FROM a AS [|b\\\n# c\nD|]", undefined],
  ],
  valid: ["FROM a AS b", "FROM A", "FROM a AS b-1.2_c"],
} satisfies Cases;
