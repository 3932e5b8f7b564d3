import { nextText } from "../context/nextFiles";
import { nextConfig, nextStart } from "../multistage/stageResult";
import { mainProcess } from "../stage/process";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "refused-next-start",
  title: "next start refuses a project that is built as static files",
  severity: "warning",
  category: "node",
  breaks: true,
  ofContext: true,
  why:
    'With `output: "export"` the build of Next.js makes plain files in `out/` and no server: `next start` says so and ends. ' +
    "Copy `out/` into an image with a web server, or leave the setting out to have pages rendered when they are asked for.",
  sources: ["https://nextjs.org/docs/app/guides/static-exports"],
  bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["npx", "next", "start"]',
  good: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n\nFROM nginx:stable-alpine\nCOPY --from=build /app/out /usr/share/nginx/html",
  files: {
    "package.json": '{ "scripts": { "build": "next build" }, "dependencies": { "next": "15.5.4" } }',
    "next.config.mjs": 'export default { output: "export" };\n',
  },

  *check({ final }, facts) {
    const { project } = facts;
    const config = nextConfig(facts);
    const main = final && mainProcess(final);
    if (!config || !project || !main || project.workspaces?.length !== 0) return;
    if (!nextStart(final, project, facts) || nextText(config, "output") !== "export") return;
    yield {
      span: main.starts.argument,
      message: `${config.path} sets output: "export", which "next start" refuses to serve: the container ends at once`,
    };
  },
} satisfies DockerfileRule;
