import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node:24\n[|CMD|]\nUSER node\n", "FROM node:24\nUSER node\n"],
    ["FROM node:24\n# Nothing.\n[|ENTRYPOINT|]   \n", "FROM node:24\n# Nothing.\n"],
    ['FROM node:24\nCMD ["a"]\n[|CMD|]\n', undefined],
  ],
  valid: ["FROM node:24\nCMD []\nENTRYPOINT []", 'FROM node:24\nCMD ["a"]', "FROM node:24\nCMD a", "FROM node:24\nRUN"],
} satisfies Cases;
