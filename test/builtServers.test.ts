import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isSignalledServer } from "../server/servers/builtServers";
import { mainProcess } from "../server/stage/process";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";

const svelte = (version: string) => ({ "package.json": `{"devDependencies":{"@sveltejs/adapter-node":"${version}"}}` });

const cases: readonly (readonly [lines: string, expected: boolean, files?: Record<string, string>])[] = [
  ['COPY --from=b /app/.next/standalone ./\nCMD ["node", "server.js"]', true],
  ['COPY --from=b /app/.next/standalone/server.js ./\nCMD ["node", "/app/server.js"]', true],
  ['COPY --from=b /app/dist ./\nCMD ["node", "server.js"]', false],
  ['COPY .next/standalone ./\nCMD ["node", "server.js"]', false],
  ['COPY --from=b /app ./\nCMD ["node", ".output/server/index.mjs"]', true],
  ['ENV NITRO_SHUTDOWN_DISABLED=1\nCOPY --from=b /app ./\nCMD ["node", ".output/server/index.mjs"]', false],
  ['COPY --from=b /app/build build\nCMD ["node", "build"]', true, svelte("^5.2.0")],
  ['COPY --from=b /app/build build\nCMD ["node", "build"]', false, svelte("^4.0.1")],
  ['COPY --from=b /app/build build\nCMD ["node", "build"]', false],
  ['CMD ["node", "node_modules/.bin/react-router-serve", "build/server/index.js"]', true],
  ['CMD ["python", ".output/server/index.mjs"]', false],
  ['CMD ["node", "-e", "1"]', false],
];

describe("servers that a framework builds", () => {
  for (const [lines, expected, files = {}] of cases) {
    test(`${lines} ${JSON.stringify(files)}`, async () => {
      const text = `FROM node:22 AS b\nFROM node:22\nWORKDIR /app\n${lines}\n`;
      const { final } = parseDockerfile(text);
      const facts = await factsAround(files, "Dockerfile", text);
      assert.ok(final);
      assert.equal(isSignalledServer(final, mainProcess(final)?.argv ?? [], facts), expected);
    });
  }
});
