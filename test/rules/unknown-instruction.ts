import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\n[|COPPY|] a b", "FROM node\nCOPY a b", { message: "did you mean COPY" }],
    ["FROM node\n[|entrypont|] x", "FROM node\nentrypoint x", { message: "entrypoint" }],
    ["FROM node\n[|WORKDIR/app|]", "FROM node\nWORKDIR /app", { message: "blank" }],
    ['FROM node\n[|CMD["node"]|]', 'FROM node\nCMD ["node"]'],
    ["FROM node\n[|ENV=A=1|]", "FROM node\nENV A=1", { message: "blank" }],
    ["FROM node\n[|npm|] ci", "FROM node\nRUN npm ci", { message: "RUN" }],
    ["FROM node\n[|run-x|]\n", undefined],
    ["FROM node\n[|}|]", undefined],
    [
      "FROM node\nRUN a\n  [|&&|] b\n  [|&&|] c\n",
      "FROM node\nRUN a \\\n  && b \\\n  && c\n",
      { message: "missing at the end" },
    ],
    ["FROM node\nRUN a \\\n  -b\n  [|-c|]\n", "FROM node\nRUN a \\\n  -b \\\n  -c\n"],
    ["FROM node\nRUN apt-get install\n  [|curl|]\nUSER node", "FROM node\nRUN apt-get install \\\n  curl\nUSER node"],
    ["FROM node\nRUN a\n# why\n  [|&&|] b", "FROM node\nRUN a \\\n# why\n  && b"],
    ["FROM node\nRUN a\n\n  [|&&|] b", undefined],
    ["FROM node\nENV A=1 \\\n  B=2\n  [|C=3|]", "FROM node\nENV A=1 \\\n  B=2 \\\n  C=3"],
    ["FROM node\nONBUILD [|FOO|] a", undefined],
    ["FROM node\nONBUILD [|RNU|] a", "FROM node\nONBUILD RUN a"],
    ["[|FRMO|] node", "FROM node", { message: "FROM" }],
  ],
  valid: [
    "FROM node\nrun x\nCoPy a b",
    "FROM node\nRUN a \\\n && b",
    "FROM node\nRUN <<EOF\n&& b\nEOF",
    "FROM node\n<<<<<<< HEAD\nRUN a\n=======\nRUN b\n>>>>>>> x\n",
    "FROM node\nCOPY a b",
    "FROM node\n{{ if .X }}\nRUN a",
    "FROM node\nMAINTAINER a",
    "# syntax=example/frontend:1\nINCLUDE a\nFROM node",
    "",
  ],
} satisfies Cases;
