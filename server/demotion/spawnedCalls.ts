/** The commands that sources of Node.js hand to a shell or start themselves, as calls whose writes can be asked for. */

import type { AnyNode } from "acorn";
import { startProcess } from "../image/processes";
import { folderAfter } from "../stage/folders";
import { parseShell } from "../syntax/shell";
import type { Dockerfile, Facts, Stage } from "../types";
import { textOf } from "./nodeExpressions";
import { textsOfProgram } from "./nodeFiles";
import { requiredBy, type SourceCall, type SourceProgram, sourceProgram } from "./nodeProgram";
import { otherNodeSources } from "./otherPrograms";
import { callsInOrder, type StartCall } from "./startCalls";

/**
 * The commands of `execSync("mkdir -p /var/a && date > /var/a/b")` and `spawn("touch", ["/var/c"])` in the sources of a
 * program, as far as they are written out; each runs in the folder of the container.
 */
export function spawnedCalls(file: Dockerfile, stage: Stage, facts: Facts): readonly StartCall[] {
  const { contents } = facts;
  if (!contents) return [];
  const instruction = startProcess(stage, facts)?.instruction;
  if (!instruction) return [];
  const others = otherNodeSources(file, facts);
  return textsOfProgram(facts).flatMap((path) => {
    const program = others.has(path) ? undefined : sourceProgram(contents, path);
    return (program?.calls ?? []).flatMap(({ node }) => {
      const text = program && commandOf(node, program);
      if (text === undefined) return [];
      const { commands } = parseShell({ text, toDocument: (at) => at }, "bash");
      return callsInOrder(commands, folderAfter(stage), stage, instruction).map((each) => ({
        ...each,
        file: path,
        // The program decides when.
        isReached: false,
      }));
    });
  });
}

/** What a call of `child_process` runs, as a line for a shell; what is not known of it is a variable there. */
function commandOf(node: SourceCall["node"], { imports }: SourceProgram): string | undefined {
  const [root = "", ...members] = textOf(node.callee).split(".");
  const origin = root === "" ? requiredBy(node.callee, imports) : imports.get(root);
  const [, module, name] = /^(?:node:)?(child_process)\.(\w+)$/.exec([origin, ...members].join(".")) ?? [];
  const [program, given] = node.arguments;
  if (module === undefined || name === undefined || !program) return undefined;
  if (/^exec(?:Sync)?$/.test(name)) return textIn(program);
  if (!/^(?:spawn|execFile)(?:Sync)?$/.test(name)) return undefined;
  const words = given?.type === "ArrayExpression" ? given.elements : [];
  const all = [program, ...words].map((word) => (word ? textIn(word) : undefined));
  return all.map((word) => (word === undefined ? unknown : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

/** The text of a string that is written out, or in which nothing but some parts are not. */
function textIn(node: AnyNode): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  return node.quasis.map(({ value }) => value.cooked ?? "").join(unknown);
}

/** A variable of the shell, whose value nobody knows. */
const unknown = "$SOME_VALUE";
