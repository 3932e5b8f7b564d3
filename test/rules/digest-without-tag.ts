import type { Cases } from "../cases";

const digest = `sha256:${"7959ed6f".repeat(8)}`;

export default {
  invalid: [
    [`FROM node@[|${digest}|]`, undefined, { message: "which version of node" }],
    [`FROM localhost:5000/a@[|${digest}|] AS b`, undefined],
    [`ARG D=${digest}\nFROM [|node@$D|]`, undefined],
  ],
  valid: ["FROM node", `FROM node:24@${digest}`, "FROM node@sha256:1", "FROM node@$D", "FROM scratch"],
} satisfies Cases;
