import { pulledImages } from "../stage/copiedImages";
import { onlineImage } from "../stage/imageState";
import { isBehind, pinTo } from "../stage/pinning";
import type { DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["@"],
  id: "outdated-digest",
  title: "The tag stands for another image than the digest beside it",
  severity: "info",
  category: "base-image",
  registry: { "example/tool:1": { digest: `sha256:${"0".repeat(64)}` } },
  why:
    "A digest keeps the image of the day on which it was written, without the fixes that the tag has had since. " +
    "That is what it is for, and it wants to be renewed; what the tag stands for is known where a registry may be asked.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: `FROM example/tool:1@sha256:${"1".repeat(64)}`,
  good: `FROM example/tool:1@sha256:${"0".repeat(64)}`,

  *check(file, facts) {
    for (const image of pulledImages(file, facts)) {
      const { reference, word } = image;
      const online = reference.digest === undefined ? undefined : onlineImage(facts, reference);
      if (online?.state !== "found" || !isBehind(reference, online.value.digest)) continue;
      const edit = pinTo(file, image, facts, online.value.digest);
      const fix: Fix[] =
        "reason" in edit ? [] : [{ title: "Update the digest", safe: false, optional: true, edits: [edit] }];
      yield {
        span: reference.spans?.digest ?? word,
        message: `${reference.name}:${reference.tag} stands for another image by now than this digest`,
        fixes: fix,
      };
    }
  },
} satisfies DockerfileRule;
