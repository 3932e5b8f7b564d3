import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nCOPY [|https://x/a|] b", "FROM node\nADD https://x/a b"],
    ["FROM node\ncopy [|http://x/a|] b", "FROM node\nadd http://x/a b"],
    ['FROM node\nCOPY [|"https://x/a"|] b', 'FROM node\nADD "https://x/a" b'],
    ["FROM node\nCOPY [|git@github.com:a/b.git|] c", "FROM node\nADD git@github.com:a/b.git c"],
    ["FROM node\nCOPY a [|https://x|] b/", "FROM node\nADD a https://x b/"],
    ["FROM node\nONBUILD COPY --chown=a [|https://x/a|] b", "FROM node\nONBUILD ADD --chown=a https://x/a b"],
  ],
  valid: [
    "FROM node\nADD https://x/a b",
    "FROM node\nCOPY a https://x",
    "FROM node\nCOPY --from=x https://x/a b",
    "FROM node\nCOPY ftp://x/a b",
    "FROM node\nCOPY $X b",
  ],
} satisfies Cases;
