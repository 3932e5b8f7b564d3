import { certainFacts } from "../context/certainFacts";
import { mayExist, wholeContext } from "../context/contextTree";
import { isIgnored, isNamedAsMade } from "../context/madeLater";
import { isEnvFile } from "../context/secretFiles";
import { isWhole, replace } from "../edits/edits";
import { imageFiles } from "../image/imageFiles";
import { insideOf, joined } from "../image/model";
import { neededOfStages } from "../image/stageSources";
import { compiledFolderOf } from "../multistage/compiledFolder";
import { siteFolderOf } from "../multistage/staticSite";
import { copyWithoutBuild, missingBuildOf } from "../node/missingBuild";
import { jarFolderMeant, jarMeant } from "../projects/builtJars";
import { cargoProgramMeant } from "../projects/cargoProgram";
import { goProgramMeant } from "../projects/goProgram";
import { inherited } from "../stage/users";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Facts, Finding, Stage } from "../types";
import { baseName } from "../util/paths";
import { own } from "../util/records";

export default {
  on: "Dockerfile",
  needs: ["from="],
  id: "missing-in-stage",
  title: "What is copied is not in that stage",
  severity: "warning",
  category: "stages",
  breaks: true,
  why:
    "Sources of `COPY --from`, and of mounts, start at the root of that stage, not at its `WORKDIR`, and the build stops where there is no such " +
    "file: after `WORKDIR /app`, `dist` is not `/app/dist`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  bad: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM nginx:1.29\nCOPY --from=build dist /usr/share/nginx/html",
  good: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html",
  files: { "package.json": '{ "scripts": { "build": "vite build" } }' },

  *check(file, facts) {
    yield* judge(file, certainFacts(facts));
  },
} satisfies DockerfileRule;

function* judge(file: Dockerfile, facts: Facts): Iterable<Finding> {
  const images = imageFiles(file, facts);
  for (const { instruction, stage, word, path, isRelative, pattern = "" } of neededOfStages(file)) {
    const files = images.after(stage);
    const isCopied = instruction.keyword !== "RUN";
    const isOpen = isCopied && files.at(path) === undefined;
    const jars = isOpen && /^\/[\w.*-]*\.jar$/.test(pattern) ? jarFolderMeant(facts, stage, path) : undefined;
    const made = jars ?? (isOpen && pattern === "" ? madeInstead(file, stage, path, facts) : undefined);
    if (made !== undefined) {
      const whole = made + pattern;
      const edits = [replace(word, instruction.exec ? `"${whole}"` : whole)];
      const message = `${path}${pattern} is not what the build of that stage makes, so that the build stops here: that is ${whole}`;
      yield { span: word, message, fixes: isWhole(word) ? [{ title: `Copy ${whole}`, safe: false, edits }] : [] };
    }
    if (path === "/" || files.at(path) !== "absent") continue;
    const { workdir } = stage.after;
    const name = isRelative ? path.slice(1) : baseName(path);
    const meant = workdir === undefined ? undefined : joined(workdir, name);
    const isLikely = meant !== undefined && meant !== path && files.at(meant) !== "absent";
    const from = stage.name?.text ?? `stage ${stage.index}`;
    const inside = workdir === undefined ? undefined : insideOf(path, workdir);
    const script =
      isLikely || copyWithoutBuild(file, facts) !== instruction ? undefined : missingBuildOf(file, facts)?.script;
    // Who builds on the machine first has it in what is copied.
    const mayCome = inside !== undefined && isNamedAsMade(inside) && !isIgnored(inside, facts) && takesAll(stage);
    yield {
      span: word,
      severity: mayCome ? "info" : undefined,
      message: `${path} is not in ${from}, so that the build stops here${mayCome ? " unless the build context holds it" : ""}${isLikely ? `: ${isCopied ? "sources of COPY --from" : "sources of a mount"} start at the root of the stage; did you mean ${meant}?` : ""}`,
      fixes:
        isLikely && isWhole(word) && /^[\w./-]+$/.test(meant)
          ? [
              {
                title: `${isCopied ? "Copy" : "Mount"} ${meant}${pattern}`,
                safe: false,
                edits: [replace(word, isCopied && instruction.exec ? `"${meant}${pattern}"` : meant + pattern)],
              },
            ]
          : [],
      note:
        typeof script === "object" ? `No step of ${from} runs the script "${script.name}", which makes it.` : undefined,
    };
  }
}

/** Whether a stage copies all of the build context. */
function takesAll(stage: Stage): boolean {
  return inherited(stage).some(
    (instruction) =>
      /^(?:COPY|ADD)$/.test(instruction.keyword) &&
      !flagOf(instruction, "from") &&
      instruction.words.slice(0, -1).some(({ value }) => /^[./]*$/.test(value ?? "")),
  );
}

/** What a build surely makes, when what is copied is another place that nothing else makes. */
function madeInstead(file: Dockerfile, stage: Stage, path: string, facts: Facts): string | undefined {
  const program =
    cargoProgramMeant(stage, path, facts) ?? goProgramMeant(stage, path, facts) ?? jarMeant(facts, stage, path);
  const context = wholeContext(facts);
  const site =
    program === undefined && context
      ? (siteFolderOf(stage, file, facts) ?? compiledFolderOf(stage, file, facts))
      : undefined;
  const inside = site && insideOf(path, site.work);
  if (!context || !site || !inside || !usualFolders.test(inside) || mayExist(context, inside)) return program;
  const others = stage.instructions.filter(
    ({ keyword, argumentText, assignments }) =>
      (keyword === "RUN" && /\b(?:mv|cp|ln|mkdir|tar|rsync|sed|outDir)\b/i.test(argumentText)) ||
      assignments.some(({ name }) => /BUILD_PATH|OUT_?DIR|OUTPUT/i.test(name.text)),
  );
  if (mayBeMoved(facts)) return undefined;
  const isApart = insideOf(site.built, path) === undefined && insideOf(path, site.built) === undefined;
  const manifest = imageFiles(file, facts).after(stage).at(joined(site.work, "package.json"));
  const isRoot = manifest !== undefined && manifest !== "absent" && manifest.source === "package.json";
  return others.length === 0 && isApart && isRoot ? site.built : undefined;
}

/** Create React App takes the folder of its output from the variable BUILD_PATH, which may stand in these files. */
function mayBeMoved(facts: Facts): boolean {
  const { dependencies = {}, devDependencies = {} } = facts.project ?? {};
  if (!own({ ...devDependencies, ...dependencies }, "react-scripts")) return false;
  return (facts.files ?? []).some((path) => isEnvFile(path) && !isIgnored(path, facts));
}

const usualFolders = /^(?:dist|build|out|public|www|output)$/;
