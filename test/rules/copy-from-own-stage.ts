import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a AS x\nCOPY --from=[|X|] /a /b", undefined],
    ["FROM a\nFROM b\nCOPY --from=[|1|] /a /b", undefined],
    ["FROM a AS x\nRUN --mount=from=[|x|],target=/b true", undefined],
  ],
  valid: [
    // The stage of the second FROM, which is being typed.
    "FROM a AS build\nFR\nCOPY --from=build /a /b",
    "FROM a AS x\nFROM b\nCOPY --from=x /a /b\nCOPY --from=0 /a /b",
    "FROM a AS x\nFROM b AS x\nCOPY --from=x /a /b",
    "FROM node AS node\nRUN true",
  ],
} satisfies Cases;
