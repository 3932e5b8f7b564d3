/** Data of the system that a program of Go reads when it runs, and that an image with the program alone does not have. */

import { officialName } from "../data/images";
import { declares } from "../instructions/declarations";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { folderOf } from "../util/paths";
import { sourcesOf } from "./goProject";

/** What a program asks for and does not find. */
export interface MissingData {
  /** The COPY that brings the program. */
  readonly copy: Instruction;
  /** Where it is compiled. */
  readonly from: Stage;
  /** The source that asks, from the context root. */
  readonly path: string;
  /** What it asks for: a host, or the name of a time zone. */
  readonly wanted: string;
}

const httpsCalls =
  /\bhttp\.(?:(?:Get|Post|PostForm|Head)\([ \t]{0,9}|NewRequest(?:WithContext)?\([^"\n]{0,99}"?[A-Z]{0,9}"?,[ \t]{0,9})"https:\/\/((?!localhost|127\.)[\w.-]{1,99})/;
const ownCertificates = /RootCAs|x509roots|InsecureSkipVerify|CertPool|certifi/;

/**
 * A call over TLS by the program of an image made of nothing, which has no certificates to check the other side with;
 * undefined where none is known, or something may bring them. Source: pkg.go.dev/crypto/x509 (the files that are looked for).
 */
export function missingCertificates(file: Dockerfile, stage: Stage, facts: Facts): MissingData | undefined {
  const isBare =
    stage.base?.name === "scratch" && !declares(stage, "SSL_CERT_FILE") && !declares(stage, "SSL_CERT_DIR");
  return isBare && !brings(stage, /cert|ssl|\bca\b|pki|\/etc\b/i)
    ? askedFor(file, stage, facts, httpsCalls, ownCertificates)
    : undefined;
}

const zoneCalls = /\btime\.LoadLocation\([ \t]{0,9}"((?:[A-Za-z_]{1,30}\/)[\w/+-]{1,60})"/;
const ownZones = /"time\/tzdata"/;

/**
 * A time zone that the program loads and the image does not have; undefined where none is known, or something may bring them.
 * Source: pkg.go.dev/time#LoadLocation.
 */
export function missingZones(file: Dockerfile, stage: Stage, facts: Facts): MissingData | undefined {
  const name = stage.base?.name ?? "";
  const isBare = (name === "scratch" || officialName(name) === "alpine") && !declares(stage, "ZONEINFO");
  const isTagged = file.text.includes("timetzdata");
  return isBare && !isTagged && !brings(stage, zoneFiles)
    ? askedFor(file, stage, facts, zoneCalls, ownZones)
    : undefined;
}

/** Names of files and packages with time zones. */
export const zoneFiles = /tzdata|zoneinfo|\/usr\/share\b|\/etc\b/;

/** Whether something but the program is put into a stage that may be, or install, what such a name stands for. */
export function brings(stage: Stage, names: RegExp): boolean {
  return inherited(stage).some((instruction) => {
    const { keyword, argumentText, words, mounts, heredocs } = instruction;
    if (keyword === "RUN")
      return names.test(argumentText) || /\.sh\b/.test(argumentText) || mounts.length + heredocs.length > 0;
    if (!isCopy(instruction)) return false;
    const target = resolvePath("/", words.at(-1)?.value);
    return (
      names.test(argumentText) ||
      target === undefined ||
      (target === "/" && words.length !== 2) ||
      words[0]?.value === "/"
    );
  });
}

function askedFor(file: Dockerfile, stage: Stage, facts: Facts, call: RegExp, unless: RegExp): MissingData | undefined {
  const { contents } = facts;
  const program = mainProcess(stage)?.argv[0]?.value;
  const copy = stage.instructions.find((it) => isCopy(it) && program !== undefined && bringsProgram(it, program));
  const from = copy && compilerOf(file, copy);
  if (!copy || !from) return undefined;
  const texts = sourcesOf(facts).flatMap((path): (readonly [string, string])[] => {
    const text = contents?.get(path);
    return text === undefined ? [] : [[path, text]];
  });
  const programs = new Set(texts.flatMap(([path, text]) => (/^package main\b/m.test(text) ? [folderOf(path)] : [])));
  // Of several programs, another one may be the one that asks.
  if (programs.size !== 1 || texts.some(([, text]) => unless.test(text))) return undefined;
  for (const [path, text] of texts) {
    const wanted = text.split("\n").map((line) => (/^[ \t]{0,99}\/\//.test(line) ? undefined : call.exec(line)?.[1]));
    const first = wanted.find((it) => it !== undefined);
    if (first !== undefined) return { copy, from, path, wanted: first };
  }
  return undefined;
}

/** `COPY --from=build /app /app` for `/app`, or for `/usr/local/bin/app` below a folder. */
function bringsProgram(copy: Instruction, program: string): boolean {
  const target = resolvePath(copy.before.workdir ?? "/", copy.words.at(-1)?.value);
  const started = resolvePath(copy.before.workdir ?? "/", program);
  return (
    target !== undefined &&
    started !== undefined &&
    (started === target || folderOf(started) === (target === "/" ? "" : target))
  );
}

/** The stage that a COPY takes a program of Go from. */
function compilerOf(file: Dockerfile, copy: Instruction): Stage | undefined {
  const from = flagOf(copy, "from")?.value?.value;
  const stage = from === undefined ? undefined : findStage(file, from, copy.stage);
  const isCompiled =
    stage && inherited(stage).some((it) => commandsIn(it).some((command) => runs(command, "go build")));
  return isCompiled ? stage : undefined;
}
