import { apply } from "../../server/text/edits";
import { addShutdownHandler } from "../../server/text/shutdown";
import type { Cases } from "../cases";

const express = 'const app = require("express")();\napp.listen(3000);\n';
// Its own tests say what is added; here it matters that it is, and where.
const handled = apply(express, addShutdownHandler(express)?.edits ?? []);
const text = 'FROM node\nWORKDIR /app\nCOPY . .\nCMD ["dumb-init", "node", "server.js"]';
const marked = text.replace('"server.js"', '[|"server.js"|]');

export default {
  invalid: [
    [marked, text, { files: { "server.js": express }, filesAfter: { "server.js": handled }, message: "server.js" }],
    [
      marked.replace('"dumb-init", ', ""),
      text.replace('"dumb-init", ', ""),
      { files: { "server.js": express }, filesAfter: { "server.js": handled } },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["tini", "--"]\nCMD ["node", "--enable-source-maps", [|"/app/src/server.js"|], "80"]',
      'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["tini", "--"]\nCMD ["node", "--enable-source-maps", "/app/src/server.js", "80"]',
      { files: { "src/server.js": express }, filesAfter: { "src/server.js": handled } },
    ],
    [
      marked,
      undefined,
      {
        files: {
          "server.js": `import "./a";\nimport x from "./x.json";\n${express}app.listen(1)`,
          "a.js": "import './b/c.js'",
          "b/c.js": "",
          "x.json": "{}",
        },
      },
    ],
    [
      "FROM node\nCOPY . .\nCMD node [|server.js|]",
      "FROM node\nCOPY . .\nCMD node server.js",
      { files: { "server.js": express }, filesAfter: { "server.js": handled } },
    ],
  ],
  valid: [
    [text, { files: { "server.js": handled } }],
    [text, { files: { "server.js": `require("./stop");\n${express}`, "stop.js": 'process.on("SIGTERM", () => {})' } }],
    [
      text,
      {
        files: {
          "server.js": `require("./lib/a");\n${express}`,
          "lib/a.js": 'require("../b")',
          "b.js": 'process.on("SIGTERM", () => {})',
        },
      },
    ],
    [text, { files: { "server.js": `require("./missing");\n${express}` } }],
    [text, { files: { "server.js": 'console.log("a job")' } }],
    [text, { files: { "other.js": express } }],
    [text, { files: { "server.js": express }, path: "Dockerfile.dev" }],
    [
      'FROM node\nCOPY api /app\nCMD ["node", "server.js"]',
      { files: { "server.js": express, "api/package.json": "{}", "api/server.js": "" } },
    ],
    ['FROM node\nCOPY . .\nCMD ["npm", "start"]', { files: { "server.js": express } }],
    text,
  ],
} satisfies Cases;
