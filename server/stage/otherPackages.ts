/** Packages of the system that another release of the distribution may have by another name, or no more. */

import { nodeTag } from "../data/images";
import { descendants } from "../instructions/declarations";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Dockerfile, Stage, Word } from "../types";
import type { BaseImage } from "./baseImage";

/** The first package that a stage, or one that starts from it, installs and that not every release is known to have. */
export function otherPackage(file: Dockerfile, stage: Stage): Word | undefined {
  for (const { instructions } of descendants(file, stage)) {
    for (const command of instructions.flatMap((instruction) => commandsIn(instruction))) {
      const found = runs(command, "apt-get install", "apt install", "apk add")
        ? operands(command).find(isOther)
        : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** Why a tag that changes the release of the distribution may not do, as a clause; undefined where it does not, or all packages are everywhere. */
export function doubtOfPackages(file: Dockerfile, { node, stage }: BaseImage, tag: string): string | undefined {
  const next = nodeTag(tag);
  if (!node || !next) return undefined;
  const releaseOf = ({ alpine, alpineVersion, distribution }: typeof next) => (alpine ? alpineVersion : distribution);
  const isSame = releaseOf(node) === releaseOf(next) && (releaseOf(node) !== undefined || node.major === next.major);
  const found = isSame ? undefined : otherPackage(file, stage);
  const system = node.alpine ? "Alpine" : "Debian";
  return (
    found && `another release of ${system} comes with it, which may not have the package ${found.value ?? found.text}`
  );
}

function isOther({ value = "$" }: Word): boolean {
  return !everywhere.has(value.replace(/[=~<>@].*/, ""));
}

/** Names that Debian has had from bullseye to trixie, or Alpine for years. */
const everywhere: ReadonlySet<string> = new Set(
  (
    "dumb-init tini su-exec gosu bash curl wget git openssl ca-certificates procps gnupg unzip zip xz-utils jq nano vim less " +
    "tzdata sudo cron rsync openssh-client openssh tree lsof strace locales build-essential build-base gcc g++ make cmake " +
    "autoconf automake libtool nasm pkg-config pkgconfig python3 python3-dev python3-pip python3-venv libffi-dev libssl-dev " +
    "zlib1g-dev postgresql-client redis-tools sqlite3 sqlite libsqlite3-dev libpq-dev imagemagick graphicsmagick ffmpeg " +
    "ghostscript chromium fonts-liberation libvips-dev vips-dev libcairo2-dev libpango1.0-dev libjpeg-dev libgif-dev " +
    "librsvg2-dev cairo-dev pango-dev jpeg-dev giflib-dev librsvg-dev nginx supervisor netcat-openbsd iputils-ping nss " +
    "freetype harfbuzz ttf-freefont libc6-compat gcompat linux-headers musl-dev libstdc++ gettext coreutils findutils"
  ).split(" "),
);
