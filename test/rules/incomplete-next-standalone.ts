import type { Cases } from "../cases";

const build =
  "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:24-slim\nWORKDIR /srv\n";
const server = "COPY --from=build --chown=node:node /app/.next/standalone ./\n";
const assets = "COPY --from=build /app/.next/static ./.next/static\n";
const start = 'CMD ["node", "server.js"]';
const files = {
  "package.json":
    '{ "scripts": { "build": "next build", "start": "next start" }, "dependencies": { "next": "15.5.4" } }',
  "next.config.mjs": 'export default { output: "standalone" };\n',
};
const mark = (text: string, word: string) => text.replace(word, `[|${word}|]`);

export default {
  invalid: [
    [
      build + mark(server, "/app/.next/standalone") + assets + start,
      undefined,
      {
        files: { ...files, "next.config.mjs": 'export default { output: "standalone", distDir: "./out/" };\n' },
        message: 'sets distDir: "out", so that the build makes /app/out/standalone instead',
      },
    ],
    [
      build + mark(server, "/app/.next/standalone") + assets + start,
      undefined,
      {
        files: { ...files, "next.config.mjs": 'export default { output: "export" };\n' },
        severity: "error",
        message: 'does not set output: "standalone"',
      },
    ],
    [
      build + mark(server, "/app/.next/standalone") + start,
      `${build}${server}COPY --from=build --chown=node:node /app/.next/static ./.next/static\n${start}`,
      { files, message: "comes without .next/static, which the server of Next.js looks for in /srv/.next/static" },
    ],
    [
      build + mark(server, "/app/.next/standalone") + assets + start,
      `${build}${server}COPY --from=build --chown=node:node /app/public ./public\n${assets}${start}`,
      { files: { ...files, "public/a.txt": "" } },
    ],
    [
      `${build}${server}COPY --from=build /app/.next/static [|./static|]\n${start}`,
      build + server + assets + start,
      { files, message: "looks for /srv/.next/static" },
    ],
    // A workspace: the server lies in its folder.
    [
      `${build}COPY --from=build [|/app/apps/web/.next/standalone|] ./\nCMD ["node", "apps/web/server.js"]`,
      `${build}COPY --from=build /app/apps/web/.next/standalone ./\nCOPY --from=build /app/apps/web/.next/static /srv/apps/web/.next/static\nCMD ["node", "apps/web/server.js"]`,
      { files: { "apps/web/next.config.js": 'module.exports = { output: "standalone" };' } },
    ],
    [
      build + mark(server, "/app/.next/standalone") + assets + start,
      build + server + assets + start,
      {
        files: { ...files, "next.config.mjs": "export default {};\n" },
        filesAfter: { "next.config.mjs": 'export default { output: "standalone" };\n' },
        message: "so that the build makes no /app/.next/standalone",
      },
    ],
    [
      `${build}${server}${assets}CMD [|["npm", "start"]|]`,
      `${build}${server}${assets}ENV HOSTNAME=0.0.0.0\nCMD ["node", "server.js"]`,
      { files },
    ],
  ],
  valid: [
    [build + server + assets + start, { files }],
    build + server + start,
    [`${build}${server}COPY --from=build /app/.next ./.next\n${start}`, { files }],
    [`${build}COPY --from=build /app ./\n${server}${start}`, { files: { ...files, "public/a": "" } }],
    [
      `${build.replace("run build\n", "run build && cp -r .next/static .next/standalone/.next/\n")}${server}${start}`,
      { files },
    ],
    [
      build + server + start,
      { files: { ...files, "next.config.mjs": 'export default { output: "standalone", assetPrefix: "x" }' } },
    ],
    [
      build + server + start,
      { files: { ...files, "next.config.mjs": 'import base from "./base"; export default base' } },
    ],
    [build + server + assets + start, { files: { ...files, "public/a": "", ".dockerignore": "public\n" } }],
    [
      `${build}COPY --from=build /app/apps/web/.next/standalone ./\nCMD ["./run"]`,
      { files: { "apps/web/next.config.js": 'module.exports = { output: "standalone" };' } },
    ],
  ],
} satisfies Cases;
