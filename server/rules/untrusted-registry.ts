import { stageReferences } from "../instructions/stageNames";
import { hostOf, isTrusted } from "../instructions/trust";
import { isAdditionalContext } from "../stage/additionalContexts";
import { parseReference } from "../syntax/image";
import type { Dockerfile, DockerfileRule, ImageReference, Span } from "../types";

export default {
  on: "Dockerfile",
  id: "untrusted-registry",
  title: "The image comes from a registry that the project does not trust",
  severity: "error",
  category: "base-image",
  aliases: ["DL3026"],
  why:
    "The project's configuration lists the registries that images may come from. An image without a registry comes " +
    "from docker.io.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3026"],
  policy: { trustedRegistries: ["docker.io", "*.example.com"] },
  bad: "FROM registry.example.org/node:24",
  good: "FROM registry.example.com/node:24",

  *check(file, facts) {
    for (const { span, image } of images(file)) {
      const host = hostOf(image);
      if (isTrusted(host, facts) || isAdditionalContext(facts, image.text)) continue;
      const trusted = facts.policy?.trustedRegistries ?? [];
      yield { span, message: `${host} is none of the trusted registries: ${trusted.join(", ")}` };
    }
  },
} satisfies DockerfileRule;

/** Every image that the build takes something from; `scratch` is none. */
function images(file: Dockerfile): { span: Span; image: ImageReference }[] {
  const bases = file.stages.flatMap(({ image, base, parent }) =>
    image && base && !parent && base.text !== "scratch" ? [{ span: image, image: base }] : [],
  );
  const others = stageReferences(file).flatMap(({ instruction, stage, text, start, end }) =>
    instruction.keyword === "FROM" || stage || /^\d+$/.test(text)
      ? []
      : [{ span: { start, end }, image: parseReference(text) }],
  );
  return [...bases, ...others];
}
