import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM scratch\nUSER [|root|]", undefined],
    ["FROM scratch\n# hadolint ignore=DL3001\nUSER [|root|]\n", undefined],
    ['FROM node:24\nUSER [|root|]\nCMD ["node", "a.js"]', 'FROM node:24\nUSER node\nCMD ["node", "a.js"]'],
    [
      "FROM node:24\nUSER node\nRUN npm ci\nUSER [|0:0|]\nEXPOSE 80",
      "FROM node:24\nUSER node\nRUN npm ci\nUSER node\nEXPOSE 80",
    ],
    [
      'FROM node:24\nUSER [|root|]\nRUN apt-get update && \\\n    # curl\n    apt-get install -y curl\nCMD ["node", "a.js"]',
      'FROM node:24\nUSER root\nRUN apt-get update && \\\n    # curl\n    apt-get install -y curl\nUSER node\nCMD ["node", "a.js"]',
    ],
    // Back to the user of the base image, or to the one before.
    [
      "FROM jenkins/jenkins:lts\nUSER [|root|]\nRUN apt-get update",
      "FROM jenkins/jenkins:lts\nUSER root\nRUN apt-get update\nUSER jenkins",
    ],
    [
      "FROM example.org/base\nUSER 1001\nRUN a\nUSER [|root|]\nRUN b\n",
      "FROM example.org/base\nUSER 1001\nRUN a\nUSER root\nRUN b\nUSER 1001\n",
    ],
    ["FROM example.org/base\nUSER [|root|]\nRUN b", undefined],
    // From a parent stage, and by a variable.
    [
      'FROM node:24 AS base\nUSER [|root|]\nFROM base\nCMD ["node", "a.js"]',
      'FROM node:24 AS base\nUSER root\nFROM base\nUSER node\nCMD ["node", "a.js"]',
    ],
    ["FROM node:24\nARG WHO=root\nUSER [|${WHO}|]", "FROM node:24\nARG WHO=root\nUSER node"],
    // The account is created, and gets the files of the app.
    [
      'FROM python:3.13\nUSER [|root|]\nWORKDIR /app\nCOPY . .\nCMD ["python", "a.py"]',
      'FROM python:3.13\nRUN groupadd --system app && useradd --system --create-home --gid app app\nUSER root\nWORKDIR /app\nCOPY --chown=app:app . .\nUSER app\nCMD ["python", "a.py"]',
    ],
  ],
  valid: [
    "FROM scratch\nUSER foo",
    "FROM scratch\nUSER root\nRUN something\nUSER foo",
    "FROM ubuntu\n# hadolint ignore=DL3002\nUSER root\n",
    "FROM scratch\n# hadolint ignore=DL3001,DL3002\nUSER root\n",
    "FROM debian AS base\nUSER root\nRUN something\nFROM scratch\nUSER foo\nRUN something else",
    "FROM node:24\nONBUILD USER root",
    "FROM node:24\nARG WHO\nUSER $WHO",
    'FROM node:24\nUSER root\nENTRYPOINT ["gosu", "node", "node", "a.js"]',
    "FROM postgres:17\nUSER root",
    'FROM node:24\nUSER root\nENTRYPOINT ["sudo", "-E", "-u", "node", "node", "a.js"]',
    "FROM node:24\nUSER",
  ],
} satisfies Cases;
