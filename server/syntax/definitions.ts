/** The variables that are there without an ARG or ENV of the file, and who may declare which. */

import { baseImage } from "../data/baseImages";
import { isBareSystem } from "../data/images";
import type { Dockerfile, ImageReference, Instruction, Stage } from "../types";
import { factsOf } from "./imageKnowledge";
import { isVariableName } from "./variables";

/** What BuildKit knows in every FROM, and in a stage once an ARG there names it. With what a build for Linux has. */
export const platformArguments: ReadonlyMap<string, string> = new Map([
  ["BUILDPLATFORM", "linux/amd64"],
  ["BUILDOS", "linux"],
  ["BUILDOSVERSION", ""],
  ["BUILDARCH", "amd64"],
  ["BUILDVARIANT", ""],
  ["TARGETPLATFORM", "linux/amd64"],
  ["TARGETOS", "linux"],
  ["TARGETOSVERSION", ""],
  ["TARGETARCH", "amd64"],
  ["TARGETVARIANT", ""],
  ["TARGETSTAGE", ""],
]);

/** The value that a predefined variable has in a common build; undefined for other variables. */
export function platformArgument(name: string): string | undefined {
  return platformArguments.get(name);
}

/**
 * Whether every RUN sees a variable that the builder is given, without an ARG. Other instructions do not.
 * Source: docs.docker.com/reference/dockerfile, "Predefined ARGs".
 */
export function isProxyArgument(name: string): boolean {
  return /^(?:(?:HTTPS?|FTP|NO|ALL)_PROXY|(?:https?|ftp|no|all)_proxy)$/.test(name);
}

/** The variables that a FROM can use: the predefined ones and those of every ARG above the first FROM. */
export function globalNames({ instructions }: Dockerfile): ReadonlySet<string> {
  const declared = instructions.flatMap(({ keyword, stage, assignments }) =>
    keyword === "ARG" && !stage ? assignments.map(({ name }) => name.text).filter(isVariableName) : [],
  );
  return new Set([...platformArguments.keys(), ...declared]);
}

/** The variables that are defined at one point of a stage. */
export interface Definitions {
  has(name: string): boolean;
  /** Those of the stage first, then those of its parents. */
  names(): Iterable<string>;
  /** Whether the variables of the base image are known, too. */
  readonly isComplete: boolean;
  /** Adds what an instruction defines for those after it. */
  add(instruction: Instruction): void;
  /** Without those of the parent. */
  readonly own: ReadonlySet<string>;
  readonly parent: Definitions | undefined;
}

/** What is defined at the beginning of a stage: what its parent has, else what its base image sets. */
export function startDefinitions({ base }: Stage, parent: Definitions | undefined): Definitions {
  const image = base && factsOf(base);
  const own = new Set(parent ? [] : ["PATH", ...Object.keys(image?.environment ?? {})]);
  const definitions: Definitions = {
    own,
    parent,
    has(name) {
      for (let link: Definitions | undefined = definitions; link; link = link.parent) {
        if (link.own.has(name)) return true;
      }
      return false;
    },
    *names() {
      for (let link: Definitions | undefined = definitions; link; link = link.parent) yield* link.own;
    },
    isComplete: parent ? parent.isComplete : base !== undefined && isWholeEnvironment(base),
    add({ keyword, assignments, onbuild }) {
      if (onbuild || (keyword !== "ENV" && keyword !== "ARG")) return;
      for (const { name } of assignments) {
        const text = name.value ?? name.text;
        if (isVariableName(text)) own.add(text);
      }
    },
  };
  return definitions;
}

/** Whether the table tells every variable of an image: other images may set what nobody has written down. */
function isWholeEnvironment(base: ImageReference): boolean {
  return (
    isBareSystem(base.name) ||
    base.described?.environment !== undefined ||
    baseImage(base)?.isEnvironmentComplete === true
  );
}
