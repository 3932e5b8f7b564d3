import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM me/a\n# The app.\nCOPY package.json [|.|]\nRUN x\nCOPY . [|./|]\n",
      "FROM me/a\nWORKDIR /app\n# The app.\nCOPY package.json .\nRUN x\nCOPY . ./\n",
    ],
    ["FROM scratch\nCOPY b [|bin/c|]\nCOPY b [|.|]", "FROM scratch\nWORKDIR /app\nCOPY b /bin/c\nCOPY b ."],
    [
      "FROM scratch\nCOPY --from=me/exit /exit [|arm64|]",
      "FROM scratch\nCOPY --from=me/exit /exit /arm64",
      { message: "the root folder" },
    ],
    ["FROM node:24\nCOPY b [|c/|]\nWORKDIR /x\nCOPY b c", "FROM node:24\nCOPY b /c/\nWORKDIR /x\nCOPY b c"],
    ['FROM me/a\nADD b [|"c"|]', 'FROM me/a\nWORKDIR /app\nADD b "c"'],
    ["FROM me/a AS x\nFROM x\nCOPY b [|c|]", "FROM me/a AS x\nFROM x\nWORKDIR /app\nCOPY b c"],
    ["COPY b [|c|]", "WORKDIR /app\nCOPY b c"],
  ],
  valid: [
    "FROM a\nCOPY b /c",
    "FROM a\nWORKDIR /x\nCOPY b c",
    "FROM a AS x\nWORKDIR /x\nFROM x AS y\nRUN z\nFROM y\nCOPY b c",
    'FROM a\nCOPY b "d:\\c"\nCOPY b d:/c\nCOPY b d:\\c',
    'FROM a\nCOPY b ${C}\nCOPY b "$C"',
    "FROM a\nONBUILD WORKDIR /x\nONBUILD COPY b c",
    "FROM a\nCOPY b",
  ],
} satisfies Cases;
