import type { Cases } from "../cases";

const project = (build: string, more: object = {}) => ({
  "package.json": JSON.stringify({ scripts: { build }, dependencies: { express: "^5" }, ...more }),
  "package-lock.json": "{}",
  "tsconfig.json": '{ "compilerOptions": { "outDir": "dist" } }',
  "src/main.ts": 'import express from "express";\nexpress().listen(3000);\n',
  "plain.ts": 'import http from "node:http";\nhttp.createServer().listen(3000);\n',
  "server.js": 'const express = require("express");\nexpress().listen(3000);\n',
});
const build = "FROM node:24-slim AS build\nWORKDIR /code\nCOPY . .\nRUN npm ci && npm run build\n\n";
const final = `${build}FROM node:24-slim\nWORKDIR /app\n`;
const start = '\nCMD ["node", [|"dist/main.js"|]]';
const silent = start.replace(/\[\||\|\]/g, "");
const dist = "COPY --from=build /code/dist ./dist";
const packages = "COPY --from=build /code/node_modules ./node_modules";

export default {
  invalid: [
    [`${final}${dist}${start}`, `${final}${dist}\n${packages}${silent}`, { files: project("tsc"), message: "express" }],
    [
      `${final}${dist}${start}`,
      `${final}${dist}\n${packages}\nCOPY --from=build /code/package.json ./package.json${silent}`,
      { files: project("tsc", { type: "module" }) },
    ],
    // What is left out of the build context.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", [|"server.js"|]]',
      undefined,
      { files: { ...project(""), ".dockerignore": "node_modules\n" } },
    ],
  ],
  valid: [
    ...[
      `${dist}\n${packages}`,
      `${packages}\n${dist}`,
      `COPY package*.json ./\nRUN npm ci --omit=dev\n${dist}`,
      "COPY --from=build /code ./",
      `ENV NODE_PATH=/opt/modules\n${dist}`,
      `${dist}\nVOLUME /app/node_modules`,
    ].map((rest) => [`${final}${rest}${silent}`, { files: project("tsc") }] as const),
    [`${final}${dist}${silent}`, { files: project("esbuild src/main.ts --bundle --outdir=dist") }],
    [`${final}${dist}${silent}`, { files: project("tsc && ncc build dist/main.js -o dist") }],
    [`${final}${dist}${silent}`, { files: { ...project("tsc"), ".pnp.cjs": "" } }],
    [
      `${final}${dist}${silent}`,
      {
        files: {
          ...project("tsc"),
          "compose.yaml": "services:\n  a:\n    build: .\n    volumes: [./node_modules:/app/node_modules]\n",
        },
      },
    ],
    [`${final}${dist}\nCMD ["node", "dist/plain.js"]`, { files: project("tsc") }],
    // Who builds may have them in the folder.
    ['FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]', { files: project("") }],
    ['FROM some/image\nWORKDIR /app\nCOPY server.js ./\nCMD ["node", "server.js"]', { files: project("") }],
  ],
} satisfies Cases;
