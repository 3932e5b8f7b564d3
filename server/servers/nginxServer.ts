/** Whether a stage of the official nginx does what its unprivileged twin can do. Source: github.com/nginx/docker-nginx-unprivileged. */

import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { configsIn, isOpenToAll, type ServerConfig } from "./serverConfigs";

const settings = "/etc/nginx";

/** The settings that a stage brings for nginx. */
export function nginxConfigs(file: Dockerfile, stage: Stage, facts: Facts): ServerConfig[] {
  return configsIn(file, stage, [settings], facts);
}

/** Why nginx would not do the same without root, as a sentence without its full stop; undefined where nothing speaks against it. */
export function nginxObstacle(file: Dockerfile, stage: Stage, facts: Facts): string | undefined {
  const other = stage.instructions.find((it) => it.onbuild || !plain.test(it.keyword));
  if (other) return `${other.keyword} in line ${other.line + 1} may do what takes root`;
  const copy = stage.instructions.find((it) => isCopy(it) && !isServed(it) && !isSetting(it));
  if (copy) return `${copy.keyword} in line ${copy.line + 1} brings what nginx may read or write as root`;
  const configs = nginxConfigs(file, stage, facts);
  const check = stage.instructions.find(({ keyword }) => keyword === "HEALTHCHECK");
  if (check && /https?:\/\//.test(check.argumentText) && !configs.some(({ text }) => /\blisten\b/.test(text ?? "")))
    return `HEALTHCHECK in line ${check.line + 1} asks where nginx listens, which would be port 8080 then`;
  for (const { name, text, target } of configs) {
    if (text === undefined) return `What ${name} says is not known`;
    const obstacle = obstacleIn(text.replace(/#.*/g, ""), name, target);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

const plain = /^(?:FROM|COPY|ADD|WORKDIR|EXPOSE|HEALTHCHECK|LABEL|ENV|ARG|MAINTAINER|CMD|STOPSIGNAL)$/;

function isServed({ words, before }: Instruction): boolean {
  const target = resolvePath(before.workdir, words.at(-1)?.value) ?? "";
  return /^\/(?:usr\/share\/nginx\/html|var\/www|srv)(?:\/|$)/.test(target);
}

function isSetting({ words, before }: Instruction): boolean {
  const target = resolvePath(before.workdir, words.at(-1)?.value) ?? "";
  return /^\/etc\/nginx\/(?:conf\.d|templates|nginx\.conf|snippets)(?:\/|$)/.test(target);
}

/** Source: nginx.org/en/docs/dirindex.html. */
function obstacleIn(text: string, name: string, target: string): string | undefined {
  const ports = [...text.matchAll(/(?:^|[\s{;])listen\s+(?:[^\s;]*:)?([^\s;:]+)/g)].map(([, port = ""]) => port);
  const closed = ports.find((port) => /^\d+$/.test(port) && !isOpenToAll(Number(port)));
  if (closed !== undefined)
    return `${name} has nginx listen on ${closed}, a port that not every host lets others than root open`;
  const unclear = ports.find((port) => !/^\d+$/.test(port));
  if (unclear !== undefined) return `${name} has nginx listen on ${unclear}, which cannot be told from here`;
  const servers = text.match(/(?:^|[\s;}])server\s*\{/g)?.length ?? 0;
  if (servers > ports.length) return `${name} has a server without listen, which is port 80 for root`;
  if (/\bssl_certificate_key\b/.test(text)) return `${name} has nginx read a key, which may be root's`;
  const written = [
    ...text.matchAll(/(?:^|[\s{;])(?:access_log|error_log|pid|\w+_temp_path|proxy_cache_path)\s+([^\s;]+)/g),
  ].map(([, path = ""]) => path);
  const own = written.find((path) => !openPaths.test(path));
  if (own !== undefined) return `${name} names ${own} to be written, which root opens`;
  // It takes the place of the one that names folders which nginx may write.
  const isMain = target === `${settings}/nginx.conf` || name === "nginx.conf";
  if (
    isMain &&
    /(?:^|[\s}])events\s*\{/.test(text) &&
    !(/\bpid\s+\/tmp\//.test(text) && /\bclient_body_temp_path\b/.test(text))
  )
    return `${name} takes the place of the settings that have nginx write to /tmp`;
  return undefined;
}

const openPaths =
  /^(?:off|syslog:\S*|stderr|(?:\/tmp|\/dev|\/var\/cache\/nginx)(?:\/.*)?|\/var\/log\/nginx\/(?:access|error)\.log)$/;
