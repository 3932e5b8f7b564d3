import { toolOf } from "../data/tools";
import { replace } from "../edits/edits";
import { everyService, startsProgram } from "../image/shipped";
import { fixesOf, servedSite } from "../multistage/servedSite";
import { keptServer } from "../node/developmentServer";
import { developmentCall } from "../projects/developmentCall";
import { railsInDevelopment } from "../projects/railsMode";
import { mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "dev-server",
  title: "The image starts a development server",
  severity: "warning",
  category: "node",
  practice: "production-mode",
  why:
    "Development servers watch files, compile while they run and show their inside in error pages; none of them is made for production. " +
    "Compile in a build stage and start the result with `node`, or the framework's own start command.",
  sources: ["https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md"],
  bad: 'FROM node:24-slim\nCMD ["nodemon", "server.js"]',
  good: 'FROM node:24-slim\nCMD ["node", "server.js"]',

  *check(file, facts) {
    const process = file.final && mainProcess(file.final);
    if (!process || isForDevelopment(file, facts)) return;
    if (everyService(file, facts, (service) => startsProgram(service, process))) return;
    const { argv, starts } = process;
    const started = keptServer(file, facts);
    const span = { start: (argv[0] ?? starts.argument).start, end: (argv.at(-1) ?? starts.argument).end };
    const called = started || !file.final ? undefined : developmentCall(file.final, facts);
    if (called !== undefined) yield { span, message: called, note: "Start it with a server that is made for that." };
    const rails = started ? undefined : railsInDevelopment(file, facts);
    if (rails !== undefined)
      yield { span, message: rails, note: "Set RAILS_ENV=production, with what it asks for then." };
    if (!started || started.isService) return;
    const served = servedSite(file, facts);
    const { server, script } = started;
    const isCompiler = toolOf(programName(server))?.purpose === "compiles at start";
    const what = isCompiler ? "compiles the source at every start and is" : "is a development server and";
    const message = `${server} ${what} not made for production`;
    yield {
      span,
      message: script === undefined ? message : `This runs "${script}": ${message}`,
      ...(served ? fixesOf(served) : { fixes: starts.exec && script === undefined ? fixes(argv) : [] }),
    };
  },
} satisfies DockerfileRule;

/** nodemon and `node --watch` run a plain file, which node runs as well. */
function fixes(argv: readonly Word[]): Fix[] {
  const [program] = argv;
  const file = argv[1];
  const title = "Start it with node";
  if (program && programName(program.value) === "nodemon" && file && /\.[cm]?js$/.test(file.value ?? "")) {
    return [{ title, safe: false, edits: [replace(program, '"node"')] }];
  }
  const watch = argv.find(({ value }) => value === "--watch");
  const next = watch && argv[argv.indexOf(watch) + 1];
  if (!watch || !next) return [];
  return [{ title: "Drop --watch", safe: false, edits: [replace({ start: watch.start, end: next.start }, "")] }];
}
