import { buildStep } from "../node/buildStep";
import { copyWithoutBuild, missingBuildOf } from "../node/missingBuild";
import type { DockerfileRule } from "../types";
import { isReason } from "../util/reason";

export default {
  on: "Dockerfile",
  id: "missing-build",
  title: "The container starts with what no step builds",
  severity: "info",
  category: "stages",
  practice: "multi-stage",
  ofContext: true,
  why:
    "What a compiler or bundler makes is not in the repository, so that the container ends at once wherever nobody has built on the machine before. " +
    "Build in the image, with the dev dependencies, and ship the result without them.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "dist/app.js"]',
  good: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/app.js"]',
  files: {
    "package.json": '{"scripts": {"build": "tsc"}, "devDependencies": {"typescript": "5"}}',
    "tsconfig.json": '{"compilerOptions": {"outDir": "dist"}}',
    "src/app.ts": "",
  },

  *check(file, facts) {
    const missing = missingBuildOf(file, facts);
    // That the stage has nothing to copy, missing-in-stage tells, with what would build it.
    if (!missing || copyWithoutBuild(file, facts)) return;
    const { path, process, isIgnored, start } = missing;
    const step = buildStep(file, missing, facts);
    const first = process.argv[0];
    const isOwn = process.file === undefined && first !== undefined && process.argv.includes(first);
    const where = isIgnored ? "and the ignore file leaves it out" : "and the build context does not hold it";
    yield {
      span: isOwn ? { start: first.start, end: process.argv.at(-1)?.end ?? first.end } : process.instruction.argument,
      severity: isIgnored ? "warning" : undefined,
      message: start
        ? `No step builds "${path}": ${process.argv.map(({ text }) => text).join(" ")} compiles it anew each time the container starts, with dev dependencies`
        : `No step builds "${path}", with which the container starts, ${where}`,
      ...(isReason(step)
        ? { note: `The step is left to you because ${step.reason}.` }
        : { fixes: [{ title: `Build it by ${step.command}`, safe: false, isFirst: true, edits: step.edits }] }),
    };
  },
} satisfies DockerfileRule;
