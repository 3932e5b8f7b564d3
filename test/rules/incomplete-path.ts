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
    "FROM debian:13-slim\nENV PATH=/app/bin PATH=/usr/bin\nRUN mkdir /x",
    "FROM debian:13-slim\nENV PATH=/usr/lib/../bin\nRUN mkdir /x",
    // The folder has them, too.
    "FROM debian:13-slim\nRUN ln -s /usr/bin /b\nENV PATH=/b\nRUN mkdir /x",
    "FROM debian:13-slim\nCOPY --from=busybox:1 /bin /tools\nENV PATH=/tools\nRUN mkdir /x",
    // Settings of the shell, a function, and a failure that is caught.
    'FROM debian:13-slim\nSHELL ["/bin/bash", "-lc"]\nENV PATH=/app/bin\nRUN mkdir /x',
    "FROM debian:13-slim\nENV PATH=/app/bin\nRUN . /etc/profile && mkdir /x",
    'FROM debian:13-slim\nENV PATH=/app/bin\nRUN mkdir() { /bin/mkdir "$@"; }; mkdir /x',
    "FROM debian:13-slim\nENV PATH=/app/bin\nRUN mkdir /x || /bin/mkdir /x",
  ],
} satisfies Cases;
