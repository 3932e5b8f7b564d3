import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node:24\nWORKDIR [|app|]\n", "FROM node:24\nWORKDIR /app\n"],
    ["FROM scratch\nWORKDIR [|./app/x|]", "FROM scratch\nWORKDIR /app/x"],
    ['FROM python:3\nWORKDIR [|"a/b"|]', 'FROM python:3\nWORKDIR "/a/b"'],
    ["FROM debian\nARG D=x\nWORKDIR [|$D/y|]", "FROM debian\nARG D=x\nWORKDIR /$D/y"],
    ["FROM debian\nWORKDIR [|app/$UNKNOWN|]", "FROM debian\nWORKDIR /app/$UNKNOWN"],
    ["FROM me/image\nWORKDIR [|app|]", "FROM me/image\nWORKDIR /app"],
    [
      "FROM node:24 AS a\nWORKDIR /x\nFROM node:24\nWORKDIR [|y|]",
      "FROM node:24 AS a\nWORKDIR /x\nFROM node:24\nWORKDIR /y",
    ],
    [
      "FROM scratch AS a\nWORKDIR [|a|]\nWORKDIR b\nFROM a\nWORKDIR c",
      "FROM scratch AS a\nWORKDIR /a\nWORKDIR b\nFROM a\nWORKDIR c",
    ],
    ["FROM alpine\nWORKDIR [|C:\\\\app|]", undefined],
    ["FROM alpine\nWORKDIR [|my app|]", undefined],
    ["WORKDIR [|a|]", "WORKDIR /a"],
  ],
  valid: [
    "FROM node:24\nWORKDIR /app\nWORKDIR src",
    "FROM node:24\nWORKDIR $HOME\nWORKDIR ${X}/y",
    'FROM node:24\nWORKDIR "/app"',
    "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nWORKDIR C:\\app",
    "WORKDIR 'C:\\'",
    "FROM me/windows\nWORKDIR \\app",
    "FROM node:24 AS a\nWORKDIR /x\nFROM a\nWORKDIR y",
    "FROM node:24\nONBUILD WORKDIR app",
    "FROM node:24\nWORKDIR",
  ],
} satisfies Cases;
