/** Packages of npm that write by themselves: which folder the user gets, or why root stays. Each was tried by a real build. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import { factsOf } from "./cases";

const listening = 'require("http").createServer().listen(3000);';

/** A source of the program, and what the hardened file has, or lacks behind a "!". */
const writers: readonly (readonly [source: string, ...expected: string[]])[] = [
  ['require("node-persist").init();', "install -d -o node -g node .node-persist/storage\n"],
  ['const { LocalStorage } = require("node-localstorage");\nnew LocalStorage("./scratch");', "node scratch\n"],
  ['require("bunyan").createLogger({ name: "a", streams: [{ path: "/var/log/a.log" }] });', "!USER node"],
  ['const pino = require("pino");\npino(pino.destination("./log/a.log"));', "node log\n"],
  [
    'require("pino")({ transport: { targets: [{ target: "pino/file", options: { destination: "./out/a.log" } }] } });',
    "node out\n",
  ],
  [
    'require("pino")({ transport: { target: "pino-pretty", options: { destination: 1 } } });',
    "USER node",
    "!install -d",
  ],
  ['require("fastify")({ logger: { level: "info", file: "./logs/a.log" } });', "node logs\n"],
  ['const sharp = require("sharp");\nsharp(a).png().toFile("thumbs/a.png");', "node thumbs\n"],
  ['const sharp = require("sharp");\nsharp(a).toFile(target);', "!USER node"],
  // Another thing that has a method of this name.
  ['require("a").b().toFile(target);', "USER node"],
  ['const X = require("exceljs");\nnew X.Workbook().xlsx.writeFile("reports/a.xlsx");', "node reports\n"],
  [
    'const up = require("express-fileupload");\nroute((q) => q.files.a.mv(__dirname + "/public/files/" + q.files.a.name));',
    "node public/files\n",
  ],
  ['const { createClient } = require("@libsql/client");\ncreateClient({ url: "file:db/a.db" });', "node db\n"],
  ['const { createClient } = require("@libsql/client");\ncreateClient({ url: "libsql://a.example" });', "!install -d"],
  ['const { createClient } = require("@libsql/client");\ncreateClient({ url: given });', "USER node"],
  ['const { JsonDB, Config } = require("node-json-db");\nnew JsonDB(new Config("store/a"));', "node store\n"],
  [
    'const w = require("winston");\nw.createLogger({ transports: [new w.transports.File({ filename: "a.log", dirname: "logs" })] });',
    "node logs\n",
    "!chown node:node .\n",
  ],
  ['require("i18n").configure({ directory: __dirname + "/locales" });', "node locales\n"],
  ['require("i18n").configure({ directory: __dirname + "/locales", updateFiles: false });', "!install -d"],
  ['require("write-json-file")("state/a.json", {});', "node state\n"],
];

describe("packages that write", () => {
  for (const [source, ...expected] of writers) {
    test(source, async () => {
      const files = {
        "package.json": '{ "dependencies": { "a": "1.0.0" } }',
        "package-lock.json": '{ "lockfileVersion": 3, "packages": { "": { "dependencies": { "a": "1.0.0" } } } }',
        "server.js": `${source}\n${listening}`,
      };
      const text = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';
      const result = harden(text, await factsOf({ files, path: "Dockerfile" }, text), { rules: {} }).text;
      for (const part of expected) {
        const isLacking = part.startsWith("!");
        assert.equal(result.includes(isLacking ? part.slice(1) : part), !isLacking, `${part}\n${result}`);
      }
    });
  }
});
