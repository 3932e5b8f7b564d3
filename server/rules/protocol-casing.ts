import { replace } from "../edits/edits";
import { exposedPorts } from "../instructions/ports";
import type { DockerfileRule, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["EXPOSE"],
  id: "protocol-casing",
  title: "The protocol of a port is written in lower case",
  severity: "hint",
  category: "correctness",
  aliases: ["ExposeProtoCasing"],
  why: "Docker writes protocols in lower case, and some tools that read the ports of an image know them only so.",
  sources: ["https://docs.docker.com/reference/build-checks/expose-proto-casing/"],
  bad: "FROM node:24-slim\nEXPOSE 3000/TCP",
  good: "FROM node:24-slim\nEXPOSE 3000/tcp",

  *check(file) {
    for (const { word, protocol } of exposedPorts(file)) {
      const lower = protocol?.toLowerCase();
      if (lower === undefined || lower === protocol || !/^(?:tcp|udp|sctp)$/.test(lower)) continue;
      yield { span: word, message: `The protocol is written ${lower}, not ${protocol}`, fixes: fixes(word, lower) };
    }
  },
} satisfies DockerfileRule;

function fixes(word: Word, lower: string): Fix[] {
  if (word.end - word.start !== word.text.length) return [];
  const at = word.text.toLowerCase().lastIndexOf(`/${lower}`);
  if (at < 0) return [];
  const span = { start: word.start + at + 1, end: word.start + at + 1 + lower.length };
  return [{ title: `Write ${lower}`, safe: true, edits: [replace(span, lower)] }];
}
