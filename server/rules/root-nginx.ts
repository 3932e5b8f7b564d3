import { replace } from "../edits/edits";
import { isTrusted } from "../instructions/trust";
import { nginxConfigs, nginxObstacle } from "../servers/nginxServer";
import { baseImages } from "../stage/baseImage";
import { mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Edit, Facts, Fix, Stage, Word } from "../types";

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
    const obstacle = nginxObstacle(file, image.stage, facts);
    const configs = nginxConfigs(file, image.stage, facts);
    // Settings of its own say which port that is, the same in both images.
    const isOwnPort = configs.some(({ text }) => text !== undefined && /\blisten\b/.test(text));
    const ports = isOwnPort ? [] : portEdits(image.stage);
    const edits = name && hasTag && isHub && obstacle === undefined ? ports : undefined;
    yield {
      span: image.word,
      fixes: name && edits && fixes([replace(name, "nginxinc/nginx-unprivileged"), ...edits], isOwnPort, facts),
      note: obstacle,
    };
  },
} satisfies DockerfileRule;

/** Whoever publishes port 80 has to publish another one then. */
function fixes(edits: readonly Edit[], isOwnPort: boolean, facts: Facts): Fix[] {
  if (!isTrusted("docker.io", facts)) return [];
  const title = `Use nginxinc/nginx-unprivileged${isOwnPort ? "" : " and its port 8080"}`;
  const doubt = isOwnPort
    ? "it is an image of another publisher"
    : "whoever publishes port 80 of the container has to publish 8080 then";
  return [{ title, safe: false, optional: true, doubt, edits }];
}

/** The edits of EXPOSE; undefined where another port is named. */
function portEdits({ instructions }: Stage): Edit[] | undefined {
  const words = instructions.flatMap(({ keyword, words }) => (keyword === "EXPOSE" ? words : []));
  const edits = words.flatMap((word) => portEdit(word) ?? []);
  return edits.length === words.length ? edits : undefined;
}

function portEdit({ text, start }: Word): Edit | undefined {
  return /^80(?:\/tcp)?$/.test(text) ? { start, end: start + 2, text: "8080" } : undefined;
}
