import { isAdditionalContext } from "../context/additionalContexts";
import { stageReferences } from "../instructions/stageNames";
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
    const trusted = facts.policy?.trustedRegistries ?? [];
    if (trusted.length === 0) return;
    for (const { span, image } of images(file)) {
      if (isAdditionalContext(facts, image.text)) continue;
      const hosts = image.registry === undefined || isHub(image.registry) ? hub : [image.registry];
      if (trusted.some((pattern) => hosts.some((host) => fits(host, pattern)))) continue;
      yield { span, message: `${hosts[0]} is none of the trusted registries: ${trusted.join(", ")}` };
    }
  },
} satisfies DockerfileRule;

/** The names that people have for the registry of images without one. */
const hub = ["docker.io", "hub.docker.com", "index.docker.io", "registry-1.docker.io"];

function isHub(registry: string): boolean {
  return hub.includes(registry);
}

function fits(host: string, pattern: string): boolean {
  if (pattern === "*") return true;
  if (pattern.startsWith("*")) return host.endsWith(pattern.slice(1));
  return pattern.endsWith("*") ? host.startsWith(pattern.slice(0, -1)) : host === pattern;
}

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
