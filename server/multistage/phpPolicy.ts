/** Images of PHP: Composer installs in a build stage, and what ships starts from the same image without Composer. */

import { wholeContextSources } from "../context/contextCopies";
import { sourceAt } from "../image/sources";
import { composerDoubtOf, isComposerCall, isComposerInstaller, leavesVendorAlone } from "../projects/phpProject";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { baseName } from "../util/paths";
import { isReason, type Reason } from "../util/reason";
import { copyFrom } from "./assemble";
import { isInside, type Language } from "./classify";
import { type Piece, type Place, piecesOf, placesFor, worksOnProject } from "./places";
import type { Plan, Policy } from "./policy";
import { doubtOf } from "./shippedStarts";

export const phpPolicy: Policy = {
  rule: "build-tools-shipped",
  images: /^php$/,
  title: "Install with Composer in a build stage and ship without it",

  plan(file, stage, facts) {
    if (facts.files === undefined || facts.isPartial) return { reason: "the files of the project are not known" };
    if (stage.name || !stage.base) return { reason: "the stage has a name, or its image a variable" };
    const installs = stage.instructions.filter(callsComposer);
    const last = installs.at(-1);
    const workdir = last?.before.workdir;
    if (!last) return { reason: "composer install is not what installs the packages" };
    if (workdir === undefined || workdir === "/") return { reason: "no WORKDIR says where the project is" };
    if (installs.some(({ before }) => before.user || before.workdir !== workdir))
      return { reason: "Composer is run by another user than root, or in several folders" };
    if (sourceAt(stage, resolvePath(workdir, "composer.json") ?? "", facts) !== "composer.json")
      return { reason: "it is not known which composer.json is installed" };
    const doubt = composerDoubtOf(stage, facts);
    if (doubt !== undefined) return { reason: doubt };
    return planFor(file, stage, facts, last, workdir);
  },
};

function planFor(file: Dockerfile, stage: Stage, facts: Facts, last: Instruction, workdir: string): Plan | Reason {
  const language: Language = {
    folder: workdir,
    isManifest: (path) => /^(?:\.\/)?(?:composer\.(?:json|lock)|composer\.[*j].*|symfony\.lock|auth\.json)$/.test(path),
    purposesOf: (command) => (isComposerCall(command) ? ["install"] : isComposerInstaller(command) ? ["provide"] : []),
  };
  const pieces = piecesOf(file, stage, language);
  const end = pieces.findIndex(({ instruction }) => instruction === last);
  const isVendorAlone = leavesVendorAlone(stage, facts);
  const hasWhole = wholeContextSources(file).some(
    ({ instruction: { before, words } }) => resolvePath(before.workdir, words.at(-1)?.value) === workdir,
  );
  const firstCopy = pieces.find(({ instruction }) => isCopy(instruction) && takesFromContext(instruction))?.instruction;
  const image = `php:${stage.base?.tag ?? ""}`;
  const around = {
    from: undefined,
    image,
    isSame: true,
    stage,
    facts,
    bin: `${workdir}/vendor/bin`,
    programs: new Set<string>(),
  };
  const isStart = ({ kind }: Piece) => kind === "check" || kind === "start";
  const places = placesFor(pieces, end, (piece, isBehind): Place | Reason | undefined => {
    const { instruction } = piece;
    const isCopied = firstCopy !== undefined && instruction.start > firstCopy.start;
    const lacking = isBehind || isStart(piece) ? doubtOf(instruction, around) : undefined;
    if (lacking !== undefined)
      return {
        reason: `${instruction.keyword} in line ${instruction.line + 1} runs "${lacking}", which the stage that ships may lack`,
      };
    return isBehind ? "after" : placeAhead(piece, workdir, isCopied, isVendorAlone, hasWhole);
  });
  if (isReason(places)) return places;
  const owners = new Set(
    pieces
      .slice(0, end)
      .flatMap(({ instruction }) =>
        isCopy(instruction) && takesFromContext(instruction) ? [flagOf(instruction, "chown")?.value?.text] : [],
      ),
  );
  const [owner] = owners;
  if (!isVendorAlone && owners.size > 1) return { reason: "files of the project have several owners" };
  const source = isVendorAlone ? `${workdir}/vendor` : workdir;
  return {
    pieces,
    places,
    build: { name: "build" },
    ignored: isVendorAlone ? ["vendor"] : [],
    production: {
      brought: [copyFrom("build", source, isVendorAlone ? "./vendor" : "./", isVendorAlone ? undefined : owner)],
    },
  };
}

function callsComposer(instruction: Instruction): boolean {
  return instruction.keyword === "RUN" && !instruction.onbuild && commandsIn(instruction).some(isComposerCall);
}

/**
 * Where what stands before the last call of Composer belongs. What is done before files of the project are there is done
 * in both stages, once for both by builders that keep what they have done.
 */
function placeAhead(
  piece: Piece,
  workdir: string,
  isCopied: boolean,
  isVendorAlone: boolean,
  hasWhole: boolean,
): Place | Reason | undefined {
  const { kind, instruction } = piece;
  const { keyword, words, before, line } = instruction;
  const where = `${keyword} in line ${line + 1}`;
  if (isCopy(instruction)) {
    if (keyword === "ADD") return { reason: `${where} cannot be taken apart` };
    const names = words.slice(0, -1).map(({ value }) => baseName(value ?? ""));
    if (flagOf(instruction, "from") && names.every((name) => /^composer(?:\.phar)?$/.test(name))) return "build";
    const target = resolvePath(before.workdir, words.at(-1)?.value);
    if (target === undefined) return { reason: `it cannot be told where ${where} copies to` };
    if (!isInside(workdir, target))
      return isInside(target, workdir) ? { reason: `${where} copies above the project` } : "both";
    return isVendorAlone && !(kind === "manifests" && hasWhole) ? "twice" : "build";
  }
  if (kind === "folder" || kind === "shell") return "both";
  if (kind === "user") return { reason: `${where} comes before the install` };
  if (kind === "environment")
    return instruction.assignments.every(({ name }) => name.text.startsWith("COMPOSER_")) ? "build" : "both";
  if (keyword !== "RUN") return undefined;
  if (kind === "install" || kind === "provide") return "build";
  const commands = commandsIn(instruction);
  if (commands.some((command) => isComposerCall(command) || /getcomposer/.test(instruction.argumentText)))
    return { reason: `${where} does more than Composer needs` };
  if (!isCopied || commands.every(({ name }) => ofImage.has(name ?? ""))) return "both";
  if (kind === "accounts") return worksOnProject(instruction) ? "after" : "both";
  return { reason: `${where} may make what is needed when the program runs` };
}

/** Programs that change the image and read nothing of the project. */
const ofImage: ReadonlySet<string> = new Set(
  "docker-php-ext-install docker-php-ext-configure docker-php-ext-enable pecl apt-get apt apk a2enmod a2dismod".split(
    " ",
  ),
);
