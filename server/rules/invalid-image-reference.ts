import { replace } from "../text/edits";
import { parseReference } from "../text/image";
import type { Dockerfile, DockerfileRule, Fix, ImageReference } from "../types";

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
      if (parent || !image || base?.error === undefined || !base.spans || placeholder.test(base.text)) continue;
      yield { span: image, message: `"${base.text}" is no image reference: ${base.error}`, fixes: inLowerCase(base) };
    }
  },
} satisfies DockerfileRule;

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
