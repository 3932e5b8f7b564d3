import { unverifiedIn } from "../instructions/unverifiedConnections";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "unverified-connection",
  title: "Certificates or signatures are not checked",
  severity: "warning",
  category: "secrets",
  why:
    "Without the check anybody between the build and the server can put something else in place of what is fetched, and it becomes part of the image. " +
    "Install `ca-certificates`, or the certificate of your own authority, and leave the check on.",
  sources: [
    "https://curl.se/docs/sslcerts.html",
    "https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",
    "https://manpages.debian.org/stable/apt/apt-secure.8.en.html",
  ],
  bad: "FROM node:24\nRUN curl -fsSLk -o /opt/tool https://example.com/tool",
  good: "FROM node:24\nRUN curl -fsSL -o /opt/tool https://example.com/tool",

  *check(file) {
    for (const instruction of file.instructions) {
      for (const { span, written, unchecked, edits, weighsLess } of unverifiedIn(file, instruction)) {
        const ends = instruction.stage && !instruction.stage.ships && instruction.keyword === "ARG";
        yield {
          span,
          message: `"${written}" ${unchecked}, so that others can slip something into the image`,
          severity: ends || weighsLess ? "info" : undefined,
          // The server may have no certificate that can be checked.
          fixes: edits && [{ title: "Leave the check on", safe: false, optional: true, edits }],
        };
      }
    }
  },
} satisfies DockerfileRule;
