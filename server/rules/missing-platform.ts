import { baseImages } from "../stage/baseImage";
import { onlineImage } from "../stage/imageState";
import { flagOf } from "../syntax/instructions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["platform"],
  id: "missing-platform",
  title: "The image is not there for the platform that FROM asks for",
  severity: "error",
  category: "base-image",
  aliases: ["InvalidBaseImagePlatform"],
  registry: { "example/tool:1": { platforms: ["linux/amd64"] } },
  why:
    "With `--platform` the build takes the image of that platform, and stops where there is none; an image of one platform alone is taken all the same, and what it starts fails. " +
    "What platforms there are is known where a registry may be asked.",
  sources: ["https://docs.docker.com/reference/build-checks/invalid-base-image-platform/"],
  bad: "FROM --platform=linux/arm64 example/tool:1",
  good: "FROM --platform=linux/amd64 example/tool:1",

  *check(file, facts) {
    for (const { stage, reference } of baseImages(file)) {
      const flag = flagOf(stage.from, "platform")?.value;
      const online = reference.digest === undefined ? onlineImage(facts, reference) : undefined;
      if (flag?.value === undefined || flag.text.includes("$") || online?.state !== "found") continue;
      const { platforms, isIndex } = online.value;
      const wanted = familiar(flag.value);
      if (platforms.length === 0 || platforms.some((platform) => fits(familiar(platform), wanted))) continue;
      yield {
        span: flag,
        message: `"${reference.text}" is there for ${platforms.join(", ")}, and not for ${flag.value}`,
        severity: isIndex ? undefined : "warning",
      };
    }
  },
} satisfies DockerfileRule;

/** As builders write it: `linux/arm64` is the one of version 8. */
function familiar(platform: string): string {
  const [os = "", machine = "", variant = ""] = platform.toLowerCase().split("/");
  if (machine === "" && os !== "windows" && os !== "linux") return familiar(`linux/${os}`);
  const name = names[machine] ?? machine;
  const [architecture = "", own = ""] = name.split("/");
  const version = variant || own;
  return `${os}/${architecture}/${architecture === "arm64" && version === "v8" ? "" : version}`;
}

const names: Readonly<Record<string, string>> = {
  x86_64: "amd64",
  "x86-64": "amd64",
  aarch64: "arm64",
  armhf: "arm/v7",
  armel: "arm/v6",
  arm: "arm/v7",
  i386: "386",
};

/** Which version of a machine runs what is for another one, the builder judges. */
function fits(platform: string, wanted: string): boolean {
  const [os, machine] = platform.split("/");
  const [otherOs, otherMachine] = wanted.split("/");
  return (
    platform === wanted || (os === otherOs && (otherMachine === "" || (machine === otherMachine && machine === "arm")))
  );
}
