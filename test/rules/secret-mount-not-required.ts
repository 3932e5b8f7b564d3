import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:24\nRUN --mount=[|type=secret|],id=npmrc \\\n  npm ci",
      "FROM node:24\nRUN --mount=type=secret,id=npmrc,required=true \\\n  npm ci",
      { message: '"npmrc"' },
    ],
    [
      "FROM node:24\nRUN --mount=id=a,[|type=secret|] --mount=[|type=secret|],target=/b npm ci",
      "FROM node:24\nRUN --mount=id=a,type=secret,required=true --mount=type=secret,target=/b,required=true npm ci",
    ],
    ['FROM node:24\nRUN [|--mount=type=secret,"id=a"|] npm ci', undefined],
  ],
  valid: [
    "FROM node:24\nRUN --mount=type=secret,id=a,required npm ci",
    "FROM node:24\nRUN --mount=type=secret,id=a,required=true npm ci",
    "FROM node:24\nRUN --mount=type=secret,id=a,required=false npm ci",
    "FROM node:24\nRUN --mount=type=ssh npm ci",
  ],
} satisfies Cases;
