import { replace } from "../edits/edits";
import { isTrusted } from "../instructions/trust";
import { baseImages } from "../stage/baseImage";
import { mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import type { DockerfileRule, Edit, Facts, Fix, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: ["nginx"],
  id: "root-nginx",
  title: "The main process of nginx runs as root",
  severity: "hint",
  category: "user",
  practice: "unprivileged-user",
  hintsCount: true,
  why:
    "Only the workers of nginx run as another user: its main process, which reads the configuration and opens the logs, stays root. " +
    "`nginxinc/nginx-unprivileged` is the same image without root; it listens on 8080 instead of 80.",
  sources: ["https://github.com/nginx/docker-nginx-unprivileged"],
  bad: "FROM nginx:1.30-alpine\nCOPY dist /usr/share/nginx/html\nEXPOSE 80",
  good: "FROM nginxinc/nginx-unprivileged:1.30-alpine\nCOPY dist /usr/share/nginx/html\nEXPOSE 8080",

  *check(file, facts) {
    const image = baseImages(file).find(({ stage }) => stage === file.final);
    if (image?.name !== "nginx" || image.stage.after.user || isForDevelopment(file, facts)) return;
    const program = mainProcess(image.stage)?.argv[0]?.value;
    if (mainProcess(image.stage) && programName(program) !== "nginx") return;
    const name = image.reference.spans?.name;
    const hasTag = /^(?:latest|stable|mainline|\d+\.\d+(?:\.\d+)?)(?:-alpine(?:-slim)?)?$/.test(
      image.reference.tag ?? "",
    );
    const isHub = image.reference.registry === undefined && image.reference.digest === undefined;
    const ports = name && hasTag && isHub ? portEdits(image.stage) : undefined;
    yield {
      span: image.word,
      fixes: name && ports && fixes([replace(name, "nginxinc/nginx-unprivileged"), ...ports], facts),
    };
  },
} satisfies DockerfileRule;

/** Whoever publishes port 80 has to publish another one then. */
function fixes(edits: readonly Edit[], facts: Facts): Fix[] {
  if (!isTrusted("docker.io", facts)) return [];
  return [{ title: "Use nginxinc/nginx-unprivileged and its port 8080", safe: false, optional: true, edits }];
}

/** The edits of EXPOSE; undefined where the stage has a configuration of its own, or does what takes root. */
function portEdits({ instructions }: Stage): Edit[] | undefined {
  const isPlain = (instruction: Instruction) =>
    /^(?:FROM|COPY|ADD|EXPOSE|LABEL|ENV|ARG|MAINTAINER)$/.test(instruction.keyword) && !touchesSettings(instruction);
  if (!instructions.every(isPlain)) return undefined;
  const words = instructions.flatMap(({ keyword, words }) => (keyword === "EXPOSE" ? words : []));
  const edits = words.flatMap((word) => portEdit(word) ?? []);
  return edits.length === words.length ? edits : undefined;
}

function touchesSettings(instruction: Instruction): boolean {
  const { words, before, onbuild } = instruction;
  if (onbuild) return true;
  if (!isCopy(instruction)) return false;
  return !/^\/(?:usr\/share\/nginx\/html|var\/www|srv)(?:\/|$)/.test(
    resolvePath(before.workdir, words.at(-1)?.value) ?? "",
  );
}

function portEdit({ text, start }: Word): Edit | undefined {
  return /^80(?:\/tcp)?$/.test(text) ? { start, end: start + 2, text: "8080" } : undefined;
}
