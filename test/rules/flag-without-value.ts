import type { Cases } from "../cases";

export default {
  invalid: [
    [`FROM node\nRUN [|--mount|] ${"a=".repeat(200)},,x b`, undefined],
    ["FROM node\nCOPY [|--from|] build /a /b", "FROM node\nCOPY --from=build /a /b", { message: "--from=build" }],
    ["FROM node\nCOPY [|--chown|] a b", undefined],
    ["FROM node\nCOPY [|--link=|] a b", "FROM node\nCOPY --link a b"],
    ["FROM node\nRUN [|--mount|] type=ssh x", "FROM node\nRUN --mount=type=ssh x"],
    ["FROM node\nRUN [|--network|] none x", "FROM node\nRUN --network=none x"],
    ["FROM node\nRUN [|--network|] x", undefined],
    ["FROM node\nHEALTHCHECK [|--interval|] 30s CMD a", "FROM node\nHEALTHCHECK --interval=30s CMD a"],
    ["FROM node\nHEALTHCHECK [|--interval|] CMD a", undefined],
    ["FROM node\nCOPY [|--chmod|] 755 --chown node a b", "FROM node\nCOPY --chmod=755 --chown=node a b"],
    ["FROM node\nONBUILD COPY [|--from|] build /a /b", "FROM node\nONBUILD COPY --from=build /a /b"],
    ["FROM [|--platform|] linux/amd64 node", "FROM --platform=linux/amd64 node"],
    ["FROM [|--platform|] node", undefined],
    ["FROM [|--platform|] linux/amd64 node AS x", "FROM --platform=linux/amd64 node AS x"],
    ["FROM [|--platform|] node AS x", undefined],
  ],
  valid: [
    "FROM node\nCOPY --link a b",
    "FROM node\nCOPY --from= a b",
    "FROM node\nCOPY --foo a b",
    "FROM node\nRUN x --mount",
    "FROM node\nCOPY --parents --exclude=x a b",
  ],
} satisfies Cases;
