import { writtenSecrets } from "../context/writtenSecrets";
import { npmrcWrites } from "../node/npmrc";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "secret-in-run",
  title: "A secret stands in a RUN",
  severity: "warning",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "`docker history` shows every command of an image, so whoever has the image has the secrets in them, and so has whoever reads the repository. " +
    "Mount what a command needs with `RUN --mount=type=secret`, and leave accounts without a password.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  bad: 'FROM debian:13\nRUN curl -fsSL -H "Authorization: Bearer 9f1c2a7be04d55" -o /opt/tool https://example.com/tool',
  good:
    "FROM debian:13\nRUN --mount=type=secret,id=token,env=TOKEN,required=true " +
    'curl -fsSL -H "Authorization: Bearer $TOKEN" -o /opt/tool https://example.com/tool',

  *check(file) {
    for (const run of runsOf(file)) {
      const secrets = writtenSecrets(run);
      // npmrc-written-in-run tells of tokens in settings of npm.
      if (secrets.length === 0 || npmrcWrites(file, run).length > 0) continue;
      for (const { span, what, isCertain } of secrets) {
        yield {
          span,
          message: `${what} can be read in the history of the image by whoever has it: mount it as a secret`,
          severity: isCertain && run.stage?.ships ? "error" : undefined,
        };
      }
    }
  },
} satisfies DockerfileRule;
