import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:24-slim\nRUN addgroup [|-S|] app && adduser [|-S|] -G app app",
      "FROM node:24-slim\nRUN addgroup --system app && adduser --system --ingroup app app",
    ],
    [
      "FROM debian:12\nRUN adduser [|-D|] app",
      'FROM debian:12\nRUN adduser --disabled-password --gecos "" app',
      { message: "The adduser of Debian does not know" },
    ],
    [
      "FROM python:3.13-slim\nRUN adduser [|-SDH|] app",
      "FROM python:3.13-slim\nRUN adduser --system --no-create-home app",
    ],
    [
      "FROM ubuntu:22.04\nRUN adduser -u 1001 [|-D|] -g 'An app' -h /srv -s /bin/false app",
      "FROM ubuntu:22.04\nRUN adduser --disabled-password --uid 1001 --gecos 'An app' --home /srv --shell /bin/false app",
    ],
    ["FROM debian:12\nRUN addgroup [|-g|] 1001 app", "FROM debian:12\nRUN addgroup --gid 1001 app"],
    [
      "FROM debian:12\nRUN adduser --system [|-H|] app",
      "FROM debian:12\nRUN adduser --system --no-create-home app",
      { message: "makes no account" },
    ],
    ["FROM debian:12\nRUN adduser [|-D|] \\\n    app", undefined],
    [
      "FROM node:24-alpine\nRUN adduser --system [|--group|] app",
      undefined,
      { message: "The adduser of BusyBox, which Alpine has, does not know" },
    ],
    ["FROM alpine:3.22 AS base\nFROM base\nRUN adduser [|--disabled-login|] app", undefined],
  ],
  valid: [
    "FROM alpine:3.22\nRUN addgroup --system --gid 1001 app",
    "FROM node:24-alpine\nRUN addgroup -S app && adduser -S -D -H -G app app",
    "FROM node:24-alpine\nRUN adduser --system --ingroup app --uid=1001 --disabled-password --gecos '' app",
    "FROM debian:12\nRUN adduser --system --group app && adduser -u 1001 -q --disabled-login app",
    "FROM debian:12\nRUN adduser -D app || adduser --disabled-password app",
    "FROM debian:12\nRUN if [ -f /etc/alpine-release ]; then adduser -D app; else useradd app; fi",
    "FROM debian:12\nRUN adduser -D app; true",
    "FROM fedora:42\nRUN adduser -D app",
    "FROM example.org/base\nRUN adduser -D app",
    "ARG BASE=debian:12\nFROM $BASE\nRUN adduser -D app",
  ],
} satisfies Cases;
