import { replace } from "../edits/edits";
import { exposedPorts, type Port } from "../instructions/ports";
import type { DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["EXPOSE"],
  id: "host-port-in-expose",
  title: "EXPOSE takes ports of the container only",
  severity: "warning",
  category: "correctness",
  aliases: ["ExposeInvalidFormat"],
  why:
    "`EXPOSE` says which ports the program listens on. Which address and port of the host lead there is said by " +
    "`docker run --publish`; BuildKit ignores it here, and will refuse it.",
  sources: ["https://docs.docker.com/reference/build-checks/expose-invalid-format/"],
  bad: "FROM node:24-slim\nEXPOSE 8080:3000",
  good: "FROM node:24-slim\nEXPOSE 3000",

  *check(file) {
    for (const port of exposedPorts(file)) {
      if (!/[^:]/.test(port.host)) continue;
      yield {
        span: port.word,
        message: `EXPOSE takes ports of the container only; "${port.host}" is said when the container is started`,
        fixes: fixes(port),
      };
    }
  },
} satisfies DockerfileRule;

function fixes({ word, host, container, protocol }: Port): Fix[] {
  if (word.text !== word.value || container === "") return [];
  const prefix = { start: word.start, end: word.start + host.length + 1 };
  const rest = protocol === undefined ? container : `${container}/${protocol}`;
  return [{ title: `Expose ${rest} only`, safe: true, edits: [replace(prefix, "")] }];
}
