import { standaloneEdit } from "../context/nextFiles";
import { nextConfig, nextStart } from "../multistage/stageResult";
import { mainProcess } from "../stage/process";
import type { DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "next-without-standalone",
  title: "Next.js is not told to put together what its server needs",
  severity: "info",
  category: "stages",
  ofContext: true,
  why:
    "`next start` needs all of `node_modules`, most of which only the build has used. " +
    'With `output: "standalone"` the build also makes a folder with a small server and the few packages that it needs, often a tenth of the size. ' +
    "The image then starts `node server.js`.",
  sources: ["https://nextjs.org/docs/app/api-reference/config/next-config-js/output"],
  bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["npx", "next", "start"]',
  good: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["npx", "next", "start"]',
  files: {
    "package.json": '{ "scripts": { "build": "next build" }, "dependencies": { "next": "15.5.4" } }',
    "next.config.mjs": "export default {\n  poweredByHeader: false,\n};\n",
  },
  filesAfter: {
    "next.config.mjs": 'export default {\n  output: "standalone",\n  poweredByHeader: false,\n};\n',
  },

  *check({ final }, facts) {
    const { project } = facts;
    const config = nextConfig(facts);
    const main = final && mainProcess(final);
    if (!config || !project || !main || main.starts.stage !== final || project.workspaces?.length !== 0) return;
    if (!nextStart(final, project, facts) || /\boutput\b|distDir|outputFileTracing/.test(config.text)) return;
    const edit = standaloneEdit(config.text);
    const fix: Fix | undefined = edit && {
      title: `Add output: "standalone" to ${config.path}`,
      safe: false,
      // It is the build of the project that changes, wherever it is built.
      optional: true,
      edits: [{ ...edit, file: config.path }],
    };
    yield {
      span: main.starts.name,
      message: `${config.path} does not set output: "standalone", so that all of node_modules ships with the server`,
      fixes: fix && [fix],
    };
  },
} satisfies DockerfileRule;
