import { toolchainCall } from "../projects/toolchainCalls";
import { toolchains } from "../projects/toolchains";
import type { Refusal } from "../projects/wantedVersions";
import { type BaseImage, isVariable, useTag } from "../stage/baseImage";
import { pulledBases } from "../stage/copiedImages";
import { tagState } from "../stage/officialTags";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "outdated-toolchain",
  title: "The project asks for another version of the toolchain than the image has",
  severity: "warning",
  category: "base-image",
  breaks: true,
  ofContext: true,
  why:
    "The `go` line of go.mod, `rust-version`, `requires-python`, the `ruby` of a Gemfile, the `php` of composer.json, `TargetFramework` and the release of Java say which version a project needs, " +
    "and its tools refuse another one: the build stops. Start from an image of that version, or ask for less.",
  sources: ["https://go.dev/doc/toolchain", "https://doc.rust-lang.org/cargo/reference/rust-version.html"],
  bad: "FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .",
  good: "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .",
  files: { "go.mod": "module app\n\ngo 1.26\n", "main.go": "package main\n" },

  *check(file, facts) {
    for (const image of pulledBases(file, facts)) {
      for (const toolchain of toolchains) {
        const version = toolchain.versionIn(image.reference);
        const refusal = version === undefined ? undefined : toolchain.refusal(version, facts);
        const call = refusal && toolchainCall(file, image.stage, toolchain, refusal, facts);
        if (!refusal || !call) continue;
        yield {
          span: image.span,
          severity: isVariable(image) ? "info" : undefined,
          message: `${refusal.manifest} asks for ${refusal.wanted}, and the image has ${toolchain.language} ${version}, ${refusal.because}: "${call}" stops the build`,
          fixes: fixes(file, image, version ?? "", refusal),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** The same variant of the version that is asked for, or of its line, where there is one. */
function fixes(file: Dockerfile, image: BaseImage, version: string, { version: wanted, isExact }: Refusal): Fix[] {
  const { tag = "" } = image.reference;
  if (wanted === undefined) return [];
  const line = wanted.split(".").slice(0, 2).join(".");
  const isLine = version.split(".").length < 3;
  for (const next of isExact ? [wanted] : isLine ? [line, wanted] : [wanted, line]) {
    const whole = tag.replace(version, next);
    for (const candidate of [
      whole,
      whole.replace(/-(alpine)[\d.]+$/, "-$1"),
      whole.replace(/-(slim-)?(?:bullseye|buster|bookworm)$/, (_, slim) => (slim ? "-slim" : "")),
    ]) {
      if (!exists(image.name, candidate)) continue;
      return useTag(file, image, candidate) ?? [];
    }
  }
  return [];
}

function exists(name: string, tag: string): boolean {
  return (
    tagState(name, tag)?.state === "listed" ||
    (name.startsWith("mcr.microsoft.com/") && /^(?:[6-9]|10)\.0(?:-alpine)?$/.test(tag))
  );
}
