import { recommendedNode } from "../../server/data/node";
import type { Cases } from "../cases";

const newest = recommendedNode("2026-11-23")?.version;
const digest = `sha256:${"7959ed6f".repeat(8)}`;
const engines = (range: string) => ({ "package.json": `{"engines":{"node":"${range}"}}` });

export default {
  invalid: [
    [
      "FROM node:[|20.20.2-bookworm-slim|]\nRUN corepack enable",
      `FROM node:${recommendedNode("2026-11-23", "<25")?.version}-bookworm-slim\nRUN corepack enable`,
      { message: "24 is in long-term support" },
    ],
    [
      "FROM node:[|14|]",
      `FROM node:${newest}`,
      { message: "Node.js 14 has had no security fixes since 2023-04-30; 26 is" },
    ],
    ["FROM node:[|14.21.3-slim|]", `FROM node:${newest}-slim`],
    ["FROM node:[|16-alpine3.15|]", `FROM node:${newest}-alpine`],
    ["FROM node:[|fermium-bullseye-slim|]", `FROM node:${newest}-trixie-slim`],
    ["FROM node:[|18-bookworm|]", `FROM node:${newest}-bookworm`],
    ["FROM node:[|21|]", `FROM node:${newest}`],
    ["FROM node:[|0.10|]", `FROM node:${newest}`],
    ["FROM node:[|14|]", `FROM node:${recommendedNode("2026-11-23", "<25")?.version}`, { files: engines(">=14 <25") }],
    ["FROM node:[|14|]", `FROM node:${newest}`, { files: engines("14.x") }],
    ["FROM node:[|14|] AS build\nFROM nginx:1.30\n", `FROM node:${newest} AS build\nFROM nginx:1.30\n`],
    ["ARG V=14\nFROM [|node:${V}-slim|]\n", `ARG V=${newest}\nFROM node:\${V}-slim\n`],
    [`FROM node:[|14|]@${digest}`, undefined],
    ["FROM node:[|20|]", `FROM node:${newest}`, { today: "2026-11-23" }],
  ],
  valid: [
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
