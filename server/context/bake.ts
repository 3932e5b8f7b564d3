/** Builds in bake files. Source of the keys: docs.docker.com/build/bake/reference. */

import { type HclTemplate, type HclValue, parseHcl, parseTemplate } from "../syntax/hcl";
import type { BuildDefinition } from "../types";
import { folderOf, resolveInWorkspace } from "../util/paths";
import { isOfFiles } from "./commandBuilds";

/** More targets than this, or names and values of one, are left out. */
const most = 200;

/** The builds of the targets of a bake file at `path`, which is taken to be run in its folder. */
export function readBake(path: string, text: string): BuildDefinition[] {
  const { variables, targets } = path.endsWith(".json") ? readJson(text) : readHcl(text);
  const evaluate = createEvaluate(variables);
  const inherited = new Set<string>();
  for (const attributes of targets.values()) for (const name of parentsOf(attributes, evaluate)) inherited.add(name);
  const inherit = createInherit(targets, evaluate);

  return [...targets.keys()].flatMap((name): BuildDefinition[] => {
    const own = targets.get(name);
    // What others inherit and says no place of its own is no build. Another file may say the place of an override.
    const isPart = inherited.has(name) || path.includes(".override.");
    if (isPart && !own?.has("context") && !own?.has("dockerfile")) return [];
    const { attributes, args, contexts } = inherit(name);
    if (attributes.has("dockerfile-inline")) return [];
    const located = (folder: string, key: string, byDefault: string) => {
      const written = attributes.has(key) ? evaluate(attributes.get(key)) : byDefault;
      return written === undefined ? undefined : resolveInWorkspace(folder, written || byDefault);
    };
    const context = located(folderOf(path), "context", ".");
    const dockerfile = context === undefined ? undefined : located(context, "dockerfile", "Dockerfile");
    if (context === undefined || !dockerfile) return [];
    return [
      {
        kind: "bake",
        file: path,
        name,
        context,
        dockerfile,
        target: evaluate(attributes.get("target")),
        ...(attributes.has("target") && evaluate(attributes.get("target")) === undefined && { isTargetUnknown: true }),
        ...(isNoImage(attributes.get("output"), evaluate) && { isNoImage: true }),
        args: Object.fromEntries([...args].map(([key, value]) => [key, evaluate(value)])),
        contexts: [...contexts.keys()],
      },
    ];
  });
}

/** What replaces variables by their defaults in a text of a bake file; it gives undefined where the text is not known. */
export function bakeTexts(path: string, text: string): (written: string) => string | undefined {
  const { variables } = path.endsWith(".json") ? readJson(text) : readHcl(text);
  const evaluate = createEvaluate(variables);
  return (written) => evaluate(parseTemplate(written));
}

/** Whether everything that comes out is files or a cache: `output = ["type=cacheonly"]`, `[{ type = "local" }]`, `["./out"]`. */
function isNoImage(output: HclValue, evaluate: Evaluate): boolean {
  const outputs = listOf(output);
  return (
    outputs.length > 0 && outputs.every((it) => isOfFiles(evaluate(it) ?? `type=${evaluate(mapOf(it).get("type"))}`))
  );
}

type Attributes = ReadonlyMap<string, HclValue>;

interface BakeFile {
  /** The defaults. */
  readonly variables: Attributes;
  readonly targets: ReadonlyMap<string, Attributes>;
}

function readHcl(text: string): BakeFile {
  const variables = new Map<string, HclValue>();
  const targets = new Map<string, Attributes>();
  for (const { type, labels, attributes } of parseHcl(text)) {
    const [name] = labels;
    if (name === undefined) continue;
    if (type === "variable") variables.set(name, attributes.get("default"));
    else if (type === "target" && targets.size < most) targets.set(name, attributes);
  }
  return { variables, targets };
}

