import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM a AS test\nFROM a AS license-set\nFROM scratch\nCOPY --from=[|set|] /out /",
      "FROM a AS test\nFROM a AS license-set\nFROM scratch\nCOPY --from=license-set /out /",
      { message: "did you mean license-set" },
    ],
    ["FROM a AS build\nFROM b\nCOPY --from=[|buld|] /a /b\n", "FROM a AS build\nFROM b\nCOPY --from=build /a /b\n"],
    ["FROM a\nCOPY --from=[|build|] /a /b\nFROM c AS build", undefined, { message: "below" }],
    ["FROM a\nCOPY --from=[|assets|] /a /b", undefined, { message: "image" }],
    ["FROM a\nFROM b\nCOPY --from=[|2|] /a /b", undefined, { message: "one stage above" }],
    ["ARG V=1\nFROM a\nCOPY --from=[|node:$V|] /a /b", undefined, { message: "variables" }],
    [
      "FROM a AS deps\nFROM b\nRUN --mount=from=[|dep|],target=/x true",
      "FROM a AS deps\nFROM b\nRUN --mount=from=deps,target=/x true",
    ],
    ["COPY --from=[|assets|] /a /b", undefined],
    ["FROM a\nCOPY --from=[|Assets|] /a /b", undefined, { message: "lower case" }],
    ["FROM a\nCOPY --from=[|-1|] /a /b", undefined],
    ["FROM a\nRUN --mount=target=/x,from=[|Foo|] x", undefined],
    ["FROM a\nRUN --mount=type=bind,[|from=$B|],target=/x x", undefined, { message: "variables" }],
  ],
  valid: [
    ["ARG tools\nFROM alpine\nARG tools\nCOPY --from=${tools} /a /a", { path: "Containerfile" }],
    "FROM a AS build\nFROM b\nCOPY --from=BUILD /a /b\nCOPY --from=0 /a /b",
    "FROM a\nCOPY --from=haskell:latest /a /b",
    "FROM a\nCOPY --from=nginx /a /b\nCOPY --from=ghcr.io/a/b /a /b",
    "FROM a AS own\nCOPY --from=own /a /b\nCOPY --from=0 /a /b",
    "FROM a AS Build\nFROM b\nCOPY --from=BUILD /a /b",
  ],
} satisfies Cases;
