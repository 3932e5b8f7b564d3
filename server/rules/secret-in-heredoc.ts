import { isSecretName, tokenKind } from "../context/secrets";
import { declares } from "../instructions/declarations";
import { copiesOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Heredoc, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["<<"],
  id: "secret-in-heredoc",
  title: "A secret is written into a file of the image",
  severity: "warning",
  category: "secrets",
  practice: "mounted-secrets",
  why:
    "Docker puts the values of `ARG` and `ENV` into the heredoc of a `COPY`, and the file into a layer, which keeps it " +
    "even when a later `RUN` deletes it. " +
    "Mount the file for the command that needs it with `RUN --mount=type=secret`.",
  sources: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.docker.com/reference/dockerfile/#example-creating-inline-files",
  ],
  bad:
    "FROM node:24\nARG NPM_TOKEN\nCOPY <<EOF /root/.npmrc\n" +
    "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\nEOF\nRUN npm ci",
  good: "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true npm ci",

  *check(file) {
    for (const instruction of copiesOf(file)) {
      for (const heredoc of instruction.heredocs) {
        const secret = secretIn(file, instruction, heredoc);
        if (secret === undefined) continue;
        const target = instruction.words.at(-1)?.text;
        yield {
          span: heredoc.operator,
          message: `${secret} is written into ${target}, which stays in this layer`,
        };
      }
    }
  },
} satisfies DockerfileRule;

/** The first secret of a heredoc in words: a variable that Docker replaces by its value, or a token. */
function secretIn({ text }: Dockerfile, instruction: Instruction, { body, expand }: Heredoc): string | undefined {
  const written = text.slice(body.start, body.end);
  for (const [, name = ""] of expand ? written.matchAll(/(?<!\\)\$\{?([A-Za-z_]\w*)/g) : []) {
    if (isSecretName(name) && isSet(instruction, name)) return `The value of ${name}`;
  }
  for (const word of written.split(/[\s=:"']+/)) {
    const kind = word.length > 15 ? tokenKind(word) : undefined;
    if (kind) return kind.replace(/^./, (first) => first.toUpperCase());
  }
  return undefined;
}

/** Whether ARG or ENV sets a variable before; the others are replaced by nothing. */
function isSet({ stage, start }: Instruction, name: string): boolean {
  return stage !== undefined && declares(stage, name, { start });
}
