import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node AS [|1a|]", "FROM node AS stage-1a"],
    ["FROM node AS [|a:b|]", "FROM node AS a-b"],
    ["FROM node AS [|-a|]", "FROM node AS a"],
    ['FROM node AS [|"a"|]', undefined],
    ["FROM node AS [|$X|]", undefined],
    ["FROM node AS [|a/b|]\nFROM a/b", "FROM node AS a-b\nFROM a-b"],
    ["FROM node AS [|ünï|]", "FROM node AS n"],
  ],
  valid: [
    ["FROM node AS platform-arm/v7", { path: "Containerfile" }],
    "FROM node AS a_b.c-d",
    "FROM node AS A",
    "FROM node AS a # b",
    "FROM node",
  ],
} satisfies Cases;
