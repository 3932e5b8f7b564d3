import { replace } from "../edits/edits";
import { plainDownloadsIn } from "../instructions/plainDownloads";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["http:"],
  id: "unencrypted-download",
  title: "A program or an archive is fetched by plain HTTP, and nothing compares it with a checksum",
  severity: "warning",
  category: "secrets",
  why:
    "Anybody between the build and the server can put something else in place of what plain HTTP brings, and it becomes part of the image. " +
    "Fetch it by HTTPS, or compare it with a checksum or a signature before it is used.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#add---checksum",
    "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-09-Improper-Artifact-Integrity-Validation",
  ],
  bad: "FROM buildpack-deps:trixie\nRUN curl -fsSLo /tmp/a.tgz http://example.com/a.tgz && tar -xf /tmp/a.tgz -C /opt",
  good: "FROM buildpack-deps:trixie\nRUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz && tar -xf /tmp/a.tgz -C /opt",

  *check(file) {
    for (const instruction of file.instructions) {
      for (const { word, use } of plainDownloadsIn(instruction)) {
        const { text } = word;
        const at = text.search(/http:/i);
        const isVerbatim = at >= 0 && file.text.slice(word.start, word.end) === text;
        const scheme = { start: word.start + at, end: word.start + at + "http".length };
        yield {
          span: word,
          message: `The build ${use} what comes by plain HTTP, where others can put something else in its place, and compares no checksum`,
          // Not every server has both.
          fixes: isVerbatim
            ? [{ title: "Fetch it by HTTPS", safe: false, optional: true, edits: [replace(scheme, "https")] }]
            : [],
        };
      }
    }
  },
} satisfies DockerfileRule;
