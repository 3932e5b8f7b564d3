import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nENV A=[|${B|]", "FROM node\nENV A=${B}"],
    ["FROM node\nENV A=[|${B|]/bin", "FROM node\nENV A=${B}/bin", { message: "brace" }],
    ["FROM node\nENV A=[|${}|]", undefined],
    ["FROM node\nENV A=[|${B,,}|]", undefined, { message: "${B,,}" }],
    ["FROM node\nENV A=[|${B:1:2}|]", undefined],
    ["FROM node\nENV A=[|${!B}|]", undefined],
    ["FROM node\nENV A=[|${B.C}|]", undefined],
    ["FROM node\nENV A=[|${|]", undefined],
    ["FROM node\nWORKDIR [|${B|]", "FROM node\nWORKDIR ${B}"],
    ["FROM node\nCOPY [|${B|] a", "FROM node\nCOPY ${B} a"],
    ["FROM node\nARG A=[|${B^}|]", undefined],
    ['FROM node\nENV A="[|${B|]"', 'FROM node\nENV A="${B}"'],
    ["FROM node\nENV A=1 \\\n  B=[|${C^}|]", undefined],
    ["FROM [|${B|]", "FROM ${B}"],
  ],
  valid: [
    "FROM node\nENV A=${B} C=${B:-x} D=${B+x} E=${B#x} F=${B%%x} G=${B/x/y} H=${B:?x}",
    "FROM node\nENV A='${B'",
    "FROM node\nENV A=\\${B",
    "FROM node\nRUN echo ${B^}",
    "FROM node\nCMD echo ${B,,}",
    "FROM node\nENV A=$(pwd)",
    "FROM node\nENV A=${1}",
    "FROM node\nONBUILD ENV A=${B^}",
    "FROM node\nENV A={{ ${x",
    'FROM node\nCOPY ["${B", "c"]',
    "FROM node\nHEALTHCHECK CMD ${B",
  ],
} satisfies Cases;
