import { newestNode, recommendedNode } from "../../server/data/node";
import { nodeOnAlpine } from "../../server/data/nodeAlpine";
import { fullVersion } from "../../server/stage/officialTags";
import type { Cases } from "../cases";

const newest = recommendedNode("2026-11-23");
const digest = `sha256:${"7959ed6f".repeat(8)}`;

/** Before the line ended. */
const supported = { today: "2026-01-15" };

export default {
  invalid: [
    ["FROM oven/bun:[|1-slim|]", undefined, { message: "every release of Bun 1" }],
    ["FROM oven/bun:[|alpine|]", undefined, { message: "names no version of Bun" }],
    ["FROM denoland/deno:[|alpine|]", undefined],
    [
      "FROM oven/bun:[|1-slim|]",
      "FROM oven/bun:1.2.20-slim",
      { files: { "package.json": '{"packageManager": "bun@1.2.20"}' } },
    ],
    ["FROM node:[|20|]", "FROM node:20.20.2-bookworm", { ...supported, message: "every release of Node.js 20" }],
    ["FROM node:[|20-slim|]", "FROM node:20.20.2-bookworm-slim", supported],
    ["FROM node:[|20-slim|]", "FROM node:20.20.2-slim", { ...supported, fix: "Use node:20.20.2-slim" }],
    // Another Debian may have other packages.
    [
      "FROM node:[|20|]\nRUN apt-get install -y libvips42\n",
      "FROM node:20.20.2\nRUN apt-get install -y libvips42\n",
      supported,
    ],
    [
      "FROM node:[|20|]\nRUN apt-get install -y curl dumb-init\n",
      "FROM node:20.20.2-bookworm\nRUN apt-get install -y curl dumb-init\n",
      supported,
    ],
    // The line has ended; which of its releases it is stays open all the same.
    ["FROM node:[|20|]", "FROM node:20.20.2-bookworm", { message: "the last one of Node.js 20 is 20.20.2" }],
    ["FROM node:[|20-alpine|]", "FROM node:20.20.2-alpine"],
    // What the project asks for.
    ["FROM node:[|lts|]", "FROM node:18.20.8-bookworm", { files: { "package.json": '{"engines": {"node": "18.x"}}' } }],
    ["FROM node:[|lts|]", "FROM node:20.20.2-trixie", { files: { "package.json": "{}", ".nvmrc": "v20.11.1\n" } }],
    ["FROM node:[|lts|]", "FROM node:20.20.2-trixie", { files: { "package.json": "{}", ".node-version": "lts/iron" } }],
    [
      "FROM node:[|lts|]",
      "FROM node:20.20.2-trixie",
      { files: { "package.json": '{"engines": {"node": ">=18"}, "volta": {"node": "20.1.0"}}' } },
    ],
    [
      "FROM node:[|lts|]",
      `FROM node:${newest?.version}-trixie`,
      { files: { "package.json": "{}", ".nvmrc": "lts/*" } },
    ],
    ["FROM node:[|lts-slim|]\nRUN corepack enable\n", `FROM node:${newestNode(24)}-trixie-slim\nRUN corepack enable\n`],
    ["FROM node:[|20-alpine|] AS build", "FROM node:20.20.2-alpine AS build", supported],
    ["FROM node:[|20-bookworm-slim|]", "FROM node:20.20.2-bookworm-slim", supported],
    ["FROM node:[|iron-bookworm|]", "FROM node:20.20.2-bookworm", supported],
    [
      "FROM node:[|20.20-slim|]",
      "FROM node:20.20.2-bookworm-slim",
      { ...supported, message: "every release of Node.js 20.20" },
    ],
    // The newest version is no longer built for these.
    ["FROM node:[|20-buster-slim|]", "FROM node:20.20.2-bullseye-slim", supported],
    ["FROM node:[|20-alpine3.18|]", "FROM node:20.20.2-alpine3.22", supported],
    // Left where they were when their Debian ended: no further than support demands.
    ["FROM node:[|lts-buster|]", "FROM node:22.23.2-trixie", { message: "some release of Node.js 20" }],
    ["FROM node:[|lts-bullseye-slim|]", `FROM node:${newestNode(24)}-trixie-slim`, { message: "Node.js 24" }],
    [
      "FROM node:[|lts-buster|]",
      `FROM node:${newestNode(24)}-trixie`,
      { files: { "package.json": '{"engines": {"node": "24.x"}}' } },
    ],
    ["FROM node:[|lts|]", `FROM node:${newest?.version}-trixie`, { message: "names no version" }],
    [
      "FROM node:[|lts|]",
      `FROM node:${newest?.major}-trixie`,
      { fix: `Use node:${newest?.major}-trixie`, remains: true },
    ],
    ["FROM node:[|lts-slim|]", `FROM node:${newest?.version}-trixie-slim`],
    ["FROM node:[|bookworm-slim|]", `FROM node:${newest?.version}-bookworm-slim`],
    ["FROM node:[|alpine|]", `FROM node:${newest?.version}-alpine`],
    ["FROM node:[|current-alpine3.18|]", `FROM node:${newest?.version}-alpine`],
    [
      "FROM node:[|current-alpine3.24|]",
      `FROM node:${nodeOnAlpine("3.24", newest?.major ?? 0)}-alpine3.24`,
      { message: "names no version" },
    ],
    // The version that another stage has.
    [
      "FROM node:[|lts|] AS build\nFROM node:20.9.0-bullseye-slim\n",
      "FROM node:20.9.0-bullseye AS build\nFROM node:20.9.0-bullseye-slim\n",
    ],
    [
      "ARG NODE_VERSION=20\nFROM [|node:${NODE_VERSION}-alpine|]\n",
      "ARG NODE_VERSION=20.20.2\nFROM node:${NODE_VERSION}-alpine\n",
      supported,
    ],
    [
      'ARG NODE_VERSION="20"\nFROM [|node:$NODE_VERSION|]\n',
      'ARG NODE_VERSION="20.20.2"\nFROM node:$NODE_VERSION\n',
      supported,
    ],
    ["FROM [|node:${NODE_VERSION:-20}|]\n", undefined, supported],
    [
      "FROM python:[|3|]",
      `FROM python:${fullVersion("python", "3")}`,
      { message: "from release line to release line" },
    ],
    ["FROM python:[|slim|]", undefined],
    ["FROM golang:[|1-alpine|]", `FROM golang:${fullVersion("golang", "1-alpine")}`],
    [
      "FROM python:[|3.14|]",
      `FROM python:${fullVersion("python", "3.14")}`,
      { message: "every release of python 3.14" },
    ],
    ["FROM python:[|3.14-slim|]", `FROM python:${fullVersion("python", "3.14-slim")}`],
    ["FROM postgres:[|16|]", `FROM postgres:${fullVersion("postgres", "16")}`],
    // A line that has gone back from its newest minor version.
    ["FROM mongo:[|7|]", `FROM mongo:${fullVersion("mongo", "7")}`, { message: "every release of mongo 7" }],
    // The version stands behind a word, or belongs to something else.
    [
      "FROM wordpress:[|cli-2.12|]",
      `FROM wordpress:${fullVersion("wordpress", "cli-2.12")}`,
      { message: "every release of wordpress cli-2.12," },
    ],
    ["FROM elixir:[|otp-28|]", undefined, { message: "names no version of elixir" }],
    // What is behind the release stays.
    ["FROM maven:[|3.9-eclipse-temurin-21|]", `FROM maven:${fullVersion("maven", "3.9")}-eclipse-temurin-21`],
    ["FROM nginx:[|stable-alpine|]", undefined],
    ["FROM debian:[|stable-slim|]", undefined],
    ["FROM alpine:[|edge|]", undefined],
    ["FROM alpine:[|3|]", undefined],
    ["FROM example/app:[|latest-alpine|]", undefined],
  ],
  valid: [
    // What only stands for a version.
    "ARG V=xxx\nFROM ruby:$V-slim",
    "FROM oven/bun:1.2.20-slim",
    "FROM denoland/deno:alpine-2.5.0",
    // A build has a context of that name in its place.
    [
      "FROM node:24-slim",
      {
        files: {
          "compose.yaml": `services:\n  a:\n    build:\n      context: .\n      additional_contexts:\n        node:24-slim: ./base\n`,
        },
      },
    ],
    // Nothing comes after the last release of a line; releases of a distribution get security fixes alone.
    "FROM python:3.13.0-slim",
    "FROM rust:1.70",
    "FROM alpine:3.22",
    // No longer built, never built, or with another part that moves on.
    "FROM golang:1-alpine3.12",
    "FROM haproxy:3",
    "FROM fluentd:v1.19-debian-1",
    // Tags that stay where they are.
    "FROM debian:testing-20260803",
    "FROM wordpress:cli-2.12.0",
    "FROM node:0.10",
    ["FROM node:20.9-slim", supported],
    "FROM node",
    "FROM node:latest",
    "FROM node:20.20.2",
    "FROM node:20.9.0-alpine3.18",
    `FROM node:20@${digest}`,
    `FROM node:lts@${digest}`,
    "FROM node:$VERSION",
    "FROM debian:bookworm-slim",
    "FROM debian:13",
    "FROM ubuntu:jammy-20240111",
    "FROM amazonlinux:2",
    "FROM amazonlinux:2023",
    "FROM wordpress:php8.2-apache",
    "FROM gcr.io/distroless/nodejs24-debian13:nonroot",
    "FROM example/app:1",
    "FROM node:20.20.2 AS lts\nFROM lts",
  ],
} satisfies Cases;
