import { replace } from "../edits/edits";
import { stageReferences } from "../instructions/stageNames";
import { parseImage, parseReference } from "../syntax/image";
import type { Dockerfile, DockerfileRule, Finding, Fix, ImageReference, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "invalid-image-reference",
  title: "This is no image reference, so the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "An image is named by an optional registry, a path in lower case, and a tag or a digest: `registry.example.com/team/image:1.2.3`. " +
    "The build stops at anything else.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  bad: "FROM Node:24.1.0-slim",
  good: "FROM node:24.1.0-slim",

  *check(file) {
    if (!isPlainDockerfile(file)) return;
    for (const { base, parent, image } of file.stages) {
      // With variables, a build may choose other values.
      if (!image || image.text.includes("$") || placeholder.test(image.text)) continue;
      if (parent) yield* wrongCase(image);
      else if (base?.error !== undefined) {
        yield { span: image, message: `"${base.text}" is no image reference: ${base.error}`, fixes: inLowerCase(base) };
      }
    }
    for (const { text, stage, instruction, ...span } of stageReferences(file)) {
      // A bare word is meant as a stage, about which another rule has its say.
      if (stage || instruction.keyword === "FROM" || !/[/:@.]/.test(text) || placeholder.test(text)) continue;
      const reference = parseReference(text);
      if (reference.error === undefined) continue;
      const { start, end } = span;
      yield {
        span: { start, end },
        message: `"${text}" is no image reference: ${reference.error}`,
        severity: instruction.onbuild ? "warning" : undefined,
        fixes: inLowerCase(parseImage({ start, end, text, value: text })),
      };
    }
  },
} satisfies DockerfileRule;

/**
 * FROM compares what it is given with the names of stages in lower case, unlike `--from`: what has a capital is no stage.
 * Measured with the builders of Docker 26.1 and 28.5.
 */
function* wrongCase(image: Word): Iterable<Finding> {
  const name = image.value?.toLowerCase();
  if (name === undefined || image.value === name) return;
  yield {
    span: image,
    message: `FROM finds stages by their names in lower case only, and takes ${image.value} for an image: write ${name}`,
    fixes: [{ title: `Write ${name} in lower case`, safe: true, edits: [replace(image, name)] }],
  };
}

/** Other frontends have image references of their own, file paths for example. */
function isPlainDockerfile({ directives }: Dockerfile): boolean {
  const frontend = directives.find(({ name }) => name === "syntax")?.value;
  return frontend === undefined || /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(frontend);
}

/** What templates have in place of a name. */
const placeholder = /\{\{|\{%|<%|%%|^[@%][\w.]+[@%]$/;

function inLowerCase({ text, spans }: ImageReference): Fix[] | undefined {
  const at = spans ? spans.name.end - spans.name.start : 0;
  const name = text.slice(0, at).toLowerCase();
  if (!spans || parseReference(name + text.slice(at)).error !== undefined) return undefined;
  return [{ title: `Write ${name} in lower case`, safe: true, edits: [replace(spans.name, name)] }];
}
