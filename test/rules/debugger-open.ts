import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM node:24\nCMD ["node", [|"--inspect=0.0.0.0:9229"|], "serve.js"]', undefined],
    ["FROM node:24\nENV [|NODE_OPTIONS=--inspect=0.0.0.0|]\nRUN ls", "FROM node:24\nRUN ls"],
    ["FROM python:3.14\nENV A=b [|FLASK_DEBUG=true|]\n", undefined],
  ],
  valid: [
    'FROM node:24\nCMD ["node", "--inspect", "serve.js"]',
    'FROM node:24\nCMD ["node", "--inspect=127.0.0.1:9229", "serve.js"]',
    "FROM python:3.14\nENV FLASK_DEBUG=0\n",
    "FROM python:3.14 AS dev\nENV FLASK_DEBUG=1\n",
  ],
} satisfies Cases;
