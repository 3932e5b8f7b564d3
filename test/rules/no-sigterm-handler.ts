import { apply } from "../../server/edits/edits";
import { addShutdownHandler } from "../../server/node/shutdownHandler";
import type { Cases, Invalid } from "../cases";

const express = 'const app = require("express")();\napp.listen(3000);\n';
// Its own tests say what is added; here it matters that it is, and where.
const handled = apply(express, addShutdownHandler(express)?.edits ?? []);
const text = 'FROM node\nWORKDIR /app\nCOPY . .\nCMD ["dumb-init", "node", "server.js"]';
const nest = `import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`;
const nestHandled = nest.replace("\n  await app", "\n  app.enableShutdownHooks();\n  await app");
const typed = `import express from "express";
import { port } from "./port.js";
const app: express.Express = express();
app.listen(port as number);
`;
const typedHandled = apply(typed, addShutdownHandler(typed, true)?.edits ?? []);
const built = 'FROM node\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD ["dumb-init", "node", "dist/server.js"]';
const builtMarked = built.replace('"dist/server.js"', '[|"dist/server.js"|]');
const port = { "src/port.ts": "export const port = 3000;" };
const marked = text.replace('"server.js"', '[|"server.js"|]');

export default {
  invalid: [
    // Under another name in the image, and in another folder.
    ...[
      'WORKDIR /app\nCOPY src/boot.js ./main.js\nCMD ["dumb-init", "node", [|"main.js"|]]',
      'COPY src /srv/shop\nCMD ["dumb-init", "node", [|"/srv/shop/boot.js"|]]',
    ].map((rest): Invalid => {
      const after = { files: { "src/boot.js": express }, filesAfter: { "src/boot.js": handled } };
      return [`FROM node\n${rest}`, `FROM node\n${rest.replace(/\[\||\|\]/g, "")}`, after];
    }),
    [marked, text, { files: { "server.js": express }, filesAfter: { "server.js": handled }, message: "server.js" }],
    [
      marked.replace('"dumb-init", ', ""),
      text.replace('"dumb-init", ', ""),
      { files: { "server.js": express }, filesAfter: { "server.js": handled } },
    ],
    // Behind an init, too, what a shell hands over to is followed.
    ...['["sh", "-c", "ls && exec node server.js"]', '["dumb-init", "sh", "-c", "ls && exec node server.js"]'].map(
      (start): Invalid => [
        `FROM node\nWORKDIR /app\nCOPY . .\nCMD ${start.replace("server.js", "[|server.js|]")}`,
        `FROM node\nWORKDIR /app\nCOPY . .\nCMD ${start}`,
        { files: { "server.js": express }, filesAfter: { "server.js": handled } },
      ],
    ),
    [
      marked.replace("CMD", "STOPSIGNAL 2\nCMD"),
      text.replace("CMD", "STOPSIGNAL 2\nCMD"),
      { files: { "server.js": express }, filesAfter: { "server.js": handled }, message: "SIGINT" },
    ],
    [marked.replace("CMD", "STOPSIGNAL QUIT\nCMD"), undefined, { files: { "server.js": express }, message: "SIGQUIT" }],
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
    [
      'FROM node\nCOPY . .\nCMD ["node", [|"dist/main"|]]',
      'FROM node\nCOPY . .\nCMD ["node", "dist/main"]',
      {
        files: {
          "src/main.ts": nest,
          "src/app.module.ts": "",
          "tsconfig.json": '{ "compilerOptions": { "outDir": "./dist", "baseUrl": "./" } }',
          "tsconfig.build.json": '{ "extends": "./tsconfig.json", "compilerOptions": { "rootDir": "./src" } }',
        },
        filesAfter: { "src/main.ts": nestHandled },
        message: "src/main.ts",
      },
    ],
    // What an earlier build has left is no source.
    [
      builtMarked,
      built,
      {
        files: { "src/server.ts": typed, ...port, "dist/server.js": express },
        filesAfter: { "src/server.ts": typedHandled },
      },
    ],
    [
      builtMarked.replace("dist/server.js", "out/api/server.mjs"),
      built.replace("dist/server.js", "out/api/server.mjs"),
      {
        files: {
          "source/api/server.mts": typed.replace("./port", "../port"),
          "source/port.ts": "",
          "server.mts": typed,
          "tsconfig.json": '{ "compilerOptions": { "outDir": "out/", "rootDir": "source", /* short */ } }',
        },
        filesAfter: { "source/api/server.mts": typedHandled.replace("./port", "../port") },
      },
    ],
    // The image holds only what the folder of the output does.
    [marked, text, { files: { "src/server.ts": typed, ...port }, filesAfter: { "src/server.ts": typedHandled } }],
    [
      'FROM node\nCOPY . .\nCMD ["node", [|"."|]]',
      'FROM node\nCOPY . .\nCMD ["node", "."]',
      {
        files: { "package.json": '{ "main": "build/server.js" }', "src/server.ts": typed, ...port },
        filesAfter: { "src/server.ts": typedHandled },
      },
    ],
    // Node.js itself can run TypeScript.
    [
      'FROM node\nCOPY . .\nCMD ["node", [|"src/server.ts"|]]',
      'FROM node\nCOPY . .\nCMD ["node", "src/server.ts"]',
      { files: { "src/server.ts": typed, ...port }, filesAfter: { "src/server.ts": typedHandled } },
    ],
    [
      builtMarked,
      undefined,
      {
        files: {
          "src/server.ts": typed,
          ...port,
          "package.json": '{ "devDependencies": { "@types/node": "^16.18.0" } }',
        },
      },
    ],
    // Its own text counts while it is not clear what it comes from.
    [
      builtMarked,
      built,
      {
        files: { "dist/server.js": express, "src/server.ts": typed, "server.ts": typed, ...port },
        filesAfter: { "dist/server.js": handled },
      },
    ],
  ],
  valid: [
    [text, { files: { "server.js": handled } }],
    [
      text.replace("CMD", "STOPSIGNAL SIGINT\nCMD"),
      { files: { "server.js": `${express}process.on("SIGINT", () => {});` } },
    ],
    [text.replace("CMD", "ARG SIGNAL\nSTOPSIGNAL $SIGNAL\nCMD"), { files: { "server.js": express } }],
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
    [text, { files: { "server.js": "const work = require('./work');\nsetInterval(work, 1000);", "work.js": "" } }],
    [
      built,
      { files: { "src/server.ts": nest.replace("create", "createApplicationContext").replace(/.*listen.*/, "") } },
    ],
    [built, { files: { "src/server.ts": nestHandled, "src/app.module.ts": "" } }],
    [built, { files: { "src/server.ts": typedHandled, ...port } }],
    [built, { files: { "src/server.ts": typed, "server.ts": typed, ...port } }],
    [built, { files: { "source/server.ts": typed, ...port } }],
    [built, { files: { "src/server.d.ts": typed, ...port } }],
    [built, { files: { "src/server.ts": typed.replace("./port.js", "@/port"), ...port } }],
    [built, { files: { "src/server.ts": typed.replace("./port.js", "#port"), ...port } }],
    [
      built,
      {
        files: {
          "src/server.ts": typed.replace("./port.js", "app/port"),
          ...port,
          "tsconfig.json": '{ "compilerOptions": { "paths": { "app/*": ["src/*"] } } }',
        },
      },
    ],
    [
      built,
      {
        files: {
          "src/server.ts": typed.replace("./port.js", "port"),
          ...port,
          "tsconfig.json": '{ "compilerOptions": { "baseUrl": "./src" } }',
        },
      },
    ],
    [
      built,
      { files: { "src/server.ts": typed, ...port, "tsconfig.json": '{ "compilerOptions": { "outDir": "./out" } }' } },
    ],
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
