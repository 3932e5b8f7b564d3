import type { Cases } from "../cases";

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
      dockerfile('CMD [|["node_modules/.bin/next", "start", "-p", "8080"]|]'),
      undefined,
      { files: project('export default withMdx({ output: "export", images: {} });\n') },
    ],
  ],
  valid: [
    unmarked,
    [unmarked, { files: project('export default { output: "standalone" };\n') }],
    [unmarked, { files: project('// output: "export",\nexport default {};\n') }],
    [unmarked, { files: project('export default { output: process.env.STATIC ? "export" : undefined };\n') }],
    [unmarked, { files: project('export default { ...(isStatic && { output: "export" }) };\n') }],
    [unmarked, { files: project('export default isStatic ? { output: "export" } : {};\n') }],
    [dockerfile('CMD ["npx", "serve", "out"]'), { files: project('export default { output: "export" };\n') }],
  ],
} satisfies Cases;