/** The same as JSON: the labels of a block are keys. */
function readJson(text: string): BakeFile {
  const content = mapOf(hclValueOf(parseJson(text), 0));
  const variables = [...mapOf(content.get("variable"))].map(([name, it]) => [name, mapOf(it).get("default")] as const);
  const targets = [...mapOf(content.get("target"))].slice(0, most).map(([name, it]) => [name, mapOf(it)] as const);
  return { variables: new Map(variables), targets: new Map(targets) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hclValueOf(json: unknown, depth: number): HclValue {
  if (depth > 10 || json === null || json === undefined) return undefined;
  if (typeof json !== "object") return typeof json === "string" ? parseTemplate(json) : { parts: [String(json)] };
  if (Array.isArray(json)) return json.map((item) => hclValueOf(item, depth + 1));
  return new Map(Object.entries(json).map(([key, value]) => [key, hclValueOf(value, depth + 1)]));
}

// ---------------------------------------------------------------- inheritance

interface Inherited {
  readonly attributes: Attributes;
  readonly args: Attributes;
  readonly contexts: Attributes;
}

/** What a target says and inherits: what comes later wins, its own last; args and contexts are put together by name. */
function createInherit(targets: BakeFile["targets"], evaluate: Evaluate): (name: string) => Inherited {
  const known = new Map<string, Inherited>();
  const inherit = (name: string): Inherited => {
    const before = known.get(name);
    if (before) return before;
    // Whoever inherits from itself gets nothing by that.
    known.set(name, { attributes: new Map(), args: new Map(), contexts: new Map() });
    const own = targets.get(name) ?? new Map<string, HclValue>();
    const layers = parentsOf(own, evaluate).map(inherit);
    layers.push({ attributes: own, args: mapOf(own.get("args")), contexts: mapOf(own.get("contexts")) });
    const result: Inherited = {
      attributes: merge(layers.map(({ attributes }) => attributes)),
      args: merge(layers.map(({ args }) => args)),
      contexts: merge(layers.map(({ contexts }) => contexts)),
    };
    known.set(name, result);
    return result;
  };
  return inherit;
}

function parentsOf(attributes: Attributes, evaluate: Evaluate): string[] {
  return listOf(attributes.get("inherits"))
    .slice(0, most)
    .flatMap((parent) => evaluate(parent) ?? []);
}

function merge(layers: readonly Attributes[]): Attributes {
  const merged = new Map<string, HclValue>();
  for (const layer of layers) {
    for (const [name, value] of layer) if (merged.has(name) || merged.size < most) merged.set(name, value);
  }
  return merged;
}

// --------------------------------------------------------------------- values

/** The text of a value; undefined when it is no text or not known. */
type Evaluate = (value: HclValue) => string | undefined;

/** No path or name is longer; bounds what variables made of variables can grow to. UTF-16 units. */
const longest = 4096;

/** Variables made of variables made of variables. */
const deepest = 20;

function createEvaluate(variables: Attributes): Evaluate {
  // A variable that is being evaluated counts as unknown.
  const known = new Map<string, string | undefined>();
  const valueOfVariable = (name: string, depth: number): string | undefined => {
    if (!known.has(name)) {
      known.set(name, undefined);
      known.set(name, evaluate(variables.get(name), depth + 1));
    }
    return known.get(name);
  };
  const evaluate = (value: HclValue, depth: number): string | undefined => {
    if (!isTemplate(value) || depth > deepest) return undefined;
    let text = "";
    for (const part of value.parts) {
      const replaced = typeof part === "string" ? part : valueOfVariable(part.variable, depth);
      if (replaced === undefined || text.length + replaced.length > longest) return undefined;
      text += replaced;
    }
    return text;
  };
  return (value) => evaluate(value, 0);
}

function isTemplate(value: HclValue): value is HclTemplate {
  return value !== undefined && "parts" in value;
}

function listOf(value: HclValue): readonly HclValue[] {
  return Array.isArray(value) ? value : [];
}

function mapOf(value: HclValue): Attributes {
  return value instanceof Map ? value : new Map();
}
