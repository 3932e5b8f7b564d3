import { recommendedNode } from "../../server/data/node";
import type { Cases } from "../cases";

const newest = recommendedNode("2026-11-23");
const digest = `sha256:${"7959ed6f".repeat(8)}`;

export default {
  invalid: [
    ["FROM node:[|latest|]\nCOPY server.js .\n", `FROM node:${newest?.version}-trixie-slim\nCOPY server.js .\n`],
    [
      `FROM node:[|latest|] AS build\nRUN npm ci\nFROM node:lts-alpine@${digest}\n`,
      `FROM node:${newest?.version}-trixie AS build\nRUN npm ci\nFROM node:lts-alpine@${digest}\n`,
    ],
    [
      "# The build.\nFROM node:[|latest|] AS build # here\nRUN npm ci\nFROM node:20.9.0-bullseye-slim\n",
      "# The build.\nFROM node:20.9.0-bullseye AS build # here\nRUN npm ci\nFROM node:20.9.0-bullseye-slim\n",
    ],
    ["FROM debian:[|latest|]\n", "FROM debian:13\n", { message: '"debian:latest" is whatever' }],
    ["FROM registry.example.com:5000/team/app:[|latest|]\n", undefined],
    ["ARG TAG=latest\nFROM [|python:${TAG}|]\n", "ARG TAG=3.14\nFROM python:${TAG}\n"],
    // The same variable for another image: its default cannot be a version of both.
    ["ARG TAG=latest\nFROM [|python:${TAG}|] AS a\nFROM [|node:${TAG}|]\n", undefined],
  ],
  valid: [
    "FROM debian:jessie",
    "FROM node",
    "FROM node:latest-slim",
    `FROM hub.docker.io/debian:latest@${digest}`,
    "ARG TAG\nFROM node:$TAG",
    "FROM node:24 AS latest\nFROM latest",
  ],
} satisfies Cases;
