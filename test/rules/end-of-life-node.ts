import { lowestNode } from "../../server/data/node";
import type { Cases } from "../cases";

// No further than support demands.
const newest = lowestNode("2026-11-23", 14, {})?.version;
const digest = `sha256:${"7959ed6f".repeat(8)}`;
const engines = (range: string) => ({ "package.json": `{"engines":{"node":"${range}"}}` });

export default {
  invalid: [
    // That there is no such tag is told first.
    ["FROM node:[|12.8.3|]", `FROM node:${newest}`, { severity: "hint" }],
    [
      "FROM node:[|20.20.2-bookworm-slim|]\nRUN corepack enable",
      `FROM node:${newest}-bookworm-slim\nRUN corepack enable`,
      { message: "22 is in long-term support" },
    ],
    [
      "FROM node:[|14|]",
      `FROM node:${newest}`,
      { message: "Node.js 14 has had no security fixes since 2023-04-30; 22 is" },
    ],
    ["FROM node:[|14.21.3-slim|]", `FROM node:${newest}-slim`],
    ["FROM node:[|16-alpine3.15|]", `FROM node:${newest}-alpine`],
    ["FROM node:[|fermium-bullseye-slim|]", `FROM node:${newest}-bookworm-slim`],
    ["FROM node:[|18-bookworm|]", `FROM node:${newest}-bookworm`],
    ["FROM node:[|21|]", `FROM node:${newest}`],
    ["FROM node:[|0.10|]", `FROM node:${newest}`],
    ["FROM node:[|14|]", `FROM node:${newest}`, { files: engines(">=14 <25") }],
    ["FROM node:[|18|]", "FROM node:24.22.0", { files: engines(">=24") }],
    ["FROM node:[|18-bullseye|]", `FROM node:${newest}-bookworm`, { files: engines(">=18") }],
    ["FROM node:[|20-alpine3.23|]", "FROM node:22.23.2-alpine3.23"],
    ["FROM node:[|20-alpine3.19|]\nRUN apk add a=1", undefined],
    ["FROM node:[|18-bullseye|]\nRUN apt-get install a=1", undefined],
    ["FROM node:[|18-bookworm|]\nRUN apt-get install a=1", `FROM node:${newest}-bookworm\nRUN apt-get install a=1`],
    ["FROM node:[|14|]", `FROM node:${newest}`, { files: engines("14.x") }],
    ["FROM node:[|14|] AS build\nFROM nginx:1.30\n", `FROM node:${newest} AS build\nFROM nginx:1.30\n`],
    ["ARG V=14\nFROM [|node:${V}-slim|]\n", `ARG V=${newest}\nFROM node:\${V}-slim\n`],
    [`FROM node:[|14|]@${digest}`, undefined],
    ["FROM node:[|20|]", `FROM node:${newest}`, { today: "2026-11-23" }],
  ],
  valid: [
    // A build has a context of that name in its place.
    [
      "FROM node:14",
      {
        files: {
          "compose.yaml": `services:\n  a:\n    build:\n      context: .\n      additional_contexts:\n        node:14: ./base\n`,
        },
      },
    ],
    "FROM node",
    "FROM node:lts",
    "FROM node:24",
    "FROM node:99",
    ["FROM node:20", { today: "2026-04-30" }],
    "FROM node:14-windowsservercore",
    "FROM example/node:14",
    "FROM node:${V}",
    "FROM node:24 AS node14\nFROM node14",
  ],
} satisfies Cases;
