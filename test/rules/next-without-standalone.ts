import type { Cases } from "../cases";

const dockerfile = (command: string) =>
  `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n${command}`;
const start = dockerfile('[|CMD|] ["npm", "start"]');
const unmarked = dockerfile('CMD ["npm", "start"]');
const manifest =
  '{ "scripts": { "build": "next build", "start": "next start" }, "dependencies": { "next": "15.5.4" } }';
const project = (config: string, name = "next.config.mjs") => ({ "package.json": manifest, [name]: config });
/** The configuration before and after. */
const configured = (before: string, after: string, name = "next.config.mjs") =>
  [start, unmarked, { files: project(before, name), filesAfter: { [name]: after } }] as const;

export default {
  invalid: [
    configured("export default {};\n", 'export default { output: "standalone" };\n'),
    configured("module.exports = { a: 1 }\n", 'module.exports = { output: "standalone", a: 1 }\n', "next.config.js"),
    configured(
      "const config = {\r\n\ta: 'b',\r\n};\r\n\r\nexport default config;\r\n",
      "const config = {\r\n\toutput: 'standalone',\r\n\ta: 'b',\r\n};\r\n\r\nexport default config;\r\n",
    ),
    configured(
      'import type { NextConfig } from "next";\n\nconst nextConfig: NextConfig = {\n  /* options */\n};\n\nexport default nextConfig;\n',
      'import type { NextConfig } from "next";\n\nconst nextConfig: NextConfig = {\n  output: "standalone",\n  /* options */\n};\n\nexport default nextConfig;\n',
      "next.config.ts",
    ),
    [start, undefined, { files: project("export default withMdx({ a: 1 });\n") }],
    [start, undefined, { files: project("export default async () => ({});\n") }],
  ],
  valid: [
    unmarked,
    [unmarked, { files: project('export default { output: "standalone" };\n') }],
    [unmarked, { files: project('export default { output: "export" };\n') }],
    [unmarked, { files: { "package.json": manifest } }],
    [dockerfile('CMD ["node", "server.js"]'), { files: project("export default {};\n") }],
    [
      unmarked,
      {
        files: { ...project("export default {};\n"), "package.json": manifest.replace("next start", "node server.js") },
      },
    ],
  ],
} satisfies Cases;
