import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:24-slim\n# for the user\nUSER node\nRUN [|apt-get|] update && \\\n    apt-get install -y git\nCMD a\n",
      "FROM node:24-slim\nRUN apt-get update && \\\n    apt-get install -y git\n# for the user\nUSER node\nCMD a\n",
      { message: 'Only root may run "apt-get update", but this RUN works as "node"' },
    ],
    [
      "FROM alpine\nRUN adduser -D app\nUSER app\nWORKDIR /x\nRUN [|apk|] add --no-cache curl\nCMD a",
      "FROM alpine\nRUN adduser -D app\nUSER app\nWORKDIR /x\nUSER root\nRUN apk add --no-cache curl\nUSER app\nCMD a",
    ],
    // The user of the base image.
    [
      "FROM jenkins/jenkins:lts\nRUN [|apt-get|] update\n",
      "FROM jenkins/jenkins:lts\nUSER root\nRUN apt-get update\nUSER jenkins\n",
    ],
    ["FROM bitnami/redis\nRUN [|groupadd|] a\nUSER 1001", "FROM bitnami/redis\nUSER root\nRUN groupadd a\nUSER 1001"],
    // In two RUNs, one after the other.
    [
      "FROM debian\nuser 1000:1000\nrun [|useradd|] x\nrun [|update-ca-certificates|]\n",
      "FROM debian\nrun useradd x\nrun update-ca-certificates\nuser 1000:1000\n",
    ],
    // A later stage goes on as the user of an earlier one.
    [
      "FROM debian AS a\nUSER nobody\nFROM a\nRUN [|ldconfig|]",
      "FROM debian AS a\nUSER nobody\nFROM a\nUSER root\nRUN ldconfig\nUSER nobody",
    ],
    [
      "FROM node:24-slim\nUSER node\nRUN cd /opt; [|dpkg|] -i /tmp/a.deb\n",
      "FROM node:24-slim\nRUN cd /opt; dpkg -i /tmp/a.deb\nUSER node\n",
    ],
    [
      "FROM debian\nUSER 1001:0\nRUN <<EOF\n[|apt-get|] -qq -y install curl\nEOF",
      "FROM debian\nRUN <<EOF\napt-get -qq -y install curl\nEOF\nUSER 1001:0",
    ],
    // Owners.
    [
      "FROM node:24-slim\nWORKDIR /app\nUSER node\nRUN [|chown|] -R node:node /app\n",
      "FROM node:24-slim\nWORKDIR /app\nRUN chown -R node:node /app\nUSER node\n",
      { message: '"chown"' },
    ],
    [
      "FROM node:24-slim\nUSER node\nWORKDIR /app\nRUN [|chown|] root:root /app",
      "FROM node:24-slim\nUSER node\nWORKDIR /app\nUSER root\nRUN chown root:root /app\nUSER node",
    ],
    [
      "FROM node:24-slim\nUSER node\nWORKDIR /app\nCOPY a.js ./\nRUN [|chown|] node a.js",
      "FROM node:24-slim\nUSER node\nWORKDIR /app\nCOPY a.js ./\nUSER root\nRUN chown node a.js\nUSER node",
      { files: { "a.js": "" } },
    ],
    // A user whose name nobody knows cannot be named again.
    [
      "FROM debian\nARG N=1000\nUSER $N\nRUN [|apt-get|] update",
      "FROM debian\nARG N=1000\nRUN apt-get update\nUSER $N",
    ],
  ],
  valid: [
    "FROM debian\nRUN apt-get update\nUSER 1000",
    "FROM debian\nUSER 1000\nUSER root\nRUN apt-get update",
    "FROM debian\nUSER 0:1000\nRUN apt-get update",
    "FROM debian\nRUN useradd -o -u 0 toor\nUSER toor\nRUN apt-get update",
    "FROM example.org/base\nRUN apt-get update",
    "FROM debian\nUSER $N\nRUN apt-get update",
    "FROM debian\nUSER 1000\nRUN sudo apt-get update",
    "FROM debian\nUSER 1000\nRUN apt-get update || true",
    "FROM debian\nUSER 1000\nRUN apt-get update; true",
    "FROM debian\nUSER 1000\nRUN a && apt-get update && b || echo no",
    "FROM debian\nUSER 1000\nRUN if [ $(id -u) = 0 ]; then apt-get update; fi",
    'FROM debian\nUSER 1000\nRUN [ "$(id -u)" = 0 ] && apt-get update',
    "FROM debian\nUSER 1000\nRUN apt-get download curl && apt-get --help && apt-get -s install curl",
    "FROM debian\nUSER 1000\nRUN apt-get -o Dir::State=/tmp/x update",
    "FROM alpine\nUSER 1000\nRUN apk add --root /tmp/x curl",
    "FROM debian\nUSER 1000\nRUN ldconfig -p",
    "FROM debian\nRUN chmod u+s /usr/bin/apt-get\nUSER 1000\nRUN apt-get update",
    "FROM debian\nRUN chown -R 1000 /etc /usr/share/ca-certificates\nUSER 1000\nRUN update-ca-certificates",
    "FROM node:24-slim\nUSER node\nWORKDIR /app\nRUN chown node:node /app && chgrp node /app",
    "FROM node:24-slim\nUSER node\nRUN chown node:node $HOME/x /unknown/y",
    "FROM debian\nUSER 1000\nRUN echo apt-get update",
    "FROM debian\nUSER 1000\nONBUILD RUN apt-get update",
    "FROM debian\nUSER 1000\nCMD apt-get update",
    "FROM debian\nUSER 1000\nRUN fakeroot apt-get update && gosu root apt-get update",
    "FROM mcr.microsoft.com/windows/nanoserver\nRUN useradd x",
  ],
} satisfies Cases;
