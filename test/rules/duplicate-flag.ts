import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nCOPY --link [|--link|] a b", "FROM node\nCOPY --link a b"],
    ["FROM node\nCOPY --chown=a [|--chown=b|] a b", undefined],
    ["FROM node\nRUN --network=none [|--network=host|] x", undefined],
    [
      "FROM node\nHEALTHCHECK --retries=1 --interval=5s [|--retries=1|] CMD a",
      "FROM node\nHEALTHCHECK --retries=1 --interval=5s CMD a",
    ],
    ["FROM node\nONBUILD COPY --link [|--link|] a b", "FROM node\nONBUILD COPY --link a b"],
    ["FROM node\nCOPY --chown=a \\\n  [|--chown=a|] a b", "FROM node\nCOPY --chown=a a b"],
  ],
  valid: [
    "FROM node\nCOPY --exclude=a --exclude=a a b",
    "FROM node\nRUN --mount=type=ssh --mount=type=ssh x",
    "FROM node\nCOPY --foo --foo a b",
  ],
} satisfies Cases;
