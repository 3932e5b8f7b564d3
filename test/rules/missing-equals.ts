import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nENV A=1 [|B|]", 'FROM node\nENV A="1 B"', { message: "B has no equals sign" }],
    ["FROM node\nENV A= [|B|]", "FROM node\nENV A=B"],
    ["FROM node\nENV A=1 [|# why|]", "FROM node\n# why\nENV A=1"],
    ["FROM node\nENV A=1 B=2 [|&& x|]", undefined, { message: "&&" }],
    ["FROM node\nLABEL a=b [|c|] d=e", 'FROM node\nLABEL a="b c" d=e'],
    ['FROM node\nLABEL "a"="b" [|"c"|]', undefined],
    ["FROM node\nENV A=b [|c d|]", 'FROM node\nENV A="b c d"'],
    ["FROM node\nENV A=1 \\\n  B=2 \\\n  [|C|]", undefined],
    ["FROM node\nENV A=1 [|B\\ C|]", undefined],
    ["FROM node\nONBUILD ENV A=1 [|B|]", 'FROM node\nONBUILD ENV A="1 B"'],
    ['FROM node\nENV A={"x": [|1}|]', undefined],
    ["FROM node\nENV A=b [|c|] D=e f", 'FROM node\nENV A="b c" D="e f"'],
  ],
  valid: [
    "FROM node\nENV A b c=d",
    "FROM node\nENV A=1 B=2",
    'FROM node\nENV A="b c"',
    "FROM node\nENV A=b\\ c",
    "FROM node\nENV A",
    "FROM node\nLABEL a b",
    "FROM node\nENV A=1 \\\n# why\n  B=2",
    'FROM node\nENV A=1 "B',
    "FROM node\nARG A=1 B",
    "FROM node\nENV A = 1",
  ],
} satisfies Cases;
