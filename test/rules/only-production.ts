import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node:24\nRUN npm ci [|--only=production|]", "FROM node:24\nRUN npm ci --omit=dev"],
    ["FROM node\nRUN npm install [|--only=prod|] && x", "FROM node\nRUN npm install --omit=dev && x"],
    ["FROM node:lts\nRUN npm i [|--production|] --no-audit", "FROM node:lts\nRUN npm i --omit=dev --no-audit"],
    ["FROM node:16\nRUN npm ci [|--only production|]", "FROM node:16\nRUN npm ci --omit=dev"],
    ['FROM node:20\nRUN ["npm", "ci", [|"--production"|]]', 'FROM node:20\nRUN ["npm", "ci", "--omit=dev"]'],
    ["FROM node:20\nRUN npm \\\n  ci \\\n  [|--only=production|]", "FROM node:20\nRUN npm \\\n  ci \\\n  --omit=dev"],
  ],
  valid: [
    "FROM node:14\nRUN npm ci --only=production",
    "FROM node:24\nRUN npm ci --omit=dev",
    "FROM node:24\nRUN yarn install --production",
    "FROM node:24\nRUN npm ci --production=false",
    "FROM node:24\nRUN npm prune --production",
    "FROM node:24\nRUN npm ci --only=dev",
  ],
} satisfies Cases;
