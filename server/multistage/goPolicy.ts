/** Images of Go: the program is linked statically, and shipped in an image with little else. */

import { wholeContextSources } from "../context/contextCopies";
import { isTrusted } from "../instructions/trust";
import { cgoIn, filesOf, sourcesOf } from "../projects/goProject";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, Edit, Facts, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";
import { copyFrom, type Line } from "./assemble";
import { type Language, serves } from "./classify";
import { buildOf, cgoOf, downloads, type GoBuild, goLanguage, isDownloadedBefore, keepCache } from "./goBuild";
import { slimPlan } from "./goSlim";
import { type Piece, type Place, piecesOf, placesFor } from "./places";
import type { Plan, Policy } from "./policy";

/**
 * It has certificates, time zones and an account 65532, and no shell.
 * Source: https://github.com/GoogleContainerTools/distroless
 */
const image = "gcr.io/distroless/static-debian12:nonroot";

export const goPolicy: Policy = {
  rule: "go-toolchain-shipped",
  images: /^golang$/,
  title: "Build in a stage of its own and ship only the program",

  whatShips({ base }) {
    if (/windows|nanoserver/.test(base?.tag ?? "")) return undefined;
    return { message: "With only one stage, the Go compiler and the sources ship with the program" };
  },

  plan(file, stage, facts) {
    if (stage.base?.digest !== undefined || stage.name) return { reason: "the stage has a name or a digest" };
    const build = buildOf(stage, facts);
    if (isReason(build)) return build;
    const plan = staticPlan(file, stage, build, facts);
    if (!isReason(plan)) return plan;
    return slimPlan(file, stage, build, facts);
  },
};

/** The program alone, in an image with little else. */
function staticPlan(file: Dockerfile, stage: Stage, build: GoBuild, facts: Facts): Plan | Reason {
  if (!isTrusted("gcr.io", facts)) return { reason: "the project does not trust images of gcr.io" };
  if (cgoOf(build) === "1") return { reason: "CGO_ENABLED is 1" };
  const doubt = cgoIn(facts) ?? filesOf(facts);
  if (doubt !== undefined) return { reason: doubt };

  const language = goLanguage(build.instruction.before.workdir);
  const pieces = piecesOf(file, stage, language);
  const end = pieces.findIndex(({ instruction }) => instruction === build.instruction);
  const described = pieces.flatMap(({ kind, instruction }) => (kind === "description" ? instruction.argumentText : []));
  const isDescribed = (name: string) =>
    described.some((text) => text.includes(`$${name}`) || text.includes(`\${${name}}`));
  const places = placesFor(pieces, end, (piece, isBehind) => placeOfPiece(piece, isBehind, language, isDescribed));
  if (isReason(places)) return places;

  const whole = wholeContextSources(file)[0]?.instruction;
  const { workdir } = stage.after;
  const isElsewhere = workdir !== undefined && workdir !== "/";
  return {
    pieces,
    places,
    lines(piece, half): Line[] | undefined {
      const { block, instruction } = piece;
      if (half === "production") return instruction.start > build.instruction.start ? undefined : [shipped(piece)];
      if (instruction === build.instruction) return [{ block, edits: compile(build) }];
      if (block.comments.length === 0 && isDownloadedBefore(file, whole, instruction, facts)) return [];
      return instruction === whole ? [...downloads(file, instruction, facts), { block }] : undefined;
    },
    build: { name: "build" },
    production: {
      from: image,
      brought: [
        ...(isElsewhere ? [{ keyword: "WORKDIR", argument: workdir }] : []),
        copyFrom("build", build.program, build.shipped),
      ],
    },
    isDoubtful: !sourcesOf(facts).every((path) => facts.contents?.has(path)),
  };
}

/** What stood among the steps of the build leaves its empty lines there, variables their comments, too. */
function shipped({ block, kind }: Piece): Line {
  return { block, above: kind === "environment" || kind === "argument" ? "nothing" : "comments" };
}

// -------------------------------------------------------------------------- places

function placeOfPiece(
  { kind, instruction }: Piece,
  isBehind: boolean,
  language: Language,
  isDescribed: (name: string) => boolean,
): Place | Reason | undefined {
  const { keyword, assignments } = instruction;
  const line = `in line ${instruction.line + 1}`;
  switch (kind) {
    case "description":
    case "start":
      return "after";
    case "check":
      return /^NONE$/i.test(instruction.argumentText) ? "after" : { reason: `HEALTHCHECK ${line} starts a program` };
    case "shell":
    case "user":
      return { reason: `there is ${keyword} ${line}` };
    case "folder":
      return "build";
    case "environment":
    case "argument": {
      const names = assignments.map(({ name }) => name.text);
      const isOfGo = names.every((name) => /^(?:C?GO|PATH$)/.test(name));
      const isShipped = (kind === "environment" && !isOfGo) || names.some(isDescribed);
      return !isShipped ? "build" : isBehind ? "after" : "twice";
    }
    default:
  }
  const isOfBuild = keyword === "RUN" ? serves(instruction, language, "build", "tools") : isCopy(instruction);
  return isOfBuild && !isBehind ? "build" : { reason: `${keyword} ${line} may bring what the program needs` };
}

/** The build with C switched off and its cache kept. */
function compile(build: GoBuild): Edit[] {
  const { start } = build.command;
  return [
    ...keepCache(build.instruction),
    ...(cgoOf(build) === "0" ? [] : [{ start, end: start, text: "CGO_ENABLED=0 " }]),
  ];
}
