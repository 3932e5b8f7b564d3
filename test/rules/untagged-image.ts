import type { Cases } from "../cases";

export default {
  invalid: [["FROM [|node|]", undefined]],
  valid: ["FROM node:20"],
} satisfies Cases;
