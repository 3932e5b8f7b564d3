import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n  [|**\\obj|]\n[|!src\\app\\|]", "a\n  **/obj\n!src/app/"],
    ["[|\\dist|]\n", "/dist\n"],
    ["[|bin\\release\\*.dll|]\n", "bin/release/*.dll\n", { message: "matches nothing" }],
    ["[|a\\lib|]\n", "a/lib\n", { message: "refuse" }],
  ],
  valid: [
    "\\#a\n\\!b\n",
    "a\\*b\n\\[a]\n",
    "\\.env\na\\.txt\n",
    "a\\ b\n",
    "a\\\\b\n",
    "C:\\app\\bin\n",
    "# a\\bin\n",
    ["a\\bin\n", { files: {}, dockerfile: "# escape=`\nFROM scratch\n" }],
    ["a\\bin\n", { files: {}, dockerfile: "FROM mcr.microsoft.com/windows/servercore:ltsc2022\n" }],
  ],
} satisfies Cases;
