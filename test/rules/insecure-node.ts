import { newestNode, recommendedNode } from "../../server/data/node";
import type { Cases } from "../cases";

const digest = `sha256:${"7959ed6f".repeat(8)}`;
const newest = recommendedNode("2026-11-23")?.version;

export default {
  invalid: [
    [
      "FROM node:[|20.9.0|]",
      "FROM node:20.20.2",
      { message: "Node.js 20.9.0 lacks 36 security fixes, the worst of them high; 20.20.2 has them all (CVEs as of 2" },
    ],
    ["FROM node:[|20.9.0-bullseye-slim|]", "FROM node:20.20.2-bullseye-slim"],
    ["FROM node:[|20.9.0-buster-slim|]", "FROM node:20.20.2-bookworm-slim"],
    ["FROM node:[|20.9.0-alpine3.18|]", "FROM node:20.20.2-alpine3.22"],
    ["FROM node:[|20.9-alpine|]", "FROM node:20.20.2-alpine", { message: "Node.js 20.9 lacks" }],
    ["FROM node:[|14.17.0-buster|]", "FROM node:14.21.3-buster"],
    ["FROM node:[|22.1.0-slim|]", `FROM node:${newestNode(22)}-slim`],
    ["FROM node:[|24.1.0-alpine3.22|]", "FROM node:24.19.0-alpine3.23"],
    ["FROM node:[|22.9.0-alpine3.23|]", "FROM node:22.23.2-alpine3.23"],
    // A package is pinned to what one release of Alpine has.
    [
      "FROM node:[|24.5.0-alpine3.22|]\nRUN apk add tini=0.19.0-r3",
      "FROM node:24.16.0-alpine3.22\nRUN apk add tini=0.19.0-r3",
      { remains: true },
    ],
    ["FROM node:[|24.1.0-alpine3.20|]\nRUN apk add tini=0.19.0-r3", undefined],
    ["FROM node:[|20.9.0-alpine|]\nRUN apk add tini=0.19.0-r3", undefined],
    [
      "FROM node:[|20.9.0|] AS build\nFROM node:[|20.9.0-slim|]\n",
      "FROM node:20.20.2 AS build\nFROM node:20.20.2-slim\n",
    ],
    [
      "ARG NODE_VERSION=20.9.0\nFROM [|node:${NODE_VERSION}|] AS build\nFROM [|node:${NODE_VERSION}-slim|]\n",
      "ARG NODE_VERSION=20.20.2\nFROM node:${NODE_VERSION} AS build\nFROM node:${NODE_VERSION}-slim\n",
    ],
    [`FROM node:[|20.9.0|]@${digest}`, undefined],
    ["FROM node:[|13.7.0|]", "FROM node:13.14.0", { message: "security fixes" }],
  ],
  valid: [
    // A build has a context of that name in its place.
    [
      "FROM node:24.11.1-slim",
      {
        files: {
          "compose.yaml": `services:\n  a:\n    build:\n      context: .\n      additional_contexts:\n        node:24.11.1-slim: ./base\n`,
        },
      },
    ],
    "FROM node",
    "FROM node:20",
    "FROM node:20.20.2",
    "FROM node:20.20",
    `FROM node:${newest}`,
    "FROM node:lts",
    "FROM example/node:20.9.0",
    "FROM node:20.20.2 AS x\nFROM x",
  ],
} satisfies Cases;
