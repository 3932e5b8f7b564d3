import { asLabel } from "../instructions/maintainer";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["MAINTAINER"],
  id: "deprecated-maintainer",
  title: "MAINTAINER is deprecated in favour of a label",
  severity: "info",
  category: "metadata",
  aliases: ["DL4000", "MaintainerDeprecated"],
  why:
    "`MAINTAINER` can hold one thing only and may go away. A label says the same, and `docker inspect` and " +
    "registries show it; `org.opencontainers.image.authors` is the agreed name.",
  sources: [
    "https://docs.docker.com/reference/build-checks/maintainer-deprecated/",
    "https://github.com/opencontainers/image-spec/blob/main/annotations.md",
  ],
  bad: "FROM node:24-slim\nMAINTAINER Ada <ada@example.com>",
  good: 'FROM node:24-slim\nLABEL org.opencontainers.image.authors="Ada <ada@example.com>"',

  *check(file) {
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "MAINTAINER" || instruction.onbuild) continue;
      const edit = asLabel(file, instruction);
      yield { span: instruction.name, fixes: edit && [{ title: "Write it as a label", safe: true, edits: [edit] }] };
    }
  },
} satisfies DockerfileRule;
