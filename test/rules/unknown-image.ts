import type { Cases } from "../cases";

export default {
  invalid: [
    // That the image is retired is told as the warning.
    ["FROM openjdk:[|17.0.99-slim|]", "FROM openjdk:17.0.2-slim", { severity: "hint" }],
    ["FROM node:[|24.1.0-bookwrm|]", "FROM node:24.1.0-bookworm", { message: 'did you mean "24.1.0-bookworm"' }],
    ["FROM debian:[|bookwarm-slim|]", "FROM debian:bookworm-slim"],
    ["FROM docker.io/library/node:[|20-alpin|] AS build", "FROM docker.io/library/node:20-alpine AS build"],
    ["FROM python:[|3.12-bookworm-slim|]", "FROM python:3.12-slim-bookworm"],
    ["FROM python:[|3.12_slim|]", "FROM python:3.12-slim"],
    ["FROM node:[|20alpine|]", "FROM node:20-alpine"],
    ["FROM node:[|20-Alpine|]", "FROM node:20-alpine"],
    ["FROM node:[|v20|]", "FROM node:20"],
    // The version may be newer than the table, the word is wrong all the same.
    ["FROM node:[|26.30.0-trixe|]", "FROM node:26.30.0-trixie"],
    // No version of these has so many numbers.
    ["FROM debian:[|13.6.330|]", "FROM debian:13.6", { message: 'did you mean "13.6"' }],
    ["FROM python:[|3.12.1.7-slim|]", "FROM python:3.12.1-slim"],
    ["FROM alpine:[|3.22.1.4|]", "FROM alpine:3.22.1"],
    // Never released, and the line has ended.
    ["FROM node:[|21.9.1|]", "FROM node:21.7.3", { remains: true }],
    ["FROM node:[|24.1.0-alpine3.10|]", undefined],
    ["FROM node:[|26-buster|]", undefined],
    ["FROM node:[|24-alpine-slim|]", undefined],
    ["FROM node:[|20-lts|]", undefined],
    // A distribution that had ended does not come to an image any more.
    ["FROM postgres:[|16-wheezy|]", undefined],
    ["FROM elixir:[|1.16.3-alpine3.3|]", undefined],
    ["FROM [|alpin|]:3.20", "FROM alpine:3.20", { message: 'did you mean "alpine"' }],
    ["FROM [|ndoe|]", "FROM node"],
    ["FROM [|nodejs|]:20-slim", "FROM node:20-slim"],
    ["ARG TAG=20-alpin\nFROM [|node:${TAG}|]", "ARG TAG=20-alpine\nFROM node:${TAG}", { severity: "warning" }],
    ["ARG VERSION=0.0.0\nFROM [|node:${VERSION}|]", "ARG VERSION=0.12.18\nFROM node:${VERSION}", { severity: "info" }],
    [
      "FROM debian:13\nCOPY --from=nginx:[|1.27-alpin|] /etc/nginx /etc/nginx\n",
      "FROM debian:13\nCOPY --from=nginx:1.27-alpine /etc/nginx /etc/nginx\n",
    ],
    [
      "FROM debian:13\nRUN --mount=type=bind,from=golang:[|1.24-bookwrm|],target=/g ls /g\n",
      "FROM debian:13\nRUN --mount=type=bind,from=golang:1.24-bookworm,target=/g ls /g\n",
    ],
    // The registry knows better.
    ["FROM example/app:[|2|]", undefined, { registry: { "example/app:2": "absent" }, severity: "error" }],
    [
      "FROM node:[|20-alpin|]",
      "FROM node:20-alpine",
      { registry: { "node:20-alpin": "absent" }, severity: "error", message: "The registry" },
    ],
  ],
  valid: [
    ["FROM node:20-alpin", { registry: { "node:20-alpin": {} } }],
    "FROM node:24.1.0-bookworm",
    "FROM arm64v8/node:20-slim",
    // These may have come since.
    "FROM node:24.30.0",
    "FROM node:27-trixie",
    "FROM node:24-alpine3.25",
    "FROM node:24-forky-slim",
    "FROM debian:14-slim",
    "FROM debian:bookworm-20261101-slim",
    "FROM postgres:17.40-alpine",
    "FROM php:8.6.0RC1-fpm-alpine3.25",
    "FROM debian:13.40",
    "FROM ubuntu:24.04.9",
    // Builds are counted anew with each version, and Java has had versions of four numbers.
    "FROM eclipse-temurin:25.0.5_6-jdk",
    "FROM eclipse-temurin:25.0.4.1_1-jre",
    "FROM eclipse-temurin:8u512-b05-jdk",
    "FROM php:8.6.0RC2-cli",
    "FROM ruby:4.1.0-preview2",
    // A digest says what is meant.
    `FROM node:20-alpin@sha256:${"a".repeat(64)}`,
    // Nobody knows what others have.
    "FROM registry.example.com/node:20-alpin",
    "FROM example/node:20-alpin",
    "FROM base",
    "FROM code:20",
    "FROM nodes",
    "FROM python3:3.12",
    "FROM alpine AS alpin\nFROM alpin",
    [
      "ARG TAG=20-alpin\nFROM node:${TAG}",
      {
        files: {
          "compose.yaml": "services:\n  app:\n    build:\n      context: .\n      args:\n        TAG: 20-alpine\n",
        },
      },
    ],
  ],
} satisfies Cases;
