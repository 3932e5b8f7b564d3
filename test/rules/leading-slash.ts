import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n! [|//|]b/c \n", "a\n! b/c \n"],
    ["[|/|]#a\n", undefined],
    ["[|/|]a\n", "**/a\n", { fix: "Match in every folder" }],
  ],
  valid: ["a/b\n./a\n", "/\n", "/home/ann/app\n", "/a # b\n", "**/a\n"],
} satisfies Cases;
