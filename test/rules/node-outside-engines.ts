import { lowestNode, recommendedNode } from "../../server/data/node";
import type { Cases } from "../cases";

const newest = (range: string) => recommendedNode("2026-11-23", range)?.version;
const engines = (node: string) => ({ files: { "package.json": JSON.stringify({ engines: { node } }) } });

export default {
  invalid: [
    [
      "FROM node:[|18|]",
      `FROM node:${lowestNode("2026-11-23", 18, { ranges: [">=22"] })?.version}`,
      { ...engines(">=22"), message: ">=22" },
    ],
    [
      "FROM node:[|20.9.0-alpine|] AS a\nFROM node:[|18|]",
      `FROM node:${newest("^22.1")}-alpine AS a\nFROM node:${newest("^22.1")}`,
      engines("^22.1"),
    ],
    ["FROM node:[|24-slim|]", `FROM node:${newest("<24")}-slim`, engines("20.x || 22.x")],
    [
      "FROM node:[|24|]@sha256:0123456789012345678901234567890123456789012345678901234567890123",
      undefined,
      engines("22"),
    ],
    ["FROM node:[|20|]", undefined, engines(">=98")],
  ],
  valid: [
    "FROM node:18",
    ["FROM node:22", engines(">=22.5")],
    ["FROM node:22.1", engines(">=22.1.3")],
    ["FROM node:22.23.2-slim", engines("^22")],
    ["FROM node\nFROM node:lts\nFROM node:latest\nFROM node:iron", engines("^99")],
    ["FROM node:18", engines("what you like")],
    ["FROM node:18", { files: { "package.json": "{}" } }],
    ["FROM debian:12", engines("^22")],
  ],
} satisfies Cases;
