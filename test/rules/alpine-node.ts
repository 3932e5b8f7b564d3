import { newestNode } from "../../server/data/node";
import type { Cases } from "../cases";

const digest = `sha256:${"7959ed6f".repeat(8)}`;

export default {
  invalid: [
    ["FROM node:[|24-alpine|]\n", "FROM node:24-bookworm-slim\n"],
    ["FROM node:[|24.1.0-alpine3.20|]\n", "FROM node:24.1.0-slim\n"],
    ["FROM node:[|20.20.2-alpine|]\n", "FROM node:20.20.2-bookworm-slim\n"],
    ["FROM node:[|lts-alpine|]\n", "FROM node:lts-trixie-slim\n"],
    ["FROM node:[|alpine|]\n", "FROM node:trixie-slim\n"],
    [
      "FROM node:24-alpine AS build\nRUN npm ci\nFROM node:[|24-alpine|]\nCOPY --from=build /app /app\n",
      "FROM node:24-bookworm AS build\nRUN npm ci\nFROM node:24-bookworm-slim\nCOPY --from=build /app /app\n",
    ],
    ["FROM node:[|24-alpine|]\nRUN apk add --no-cache tini\n", undefined],
    ["FROM node:[|24-alpine|]\nRUN adduser -S app\n", undefined],
    ["FROM node:24-alpine AS build\nRUN apk add make\nFROM node:[|24-alpine|]\n", undefined],
    [`FROM node:[|24-alpine|]@${digest}\n`, undefined],
    ["ARG V=24\nFROM [|node:$V-alpine|]\n", undefined],
  ],
  valid: [
    "FROM node:24-slim",
    "FROM node:24-alpine AS build\nRUN npm run build\nFROM nginx:1.30-alpine\nCOPY --from=build /app/dist /usr/share/nginx/html",
    "FROM python:3.14-alpine",
    `FROM node:${newestNode(24)}`,
  ],
} satisfies Cases;
