import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:24-slim\nENV PATH=[|/app/bin|]\nRUN npm --version",
      "FROM node:24-slim\nENV PATH=/app/bin:$PATH\nRUN npm --version",
    ],
    [
      "FROM debian:13-slim\nENV A=1 PATH=[|'/app/bin:$PATH'|]\nRUN mkdir /x",
      'FROM debian:13-slim\nENV A=1 PATH="/app/bin:$PATH"\nRUN mkdir /x',
      { message: "single quotes" },
    ],
    [
      'FROM node:24-slim\nENV PATH [|/a:/b|]\nCMD ["node", "a.js"]',
      'FROM node:24-slim\nENV PATH /a:/b:$PATH\nCMD ["node", "a.js"]',
    ],
  ],
  valid: [
    "FROM node:24-slim\nENV PATH=/app/bin:$PATH\nRUN npm --version",
    'FROM node:24-slim\nENV PATH="/app/bin:${PATH}"\nRUN npm --version',
    "FROM debian:13-slim\nENV PATH=/app/bin:/usr/bin:/bin\nRUN mkdir /x",
    "FROM debian:13-slim\nENV PATH=/app/bin\nENV PATH=/usr/bin:/bin\nRUN mkdir /x",
    "FROM debian:13-slim\nENV PATH=/app/bin\nRUN PATH=/bin mkdir /x",
    "FROM debian:13-slim\nENV PATH=/app/bin\nRUN /bin/mkdir /x",
    'FROM debian:13-slim\nENV PATH=/app/bin\nCMD ["/app/bin/server"]',
    // The environment has its own.
    'FROM python:3.13-slim\nENV PATH=/venv/bin\nCMD ["python", "a.py"]',
    'FROM scratch\nENV PATH=/app\nCMD ["server"]',
    "FROM example.org/tools\nENV PATH=/app/bin\nRUN mkdir /x",
  ],
} satisfies Cases;
