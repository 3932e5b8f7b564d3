import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nENV [|=1|]", undefined],
    ["FROM node\nENV A=1 [|=2|]", undefined],
    ["FROM node\nLABEL [|=1|]", undefined],
    ["FROM node\nARG A [|=|] 1", "FROM node\nARG A=1", { message: "name=value" }],
    ["FROM node\nARG A [|=1|]", "FROM node\nARG A=1"],
    ["FROM node\nARG A= [|1|]", "FROM node\nARG A=1", { message: "empty" }],
    ["FROM node\nARG [|=1|]", undefined],
    ["FROM node\nARG A=1 [|=B|]", undefined],
    ["FROM node\nONBUILD ENV [|=1|]", undefined],
    ['FROM node\nARG A [|=|] "b c"', 'FROM node\nARG A="b c"'],
  ],
  valid: [
    "FROM node\nARG A B=2",
    "FROM node\nARG A= B",
    "FROM node\nARG A",
    "FROM node\nENV A = 1",
    "FROM node\nENV A=",
    "FROM node\nLABEL a=b",
    "FROM node\nARG A=1 B",
  ],
} satisfies Cases;
