import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM node:24\nCMD ["node", [|"--inspect=0.0.0.0:9229"|], "serve.js"]', undefined],
    [
      'FROM eclipse-temurin:21\nCMD ["java", [|"-agentlib:jdwp=transport=dt_socket,server=y,address=*:5005"|], "-jar", "a.jar"]',
      undefined,
    ],
    ["FROM eclipse-temurin:21\nENV A=b [|JAVA_TOOL_OPTIONS=-agentlib:jdwp=server=y,address=*:5005|]\n", undefined],
    ['FROM python:3.14\nCMD ["python", "-m", "debugpy", "--listen", [|"0.0.0.0:5678"|], "a.py"]', undefined],
    ['FROM golang:1.26\nENTRYPOINT ["dlv", "exec", "/a", "--headless", [|"--listen=:2345"|]]', undefined],
    ["FROM node:24\nCMD node migrate.js && node [|--inspect=0.0.0.0|] serve.js", undefined],
    [
      'FROM node:24\nWORKDIR /a\nCOPY . .\nCMD [[|"npm", "start"|]]',
      undefined,
      { files: { "package.json": '{"scripts": {"start": "node --inspect=0.0.0.0:9229 a.js"}}', "a.js": "" } },
    ],
    ["FROM node:24\nENV [|NODE_OPTIONS=--inspect=0.0.0.0|]\nRUN ls", "FROM node:24\nRUN ls"],
    ["FROM python:3.14\nENV A=b [|FLASK_DEBUG=true|]\n", undefined],
  ],
  valid: [
    // They are for the program.
    'FROM node:24\nCMD ["node", "-r", "./a.js", "serve.js", "--inspect=0.0.0.0"]',
    'FROM node:24\nENTRYPOINT ["node"]\nCMD ["serve.js", "--inspect=0.0.0.0"]',
    'FROM eclipse-temurin:21\nCMD ["java", "-jar", "a.jar", "-agentlib:jdwp=server=y,address=*:5005"]',
    'FROM node:24\nCMD ["node", "--inspect", "serve.js"]',
    'FROM eclipse-temurin:21\nCMD ["java", "-agentlib:jdwp=server=y,address=5005", "-jar", "a.jar"]',
    'FROM python:3.14\nCMD ["python", "-m", "debugpy", "--listen", "5678", "a.py"]',
    'FROM python:3.14\nCMD ["serve", "--listen", "0.0.0.0:80"]',
    "FROM node:24\nCMD node migrate.js || node --inspect=0.0.0.0 serve.js",
    'FROM node:24\nCMD ["node", "--inspect=127.0.0.1:9229", "serve.js"]',
    "FROM python:3.14\nENV FLASK_DEBUG=0\n",
    "FROM python:3.14 AS dev\nENV FLASK_DEBUG=1\n",
  ],
} satisfies Cases;
