import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nWORKDIR /app\nWORKDIR [|../b|]\n", "FROM a\nWORKDIR /app\nWORKDIR /b\n"],
    ["FROM a\nWORKDIR /app\nWORKDIR [|b|]\nWORKDIR [|c|]", "FROM a\nWORKDIR /app\nWORKDIR /app/b\nWORKDIR /app/b/c"],
    ["FROM a AS b\nWORKDIR /app\nFROM b\nWORKDIR [|c|]", "FROM a AS b\nWORKDIR /app\nFROM b\nWORKDIR /app/c"],
    ["FROM a\nWORKDIR $X\nWORKDIR [|b|]", undefined],
    ["FROM a\nWORKDIR x\nWORKDIR [|b|]", undefined],
  ],
  valid: ["FROM a\nWORKDIR app", "FROM a\nWORKDIR /app\nWORKDIR /b", "FROM a\nWORKDIR /a\nFROM b\nWORKDIR c"],
} satisfies Cases;
