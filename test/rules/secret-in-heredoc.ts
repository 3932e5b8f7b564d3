import type { Cases } from "../cases";

const head = "FROM node:24\nARG NPM_TOKEN\n";
const line = "//npm.example.com/:_authToken=$" + "{NPM_TOKEN}\n";

export default {
  invalid: [
    [
      `${head}COPY [|<<EOF|] .npmrc\n${line}EOF\n`,
      undefined,
      { message: "The value of NPM_TOKEN is written into .npmrc" },
    ],
    ["FROM node:24\nENV DB_PASSWORD=x\nADD [|<<EOF|] /app/.env\nDB_PASSWORD=$DB_PASSWORD\nEOF\n", undefined],
    [
      `FROM node:24\nCOPY [|<<"EOF"|] /app/.env\nT=ghp_${"a1".repeat(18)}\nEOF\n`,
      undefined,
      { message: "A GitHub token" },
    ],
  ],
  valid: [
    // npm itself replaces it when it runs.
    `${head}COPY <<"EOF" .npmrc\n${line}EOF\n`,
    `${head}COPY <<EOF .npmrc\n${line.replace("$", "\\$")}EOF\n`,
    `FROM node:24\nCOPY <<EOF .npmrc\n${line}EOF\n`,
    "FROM node:24\nARG PORT\nCOPY <<EOF /app/.env\nPORT=$PORT\nEOF\n",
    "FROM node:24\nCOPY <<EOF /app/a.txt\nghp_short\nEOF\n",
  ],
} satisfies Cases;
