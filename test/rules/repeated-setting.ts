import type { Cases } from "../cases";

const image = "FROM node:24-slim\n";

export default {
  invalid: [
    [`${image}WORKDIR /app\nRUN a\nWORKDIR [|/app/|]\nRUN b`, `${image}WORKDIR /app\nRUN a\nRUN b`],
    [`${image}ENV A=1\nRUN a\nENV [|A="1"|]\nRUN b`, `${image}ENV A=1\nRUN a\nRUN b`],
    [`${image}ENV A=1\nENV B=2 [|A=1|] C=3`, `${image}ENV A=1\nENV B=2 C=3`],
    [
      'FROM node:24-slim AS base\nENV A=1\nFROM base\nENV [|A=1|]\nCMD ["a"]',
      'FROM node:24-slim AS base\nENV A=1\nFROM base\nCMD ["a"]',
    ],
  ],
  valid: [
    `${image}WORKDIR /app\nWORKDIR src\nWORKDIR /app`,
    `${image}WORKDIR /app\nFROM node:24-slim\nWORKDIR /app`,
    "FROM node:24-slim AS base\nWORKDIR /app\nFROM base\nWORKDIR /app",
    `${image}WORKDIR app\nWORKDIR app`,
    `${image}ARG A=1\nENV A=1`,
    `${image}ENV A=1\nENV A=2\nENV A=1`,
    `${image}ENV A=1\nENV A=$B\nENV A=1`,
    `${image}ENV PATH=/a:$PATH\nENV PATH=/a:$PATH`,
    `${image}ENV A=1\nONBUILD ENV A=1`,
  ],
} satisfies Cases;
