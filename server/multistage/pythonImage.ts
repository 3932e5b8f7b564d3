/** The image that ships a Python program. */

import { officialName } from "../data/images";
import { slimPythonTag } from "../stage/baseImage";
import { pythonVersionOf } from "../stage/pythonVersion";
import type { Dockerfile, Stage } from "../types";
import { fromOther } from "./assemble";
import type { RuntimeImage } from "./shippedStarts";

/** What ships a program of Python. */
export interface PythonImage extends RuntimeImage {
  /** The version as far as the tag names it: "3.12". */
  readonly version: string | undefined;
}

/** The image of the stage that ships; undefined where none is known to have the same Python. */
export function pythonImage(file: Dockerfile, stage: Stage): PythonImage | undefined {
  const { from, image, base, name } = stage;
  if (!image || !base || name || from.end !== image.end) return undefined;
  const version = pythonVersionOf(base);
  if (officialName(base.name) !== "python") {
    const [, line, variant = ""] =
      /^(?:\d[\d.]*-)?python(\d+\.\d+)-((?:trixie|bookworm|bullseye)(?:-slim)?|alpine[\d.]*)$/.exec(base.tag ?? "") ??
      [];
    if (line === undefined || base.digest !== undefined) return undefined;
    const release = variant.replace("-slim", "");
    const shipped = `python:${line}-${release.startsWith("alpine") ? "" : "slim-"}${release}`;
    const isSame = variant.startsWith("alpine") || variant.endsWith("-slim");
    return { from: fromOther(file, stage, shipped), image: shipped, isSame, version: line };
  }
  if (isSlim(base.tag) || /(?:^|-)alpine[\d.]*$/.test(base.tag ?? ""))
    return { from: undefined, image: `python:${base.tag}`, isSame: true, version };
  const slim = slimPythonTag(base.tag);
  const tag = base.spans?.tag;
  if (!tag || base.digest !== undefined || slim === undefined) return undefined;
  const written = file.text.slice(image.start, tag.start) + slim + file.text.slice(tag.end, image.end);
  return { from: fromOther(file, stage, written), image: `python:${slim}`, isSame: false, version };
}

/** Whether a tag of Python's image names a variant without compilers. */
export function isSlim(tag = ""): boolean {
  return /(?:^|-)slim(?:-|$)/.test(tag);
}
