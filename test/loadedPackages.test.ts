import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadedDevDependency } from "../server/node/loadedPackages";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const manifest = (build = "tsc") =>
  JSON.stringify({
    scripts: { build },
    dependencies: { express: "4" },
    devDependencies: { dotenv: "16", "@a/b": "1" },
  });
const tsconfig = '{"compilerOptions": {"outDir": "dist", "rootDir": "src"}}';
const compiled = (text: string, build?: string): Files => ({
  "package.json": manifest(build),
  "tsconfig.json": tsconfig,
  "src/a.ts": text,
});
const plain = (text: string): Files => ({ "package.json": manifest(), "a.js": text });

const cases: readonly (readonly [files: Files, start: string, expected: string | undefined])[] = [
  [plain("require('dotenv').config()"), "a.js", "dotenv"],
  [plain("import '@a/b/register'"), "a.js", "@a/b"],
  [plain("const b = require('@a/b')({ x: 1 })"), "a.js", "@a/b"],
  [plain("require('express')().use(require('@a/b'))"), "a.js", "@a/b"],
  [{ ...plain("const l = require('./lib')"), "lib/index.js": "import b from '@a/b'" }, "a.js", "@a/b"],
  [plain("require('express')"), "a.js", undefined],
  // Where it is wanted alone.
  [plain("if (process.env.NODE_ENV !== 'production') require('dotenv').config()"), "a.js", undefined],
  [plain("try { require('dotenv') } catch {}"), "a.js", undefined],
  [plain("function dev() { require('dotenv') }"), "a.js", undefined],
  [plain("dev && require('dotenv')"), "a.js", undefined],
  [compiled("import 'dotenv/config'"), "dist/a.js", "dotenv"],
  [compiled("import dotenv from 'dotenv'\ndotenv.config()"), "dist/a.js", "dotenv"],
  [compiled("import type { B } from '@a/b'"), "dist/a.js", undefined],
  [compiled("import { B } from '@a/b'\nconst b: B = 1"), "dist/a.js", undefined],
  // A bundle holds it.
  [compiled("import 'dotenv/config'", "esbuild src/a.ts --bundle --outfile=dist/a.js"), "dist/a.js", undefined],
];

describe("dev dependencies that the program loads", () => {
  for (const [files, start, expected] of cases) {
    test(`${Object.values(files).at(-1)}`, async () => {
      const text = `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD ["node", "${start}"]\n`;
      const facts = await factsOf({ files, path: "Dockerfile" }, text);
      assert.equal(loadedDevDependency(parseDockerfile(text), facts)?.name, expected);
    });
  }
});
