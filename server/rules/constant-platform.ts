import { removeFlag } from "../edits/edits";
import { platformFault } from "../instructions/flagValues";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Fix, Flag, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: ["platform"],
  id: "constant-platform",
  title: "The stage is built for one platform, whichever is asked for",
  severity: "info",
  category: "base-image",
  aliases: ["DL3029", "FromPlatformFlagConstDisallowed"],
  why:
    "With a platform written into `FROM` the image is built for that alone, and emulated everywhere else. Leave it " +
    "to `docker build --platform`, or take `$BUILDPLATFORM` for a stage that cross-compiles; a stage made for one " +
    "platform has it in its name.",
  sources: [
    "https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/",
    "https://docs.docker.com/build/building/multi-platform/",
  ],
  bad: "FROM --platform=linux/amd64 node:24-slim",
  good: "FROM node:24-slim",

  *check(file) {
    for (const stage of file.stages) {
      const flag = flagOf(stage.from, "platform");
      const platform = flag?.value?.value;
      if (!flag || !platform || flag.value?.text.includes("$") || isNamedSo(stage, platform)) continue;
      if (platformFault(platform)) continue;
      yield {
        span: flag,
        message: `The stage is always built for ${platform}, whichever platform is asked for`,
        fixes: fixes(file, stage, flag, platform),
      };
    }
  },
} satisfies DockerfileRule;

/** Docker's names for what other tools call otherwise. */
const architectures: Readonly<Record<string, string>> = {
  x86_64: "amd64",
  "x86-64": "amd64",
  aarch64: "arm64",
  armhf: "arm",
  armel: "arm",
  i386: "386",
};

/** Whether the name of the stage says for which platform it is made. */
function isNamedSo({ name }: Stage, platform: string): boolean {
  const lower = name?.value?.toLowerCase() ?? "";
  return platform
    .toLowerCase()
    .split("/")
    .slice(0, 2)
    .some((part) => part !== "" && lower.includes(architectures[part] ?? part));
}

function fixes(file: Dockerfile, { from }: Stage, flag: Flag, platform: string): Fix[] {
  const edit = removeFlag(file, from, flag);
  // The image may exist for that platform only.
  return edit ? [{ title: `Delete --platform=${platform}`, safe: false, optional: true, edits: [edit] }] : [];
}
