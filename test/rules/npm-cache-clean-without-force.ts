import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node:24\nRUN npm ci && [|npm cache clean|]", "FROM node:24\nRUN npm ci && npm cache clean --force"],
    [
      "FROM node:24\nRUN npm ci \\\n  && [|npm cache clean|] \\\n  && x",
      "FROM node:24\nRUN npm ci \\\n  && npm cache clean --force \\\n  && x",
    ],
    ['FROM node:24\nRUN [[|"npm", "cache", "clean"|]]', 'FROM node:24\nRUN ["npm", "cache", "clean", "--force"]'],
  ],
  valid: [
    "FROM node:24\nRUN npm ci && npm cache clean --force",
    "FROM node:24\nRUN npm cache clean -f",
    "FROM node:24\nRUN npm cache clean || true",
    "FROM node:24\nRUN npm cache verify && yarn cache clean",
    "FROM node:24\nRUN npm cache clean $FLAGS",
  ],
} satisfies Cases;
