import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node [|24|]", "FROM node:24", { message: "tag" }],
    ["FROM node [|build|]", "FROM node AS build", { message: "AS" }],
    ["from node [|build|]", "from node as build"],
    ["FROM node As a [|b|]", undefined],
    ["FROM node [|# the newest|]", "# the newest\nFROM node", { message: "comment" }],
    ["# top\nFROM node AS a [|# b|]\nRUN x", "# b\n# top\nFROM node AS a\nRUN x"],
    ["FROM node [|ASS|] build", "FROM node AS build", { message: "did you mean AS" }],
    ["FROM a/b:1 [|22|]", undefined],
    ["FROM node [|=> x y|]", undefined],
    ["FROM node\nHEALTHCHECK NONE [|a|]", "FROM node\nHEALTHCHECK NONE"],
    ["FROM node\nHEALTHCHECK NONE [|# off|]", "FROM node\n# off\nHEALTHCHECK NONE"],
    ["FROM node\nHEALTHCHECK NONE [|--interval=5s|]", "FROM node\nHEALTHCHECK NONE"],
  ],
  valid: [
    "FROM node",
    "FROM node AS a",
    "FROM node aS a",
    "FROM --platform linux/amd64 node",
    "FROM node AS",
    "FROM node\nHEALTHCHECK NONE",
    "FROM node\nHEALTHCHECK CMD a b",
    "FROM node\nCOPY a b c/",
  ],
} satisfies Cases;
