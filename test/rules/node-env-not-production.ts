import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node:24\nENV NODE_ENV=[|development|]", "FROM node:24\nENV NODE_ENV=production"],
    ["FROM node:24\nENV NODE_ENV [|dev|]", "FROM node:24\nENV NODE_ENV production"],
    ['FROM node:24\nENV PORT=3000 NODE_ENV=[|"prod"|]', "FROM node:24\nENV PORT=3000 NODE_ENV=production"],
    [
      "FROM node:24\nENV NODE_ENV=production\nENV NODE_ENV=[|staging|]",
      "FROM node:24\nENV NODE_ENV=production\nENV NODE_ENV=production",
    ],
  ],
  valid: [
    "FROM node:24\nENV NODE_ENV=production",
    'FROM node:24\nENV NODE_ENV="production"',
    "FROM node:24 AS build\nENV NODE_ENV=development\nFROM node:24\nENV NODE_ENV=production",
    "FROM node:24 AS dev\nENV NODE_ENV=development",
    ["FROM node:24\nENV NODE_ENV=development", { path: ".devcontainer/Dockerfile" }],
    "FROM node:24\nARG NODE_ENV\nENV NODE_ENV=$NODE_ENV",
    "FROM node:24\nARG NODE_ENV=development\nENV NODE_ENV=${NODE_ENV}",
    "FROM node:24\nONBUILD ENV NODE_ENV=development",
  ],
} satisfies Cases;
