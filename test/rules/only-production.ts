import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM registry.access.redhat.com/ubi9/nodejs-22-minimal\nRUN npm ci [|--only=production|]",
      "FROM registry.access.redhat.com/ubi9/nodejs-22-minimal\nRUN npm ci --omit=dev",
    ],
    ["FROM example.org/base\nRUN npm ci [|--only=production|]", "FROM example.org/base\nRUN npm ci --omit=dev"],
    ["FROM node:24\nRUN npm ci [|--only=production|]", "FROM node:24\nRUN npm ci --omit=dev"],
    ["FROM node\nRUN npm install [|--only=prod|] && x", "FROM node\nRUN npm install --omit=dev && x"],
    ["FROM node:lts\nRUN npm i [|--production|] --no-audit", "FROM node:lts\nRUN npm i --omit=dev --no-audit"],
    ["FROM node:24\nRUN npm prune [|--production|]", "FROM node:24\nRUN npm prune --omit=dev"],
    ["FROM node:16\nRUN npm ci [|--only production|]", "FROM node:16\nRUN npm ci --omit=dev"],
    ['FROM node:20\nRUN ["npm", "ci", [|"--production"|]]', 'FROM node:20\nRUN ["npm", "ci", "--omit=dev"]'],
    ["FROM node:20\nRUN npm \\\n  ci \\\n  [|--only=production|]", "FROM node:20\nRUN npm \\\n  ci \\\n  --omit=dev"],
  ],
  valid: [
    "FROM registry.access.redhat.com/ubi8/nodejs-12\nRUN npm ci --only=production",
    "FROM bitnami/node:12-debian-11\nRUN npm ci --only=production",
    "FROM gcr.io/distroless/nodejs14-debian12\nRUN npm ci --only=production",
    "FROM node:20\nRUN npm i -g npm@6\nRUN npm ci --only=production",
    "FROM node:14\nRUN npm ci --only=production",
    "FROM node:24\nRUN npm ci --omit=dev",
    "FROM node:24\nRUN yarn install --production",
    "FROM node:24\nRUN npm ci --production=false",
    "FROM node:14\nRUN npm prune --production",
    "FROM node:24\nRUN npm ci --only=dev",
  ],
} satisfies Cases;
