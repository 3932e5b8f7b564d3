import { newestCycle } from "../../server/stage/baseImage";
import type { Cases } from "../cases";

const digest = `sha256:${"7959ed6f".repeat(8)}`;
const newest = (name: string) => newestCycle(name, "2026-11-23")?.cycle;

export default {
  invalid: [
    // That there is no such tag is told first.
    ["FROM nginx:[|1.14-strech|]", undefined, { severity: "hint" }],
    [
      "FROM debian:13\nCOPY --from=python:[|3.7|] /usr/local /usr/local\n",
      `FROM debian:13\nCOPY --from=python:${newest("python")} /usr/local /usr/local\n`,
    ],
    [
      "FROM debian:[|9|]",
      "FROM debian:13",
      { message: "debian 9 has had no security fixes since 2022-07-01; 13 is supported" },
    ],
    ["FROM debian:[|stretch-slim|]", "FROM debian:trixie-slim"],
    // Another rule says that it is kept up no longer.
    ["FROM openjdk:8u171-jre-[|alpine3.8|]", undefined, { severity: "hint" }],
    ["FROM debian:[|stretch-20210101-slim|]", undefined],
    ["FROM ubuntu:[|18.04|]", "FROM ubuntu:26.04"],
    ["FROM ubuntu:[|bionic|]", "FROM ubuntu:resolute"],
    ["FROM alpine:[|3.12.1|]", `FROM alpine:${newest("alpine")}`],
    ["FROM python:[|3.7-slim|]", `FROM python:${newest("python")}-slim`],
    ["FROM python:[|3.7-alpine3.22|]", undefined],
    ["FROM golang:[|1.12|] AS build\nFROM scratch\n", `FROM golang:${newest("golang")} AS build\nFROM scratch\n`],
    ["FROM centos:[|7|]", undefined],
    [`FROM debian:[|9|]@${digest}`, undefined],
    ["FROM gcr.io/distroless/nodejs14-debian12:[|nonroot|]", undefined],
    ["FROM mcr.microsoft.com/dotnet/sdk:[|5.0|]", undefined],
    // The newest line has no image of that kind.
    ["FROM traefik:[|v1.7-alpine|]", undefined, { message: "3.7 is supported" }],
    ["FROM tomcat:[|8-alpine|]", undefined],
    // Of several lines, the one with the longest support counts.
    [
      "FROM mongo:[|5|]",
      `FROM mongo:${newest("mongo")}`,
      { message: "mongo 5.0 has had no security fixes since 2024-10-31" },
    ],
    // The branch of nginx that the image is of.
    ["FROM nginx:[|1.26|]", "FROM nginx:1.30", { message: "1.30 is supported" }],
    ["FROM nginx:[|1.29.1-alpine|]", "FROM nginx:1.31-alpine", { message: "1.31 is supported" }],
    ["FROM nginxinc/nginx-unprivileged:[|1.26|]", undefined, { message: "1.30 is supported" }],
    // The version stands in the name.
    [
      "FROM [|registry.access.redhat.com/ubi8/nodejs-12|]",
      undefined,
      { message: "ubi8/nodejs-12 has had no security fixes since 2022-04-30" },
    ],
    [
      "FROM golang:[|1.12|]\nRUN go build\n",
      `FROM golang:${newest("golang")}\nRUN go build\n`,
      { severity: "warning" },
    ],
    // Nobody tells until when it is supported, and the whole line has left the list.
    ["FROM swift:[|4.2|]", undefined, { severity: "info", message: "No image of swift 4 is built any more" }],
    ["FROM clojure:[|temurin-19-alpine|]", undefined, { severity: "info", message: "No image of clojure temurin-19" }],
    ["FROM composer:[|1|] AS build", undefined, { severity: "info" }],
    // The distribution inside.
    [
      "FROM node:20.9.0-[|buster|]-slim",
      "FROM node:20.20.2-bookworm-slim",
      { message: "Debian buster has had no security fixes since 2024-06-30" },
    ],
    ["FROM node:20-[|alpine3.16|]", "FROM node:20.20.2-alpine", { message: "Alpine 3.16" }],
    ["FROM node:14.21.3-[|buster|]", undefined],
    ["FROM python:3.12-slim-[|buster|]", undefined],
    ["FROM [|example/app:1-${X:-buster}|]", undefined],
    ["FROM example/app:1-[|stretch|]", undefined],
    // The image alone has left a release that has support.
    [
      "FROM golang:1-[|alpine3.22|]",
      "FROM golang:1-alpine3.23",
      {
        severity: "info",
        message:
          'golang is no longer built on Alpine 3.22, so that "1-alpine3.22" stays as it is, without fixes; "1-alpine3.23" gets them',
      },
    ],
    ["FROM golang:[|alpine3.22|] AS build", "FROM golang:alpine3.23 AS build", { severity: "info" }],
    ["FROM httpd:2.4-[|bookworm|]", "FROM httpd:2.4-trixie", { message: "no longer built on Debian bookworm" }],
    [
      "FROM python:3.13-[|alpine3.22|]",
      undefined,
      { severity: "warning", today: "2027-06-01", message: "Alpine 3.22 has had" },
    ],
  ],
  valid: [
    // One version stays as it is, a tag of the day moves, and with a digest none counts.
    "FROM golang:1.26.1-alpine3.22",
    "FROM golang:1-alpine3.23",
    "FROM golang:1-alpine3.30",
    `FROM golang:1-alpine3.22@${digest}`,
    "FROM example/golang:1-alpine3.22",
    // A build has a context of that name in its place.
    [
      "FROM debian:9",
      {
        files: {
          "compose.yaml": `services:\n  a:\n    build:\n      context: .\n      additional_contexts:\n        debian:9: ./base\n`,
        },
      },
    ],
    "FROM node:14",
    "FROM debian:13",
    "FROM registry.access.redhat.com/ubi9/nodejs-22",
    // It stands for 7.0, which outlives 7.3.
    "FROM mongo:7",
    "FROM swift:6.0",
    "FROM swift:99.1",
    "FROM gradle:8.5-jdk17",
    "FROM maven:3.6.3-jdk-8",
    ["FROM debian:9", { today: "2022-07-01" }],
    "FROM debian",
    "FROM debian:stable",
    "FROM python:3",
    "FROM alpine:$V",
    "FROM node:24-bookworm",
    "FROM example/debian:9",
    "FROM scratch",
  ],
} satisfies Cases;
