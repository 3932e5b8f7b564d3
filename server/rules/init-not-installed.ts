import { addedInits } from "../data/initPrograms";
import { replace } from "../edits/edits";
import { callOf, findInit, initPath, installInit, isPackagedInit } from "../stage/inits";
import { mainProcess, programName } from "../stage/process";
import { baseFacts } from "../stage/users";
import type { Dockerfile, DockerfileRule, Fix, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "init-not-installed",
  title: "The init that the container starts with is not in the image",
  severity: "error",
  category: "signals",
  practice: "signals",
  why:
    "The final stage starts with an init that nothing in it installs or copies, so that the container ends at " +
    "once with *executable file not found*. What an earlier stage has installed does not come along by itself.",
  sources: [
    "https://docs.docker.com/build/building/multi-stage/",
    "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#handling-kernel-signals",
  ],
  bad: 'FROM node:22-alpine\nCMD ["dumb-init", "node", "server.js"]',
  good: 'FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCMD ["dumb-init", "node", "server.js"]',

  *check(file, { today }) {
    const main = file.final && mainProcess(file.final);
    const name = programName(main?.init?.value);
    if (!file.final || !main?.init?.value || name === undefined || !addedInits.has(name)) return;
    // What lies elsewhere may come along with a folder that is copied.
    if (callOf(main.init.value) !== name || !isKnown(file.final) || findInit(file.final, [name])) return;
    const fix = installFix(file, main.starts.stage ?? file.final, name, main.init, today);
    yield {
      span: main.init,
      message: `${name} is not in the image: nothing in its stage installs or copies it`,
      fixes: fix && [fix],
    };
  },
} satisfies DockerfileRule;

/** An image whose programs are known, and no init among them. */
function isKnown(stage: Stage): boolean {
  const image = baseFacts(stage);
  return image?.isListed === true && image.hasInit === undefined && image.family !== "windows";
}

function installFix(file: Dockerfile, stage: Stage, name: string, word: Word, today: string): Fix | undefined {
  if (!isPackagedInit(name)) return undefined;
  const edits = installInit(file, stage, name, today);
  if (!edits) return undefined;
  // Distributions differ in the folder that they put it in.
  const isFound = word.value === name || word.value === initPath(stage, name);
  const call = isFound ? [] : [replace(word, word.text.startsWith('"') ? JSON.stringify(name) : name)];
  return { title: `Put ${name} into the image`, safe: false, edits: [...edits, ...call] };
}
