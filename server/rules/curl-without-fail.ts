import { unfailingDownloads } from "../stage/unfailingDownloads";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["curl"],
  id: "curl-without-fail",
  title: "curl saves the page that tells of an error as the program",
  severity: "info",
  category: "correctness",
  why:
    "Without `--fail`, curl ends well when the server answers 404 or 500, and writes that answer into the file. " +
    "The build goes on, and the image has a web page where the program should be, which shows when the container starts it.",
  sources: ["https://curl.se/docs/manpage.html#-f", "https://everything.curl.dev/cmdline/exitcode.html"],
  bad: "FROM buildpack-deps:trixie\nRUN curl -L -o /usr/local/bin/tini https://example.com/tini && chmod +x /usr/local/bin/tini",
  good: "FROM buildpack-deps:trixie\nRUN curl -f -L -o /usr/local/bin/tini https://example.com/tini && chmod +x /usr/local/bin/tini",

  *check(file) {
    for (const run of runsOf(file, "curl")) {
      for (const { command, file: saved } of unfailingDownloads(file, run)) {
        const [word] = command.words;
        if (!word) continue;
        yield {
          span: word,
          message: `Without -f, curl writes an answer like 404 into ${saved} and ends well, and nothing notices before the container starts it`,
          fixes: [{ title: "Add -f", safe: false, edits: [{ start: word.end, end: word.end, text: " -f" }] }],
        };
      }
    }
  },
} satisfies DockerfileRule;
