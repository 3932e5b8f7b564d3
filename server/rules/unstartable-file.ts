import { certainFacts } from "../context/certainFacts";
import { obstacleOf, startsOf } from "../image/startFiles";
import { remediesFor, whyNot } from "../image/startRemedies";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "unstartable-file",
  title: "The file that is started cannot be started",
  severity: "warning",
  category: "correctness",
  breaks: true,
  ofContext: true,
  why:
    "The kernel starts a file only if its user may execute it, if its first line names an interpreter that is there, and if " +
    "that line does not end with the carriage return of Windows. A name without a slash is looked for on the PATH alone. " +
    "What fails here shows when the container starts, as “permission denied”, “no such file or directory” or “exec format error”.",
  sources: [
    "https://man7.org/linux/man-pages/man2/execve.2.html",
    "https://docs.docker.com/reference/dockerfile/#copy---chmod",
  ],
  bad: 'FROM debian:12-slim\nCOPY --chmod=644 start.sh /start.sh\nUSER 1000\nENTRYPOINT ["/start.sh"]',
  good: 'FROM debian:12-slim\nCOPY --chmod=755 start.sh /start.sh\nUSER 1000\nENTRYPOINT ["/start.sh"]',
  files: { "start.sh": "#!/bin/sh\nexec sleep 1\n" },

  *check(file, facts) {
    const known = certainFacts(facts);
    for (const start of startsOf(file, known)) {
      const obstacle = obstacleOf(start, file, known);
      if (!obstacle) continue;
      yield {
        span: start.word,
        message: whyNot(start, obstacle),
        fixes: remediesFor(file, start, obstacle),
        note: obstacle.kind === "line ends" ? lineEnds : undefined,
      };
    }
  },
} satisfies DockerfileRule;

const lineEnds =
  "A line `*.sh text eol=lf` in `.gitattributes` keeps the line ends of Unix wherever the repository is checked out.";
