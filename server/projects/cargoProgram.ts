/** The program that `cargo build` makes, where the project says so plainly. */

import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { runsOwnCode } from "../syntax/ownCode";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, runs } from "../syntax/shell";
import type { Facts, Stage } from "../types";

/**
 * What was meant by the path of a program in a stage's folder `target`, when the build surely makes one of another name
 * there and no other; undefined where that is not known.
 */
export function cargoProgramMeant(stage: Stage, path: string, { contents, files = [] }: Facts): string | undefined {
  const [, folder, name] = /^(\/.+\/(?:[\w-]+\/)?release)\/([\w-]+)$/.exec(path) ?? [];
  const manifest = contents?.get("Cargo.toml");
  const own = /^\[package\][^[]*?^name[ \t]{0,9}=[ \t]{0,9}"([\w-]+)"/m.exec(manifest ?? "")?.[1];
  const isMore =
    manifest === undefined ||
    /^[ \t]{0,40}\[(?:workspace|\[(?:bin|example))|autobins|^[ \t]{0,40}build[ \t]{0,9}=/m.test(manifest) ||
    files.some((file) => /^(?:src\/bin\/|examples\/|\.cargo\/|build\.rs$)/.test(file));
  if (folder === undefined || name === undefined || own === undefined || isMore) return undefined;
  if (own === name) return besideTriple(stage, folder, own);
  // Another name altogether may be that of another project.
  if (name.replaceAll("_", "-").toLowerCase() !== own.replaceAll("_", "-").toLowerCase()) return undefined;
  const runsOfStage = inherited(stage).filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  const isMade = runsOfStage.some((run) =>
    commandsIn(run).some(
      (command) =>
        runs(command, "cargo build") &&
        !hasFlag(command, "--target-dir", "--manifest-path") &&
        folder.startsWith(`${resolvePath(folderBefore(run), "target")}/`),
    ),
  );
  const isNamed = runsOfStage.some(
    ({ argumentText }) => argumentText.includes(name) || /\b(?:mv|cp|ln|sed)\b/.test(argumentText),
  );
  return isMade && !isNamed && stage.variable("CARGO_TARGET_DIR") === undefined ? `${folder}/${own}` : undefined;
}

/** With `--target` everything lies one folder deeper, below the name of the platform. Source: doc.rust-lang.org/cargo/guide/build-cache.html. */
function besideTriple(stage: Stage, folder: string, name: string): string | undefined {
  const steps = inherited(stage).filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  if (
    steps.some(({ argumentText }) =>
      /\b(?:mv|cp|ln|install|cross|xx-cargo|zigbuild|config)\b|target-dir|artifact-dir|out-dir/.test(argumentText),
    ) ||
    steps.some((step) => runsOwnCode(step, new Set()))
  )
    return undefined;
  if (stage.variable("CARGO_TARGET_DIR") !== undefined) return undefined;
  const builds = steps.flatMap((run) =>
    commandsIn(run)
      .filter(({ name: program }) => program === "cargo")
      .filter((command) => !runs(command, "cargo fetch", "cargo install", "cargo chef", "cargo vendor"))
      .map((command) => ({ triple: flagValue(command, "--target"), target: resolvePath(folderBefore(run), "target") })),
  );
  const [first] = builds;
  const isSame = builds.every(({ triple, target }) => triple === first?.triple && target === first?.target);
  if (!first?.triple || !isSame || !/^[\w-]+$/.test(first.triple) || folder !== `${first.target}/release`)
    return undefined;
  return `${first.target}/${first.triple}/release/${name}`;
}
