import type { Cases, More } from "../cases";

const dockerfile = (command: string) =>
  `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n${command}`;
const manifest =
  '{ "scripts": { "build": "next build", "start": "next start" }, "dependencies": { "next": "15.5.4" } }';
const project = (config: string, name = "next.config.mjs") => ({ "package.json": manifest, [name]: config });
const start = dockerfile('CMD [|["npm", "start"]|]');
const unmarked = dockerfile('CMD ["npm", "start"]');

export default {
  invalid: [
    [start, undefined, { files: project('export default { output: "export" };\n'), message: "ends at once" }],
    [
      start,
      undefined,
      {
        files: project(
          "const config = {\n  trailingSlash: true,\n  output: 'export',\n};\nmodule.exports = config;\n",
          "next.config.js",
        ),
      },
    ],
    [
      start,
      undefined,
      {
        files: project(
          'import type { NextConfig } from "next";\nconst config: NextConfig = { output: "export" };\nexport default withA(config as NextConfig);\n',
          "next.config.ts",
        ),
      },
    ],
    [
      dockerfile('CMD [|["node_modules/.bin/next", "start", "-p", "8080"]|]'),
      undefined,
      { files: project('export default withMdx({ output: "export", images: {} });\n') },
    ],
  ],
  valid: [
    unmarked,
    // It is another object, or one that something else may decide about.
    ...[
      'export default (phase) => {\n  if (phase === "x") return { output: "export" };\n  return {};\n};\n',
      'const app = { output: "export" };\nexport default process.env.APP ? app : {};\n',
      'const all = { app: { output: "export" }, web: {} };\nexport default all[process.env.KIND];\n',
      "export default { env: { NOTE: \"{ output: 'export' }\" } };\n",
      'export default { webpack: (c) => ({ ...c, x: { output: "export" } }) };\n',
      'export default { output: "export", ...more };\n',
      'const config = { output: "export" };\nif (a) config.output = undefined;\nexport default config;\n',
      'let config = { output: "export" };\nconfig = {};\nexport default config;\n',
    ].map((text): [string, More] => [unmarked, { files: project(text) }]),
    [unmarked, { files: project('export default { output: "standalone" };\n') }],
    [unmarked, { files: project('// output: "export",\nexport default {};\n') }],
    [unmarked, { files: project('export default { output: process.env.STATIC ? "export" : undefined };\n') }],
    [unmarked, { files: project('export default { ...(isStatic && { output: "export" }) };\n') }],
    [unmarked, { files: project('export default isStatic ? { output: "export" } : {};\n') }],
    [dockerfile('CMD ["npx", "serve", "out"]'), { files: project('export default { output: "export" };\n') }],
  ],
} satisfies Cases;
