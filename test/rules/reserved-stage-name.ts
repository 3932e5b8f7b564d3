import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a AS [|scratch|]\nFROM scratch\n", "FROM a AS scratch-stage\nFROM scratch-stage\n"],
    ["FROM a AS [|CONTEXT|]", "FROM a AS context-stage", { message: "build context" }],
  ],
  valid: ["FROM scratch AS base", "FROM a AS contexts"],
} satisfies Cases;
