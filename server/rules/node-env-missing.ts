import { productionCalls } from "../data/startPrograms";
import { buildPrograms, nodePrograms, toolOf } from "../data/tools";
import { insertAfter } from "../edits/edits";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { everyService, setsProduction } from "../image/shipped";
import { keptServer } from "../node/developmentServer";
import { needsDevLater } from "../node/installProject";
import { loadedDevDependency } from "../node/loadedPackages";
import { changedByProduction } from "../node/productionMode";
import { setsNodeEnv } from "../node/programTexts";
import { pm2Settings } from "../node/startReads";
import { projectInstallsOf } from "../packages/install";
import { isProductionServer } from "../servers/builtServers";
import { mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, DockerfileRule, Facts, Instruction, Stage } from "../types";
import { filesNamed } from "../util/listing";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  id: "node-env-missing",
  title: "NODE_ENV is not set to production in the final stage",
  severity: "warning",
  category: "node",
  practice: "production-mode",
  why:
    "Express, React, Next.js and many other libraries run slower, and show more of their inside in error pages, unless `NODE_ENV` is `production`. " +
    "npm leaves out dev dependencies as well when it is.",
  sources: ["https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production"],
  bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]',
  good: 'FROM node:24-slim\nENV NODE_ENV=production\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]',

  *check(file, facts) {
    const { final } = file;
    if (final?.base?.name !== "node" || isForDevelopment(file, facts) || isNamedIn(final, "NODE_ENV")) return;
    // A file of variables may say it as well.
    if (everyService(file, facts, (it) => setsProduction(it) || it.envFile !== undefined)) return;
    const process = mainProcess(final);
    if (!process || ![process.entrypoint, process.command].some((it) => startsNode(it) || startsByManager(it, facts)))
      return;
    // With NODE_ENV=production it would go without what it is for; the rule dev-server has its say first.
    const server = keptServer(file, facts);
    const kept = toolOf(server?.server)?.purpose === "compiles at start" ? undefined : server;
    if (kept && !kept.isService) return;
    const edit = insertAfter(file, placeFor(file, final, facts), "ENV NODE_ENV=production");
    const doubt = changedByProduction(file, facts, undefined);
    const isSetLater =
      setsNodeEnv(file, facts) ||
      allProcesses(startProcess(final, facts)).some(
        (each) => setsMode(each) || isProductionServer(final, each.argv, facts),
      );
    yield {
      span: final.from.name,
      severity: isSetLater ? "info" : undefined,
      message: isSetLater
        ? "NODE_ENV is production only by what is started; set in the image, it holds for all that runs there"
        : "NODE_ENV is not set to production in this stage, so many libraries run in their slower development mode",
      fixes: kept
        ? []
        : [{ title: "Set NODE_ENV=production", safe: false, optional: doubt !== undefined, doubt, edits: [edit] }],
      note: kept && `It stays as it is: a service of compose starts ${kept.server}, a development server.`,
    };
  },
} satisfies DockerfileRule;

/** `NODE_ENV=production node server.js` in the script of a package, or a server that sees to it itself. */
function setsMode({ argv, environment }: Process): boolean {
  const name = programName(argv[0]?.value) ?? "";
  return (
    environment.NODE_ENV === "production" ||
    [name, `${name} ${argv[1]?.value}`].some((call) => productionCalls.has(call))
  );
}

/** Whether a variable is set or read anywhere in a stage or its parents. */
function isNamedIn(stage: Stage, name: string): boolean {
  const own = stage.instructions.some(
    ({ assignments, argumentText, keyword }) =>
      assignments.some((assignment) => assignment.name.value === name) ||
      ((keyword === "CMD" || keyword === "ENTRYPOINT") && argumentText.includes(name)),
  );
  return own || (stage.parent !== undefined && isNamedIn(stage.parent, name));
}

function startsNode(instruction: Instruction | undefined): boolean {
  return commandsIn(instruction).some(({ words }) =>
    words.some(({ value }) => nodePrograms.has(programName(value) ?? "")),
  );
}

/**
 * Whether a process manager starts programs that get no variables from it: pm2 sets those of its settings alone, which
 * may have some for each environment. Source: pm2.keymetrics.io/docs/usage/environment
 */
function startsByManager(instruction: Instruction | undefined, { contents = new Map(), files = [] }: Facts): boolean {
  return commandsIn(instruction).some(({ words: [program, ...more] }) => {
    const words = more.map(({ value = "$" }) => value);
    if (toolOf(programName(program?.value))?.purpose !== "process manager" || words.includes("$")) return false;
    if (words.some((word) => /^--(?:env|update-env)\b/.test(word))) return false;
    const settings = words.filter((word) => /\.(?:json|ya?ml|config\.[cm]?js)$/.test(word) || pm2Settings.test(word));
    const texts = settings.flatMap((word) => filesNamed(files, baseName(word)).map((path) => contents.get(path)));
    if (settings.length > 0) return texts.length > 0 && texts.every((text) => text !== undefined && !maySet.test(text));
    return words.some((word) => /\.[cm]?js$/.test(word));
  });
}

/** What sets the mode, has it set by another file, or starts something else than Node.js. */
const maySet = /NODE_ENV|\benv[-_]file\b|\binterpreter\b|\brequire\s{0,9}\(|^\s{0,20}import\b/m;

/**
 * Early, so that the install sees it; but behind what needs dev dependencies: the variable would leave them out.
 */
function placeFor(file: Dockerfile, stage: Stage, facts: Facts): Instruction {
  const { instructions, from } = stage;
  const needs = projectInstallsOf(stage).some(
    (install) =>
      install.omitsDev === false && (needsDevLater(file, install, facts) || loadedDevDependency(file, facts)),
  );
  if (needs) {
    const runs = instructions.filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
    return runs.findLast((instruction) => commandsIn(instruction).some(({ name }) => usesNode(name))) ?? from;
  }
  let place = from;
  for (const instruction of instructions.slice(1)) {
    if (instruction.keyword !== "ARG" || instruction.line !== place.endLine + 1) break;
    place = instruction;
  }
  return file.comments.some(({ start, end }) => start > place.start && end < place.end) ? from : place;
}

function usesNode(name: string | undefined): boolean {
  return nodePrograms.has(name ?? "") || buildPrograms.has(name ?? "");
}
