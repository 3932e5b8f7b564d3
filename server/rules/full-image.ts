import type { NodeTag } from "../data/images";
import { installsDependencies, usesFullImage } from "../node/nodeImage";
import { type BaseImage, slimPythonTag, useTag } from "../stage/baseImage";
import { pulledBases } from "../stage/copiedImages";
import { tagState } from "../stage/officialTags";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "full-image",
  title: "The final image carries compilers and tools that running the application does not need",
  severity: "info",
  category: "base-image",
  practice: "multi-stage",
  why:
    "The variant without `-slim` brings compilers, git, curl and hundreds of libraries for building: about 900 MB more to move, and most of what scanners complain about. " +
    "Start the stage that ships from the `-slim` variant, and compile in a build stage.",
  sources: ["https://github.com/nodejs/docker-node#nodeslim"],
  bad: "FROM node:24.1.0-bookworm\nCOPY server.js .\n",
  good: "FROM node:24.1.0-bookworm-slim\nCOPY server.js .\n",

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    for (const image of pulledBases(file, facts)) {
      const tag = image.stage.ships ? slimTag(image) : undefined;
      if (tag === undefined || usesFullImage(file, image.stage, facts)) continue;
      // What is installed in this very stage may have to be compiled.
      const optional = image.name !== "node" || installsDependencies(file, image.stage) || undefined;
      yield {
        span: image.span,
        message: `"${image.reference.text}" brings compilers, git and curl into the final image; "${image.name}:${tag}" leaves them out`,
        fixes: useTag(file, image, tag, { optional }),
      };
    }
  },
} satisfies DockerfileRule;

/** The slim tag for the same version and distribution; undefined for tags that name neither, for slim ones, and where there was none. */
function slimTag({ name, node, reference }: BaseImage): string | undefined {
  const tag = node ? slimNodeTag(node, reference.tag) : name === "python" ? slimPythonTag(reference.tag) : undefined;
  return tag !== undefined && tagState(name, tag)?.state === "never" ? undefined : tag;
}

function slimNodeTag(node: NodeTag, tag: string | undefined): string | undefined {
  return node.slim || node.alpine || node.version === "latest" ? undefined : `${tag}-slim`;
}
