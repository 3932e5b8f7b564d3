import { type FormatChoices, type FormatOptions, keywordCases } from "../format/format";
import { labelKinds } from "../instructions/labels";
import { rules } from "../rules";
import { type Policy, type RegistryAccess, type Rule, ruleSeverities, type Settings, type Severity } from "../types";
import { fieldsOf } from "../util/json";
import { memoize } from "../util/memoize";
import type { HadolintConfig } from "./hadolintConfig";
import type { FileConfig } from "./projectConfig";

/** What the user configured under `drydock`, and the project for hadolint. */
export interface Configuration {
  readonly enabled: boolean;
  readonly settings: Settings;
  readonly policy: Policy;
  readonly shellcheck: {
    readonly enabled: boolean;
    /** Of the program; undefined for the one on the PATH. */
    readonly path: string | undefined;
  };
  /** Whether registries may be asked, and with what docker knows of who asks. */
  readonly registry: RegistryAccess & {
    readonly enabled: boolean;
    /** Nobody has said yes or no. */
    readonly isUndecided: boolean;
  };
  /** The build context: path of a folder from the workspace folder; empty when it must be found out. */
  readonly buildContext: string;
  /** URI of the build context that the configuration file of the project names; undefined when it names none. */
  readonly fileContext: string | undefined;
  /** The stage that ships: its name or index; empty when it must be found out. */
  readonly buildTarget: string;
  /** How much a pattern of an ignore file leaves out is shown behind it. */
  readonly inlayHints: boolean;
  /** Score and ages of images stand above instructions. */
  readonly codeLens: boolean;
  /** The images that compose, bake and devcontainer files name are judged where those are open. */
  readonly namedImages: boolean;
  /** Outline, names, completion of instructions and the like are served. */
  readonly languageFeatures: boolean;
  readonly format: FormatChoices & {
    readonly enabled: boolean;
    /** What the configuration file of the project says; undefined where it is up to who asks. */
    readonly indent: FormatOptions["indent"] | undefined;
  };
}

/**
 * Reads the `drydock` section of the editor's settings: `{ enable, rules: { <id or alias>: <severity> | "off" },
 * trustedRegistries: [host], labelSchema: { <label>: <kind> }, strictLabels, readOnlyFiles, syntaxErrors, shellcheck: { enable, path },
 * registry: { enabled, login, mirrors: [address] }, buildContext: <path>, buildTarget: <stage>, languageFeatures, codeLens,
 * inlayHints: { context }, namedImages, format: { enable, keywordCase, onePerLine, separateStages } }`.
 * Whatever is missing, empty or malformed counts as not set, so that one slip does not switch everything off; then the
 * configuration file of the project decides, and then hadolint's.
 * @param hadolint what hadolint's file of the project says. @param file what the configuration file of the project says.
 * @param isSyntaxChecked something else reports errors of syntax. @param isLanguageServed and knows the language.
 */
export function readConfiguration(
  section: unknown,
  hadolint?: HadolintConfig,
  file?: FileConfig,
  isSyntaxChecked = false,
  isLanguageServed = false,
): Configuration {
  const {
    enable,
    rules,
    trustedRegistries,
    labelSchema,
    strictLabels,
    syntaxErrors,
    shellcheck,
    registry,
    inlayHints,
    buildContext,
    buildTarget,
    readOnlyFiles,
    codeLens,
    namedImages,
    format,
  } = fieldsOf(section);
  const { enable: enableShellcheck, path } = fieldsOf(shellcheck);
  const { enabled: askRegistry, login, mirrors } = fieldsOf(registry);
  const { context: hints } = fieldsOf(inlayHints);
  const registries = Array.isArray(trustedRegistries) ? trustedRegistries.filter((it) => typeof it === "string") : [];
  const labels = pick(labelSchema, labelKinds);
  const { enable: enableFormat, keywordCase, onePerLine, separateStages } = fieldsOf(format);
  const languageFeatures = servesLanguage(section, isLanguageServed);
  return {
    enabled: enable !== false && file?.isExcluded !== true,
    settings: {
      rules: merge(pick(rules, ruleSeverities), merge(file?.rules ?? {}, hadolint?.rules ?? {})),
      withoutSyntax: syntaxErrors === "off" || (syntaxErrors !== "on" && isSyntaxChecked),
      disableIgnorePragma: hadolint?.disableIgnorePragma,
    },
    policy: {
      ...hadolint?.policy,
      ...file?.policy,
      ...(registries.length > 0 && { trustedRegistries: registries }),
      ...(Object.keys(labels).length > 0 && { labelSchema: labels }),
      ...(strictLabels === true && { strictLabels }),
      ...(readOnlyFiles === true && { readOnlyFiles }),
    },
    shellcheck: { enabled: enableShellcheck !== false, path: typeof path === "string" && path ? path : undefined },
    registry: {
      enabled: askRegistry === true,
      isUndecided: (askRegistry ?? undefined) === undefined,
      login: login === true,
      mirrors: Array.isArray(mirrors) ? mirrors.filter((it) => typeof it === "string" && it.trim() !== "") : [],
    },
    buildContext: typeof buildContext === "string" ? buildContext.trim() : "",
    buildTarget: (typeof buildTarget === "string" ? buildTarget.trim() : "") || (file?.target ?? ""),
    fileContext: file?.context,
    inlayHints: hints !== false,
    codeLens: codeLens === true,
    namedImages: namedImages !== false,
    languageFeatures,
    format: {
      enabled: enable !== false && (enableFormat === "on" || (enableFormat !== "off" && languageFeatures)),
      // Editors send their defaults as well: those say nothing.
      keywordCase:
        keywordCases.find((it) => it === keywordCase && it !== "upper") ?? file?.format.keywordCase ?? "upper",
      onePerLine: onePerLine === true || file?.format.onePerLine === true,
      separateStages: separateStages !== false && file?.format.separateStages !== false,
      indent: file?.format.indent,
    },
  };
}

/**
 * Whether outline, names and the like are wanted.
 * @param section as for `readConfiguration`. @param isServed another server gives them.
 */
export function servesLanguage(section: unknown, isServed: boolean): boolean {
  const { enable, languageFeatures } = fieldsOf(section);
  return enable !== false && (languageFeatures === "on" || (languageFeatures !== "off" && !isServed));
}

/** Whether documents are formatted; the rest as for `servesLanguage`. */
export function servesFormatting(section: unknown, isServed: boolean): boolean {
  return readConfiguration(section, undefined, undefined, false, isServed).format.enabled;
}

/** Whether the images are judged that compose, bake and devcontainer files name; `section` as for `readConfiguration`. */
export function servesNamedImages(section: unknown): boolean {
  const { enable, namedImages } = fieldsOf(section);
  return enable !== false && namedImages !== false;
}

/** The severity that the settings give a rule, by its id or one of its aliases, else its default. */
export function severityOf(rule: Rule, settings: Settings): Severity | "off" {
  const known = severitiesBy(settings);
  const before = known.get(rule.id);
  if (before !== undefined) return before;
  const { rules: chosen, all, withoutSyntax } = settings;
  const byDefault = all && rule.severity === "off" ? "info" : rule.severity;
  const severity = chosenFor(rule, chosen) ?? (withoutSyntax && rule.syntax ? "off" : byDefault);
  known.set(rule.id, severity);
  return severity;
}

/** By the ids of rules: each is asked about with every file, and again with every key. */
const severitiesBy = memoize((_: Settings) => new Map<string, Severity | "off">());

function chosenFor({ id, aliases = [] }: Rule, chosen: Settings["rules"]): Severity | "off" | undefined {
  const name = [id, ...aliases].find((it) => Object.hasOwn(chosen, it));
  return name === undefined ? undefined : chosen[name];
}

/** What is chosen above wins, whichever of its names a rule has there and below. */
function merge(above: Settings["rules"], below: Settings["rules"]): Settings["rules"] {
  const merged: Record<string, Severity | "off"> = { ...below, ...above };
  for (const rule of rules) {
    const severity = chosenFor(rule, above) ?? chosenFor(rule, below);
    if (severity !== undefined) merged[rule.id] = severity;
  }
  return merged;
}

function pick<Value>(value: unknown, allowed: readonly Value[]): Record<string, Value> {
  const entries = Object.entries(fieldsOf(value)).filter((entry): entry is [string, Value] =>
    allowed.includes(entry[1] as Value),
  );
  return Object.fromEntries(entries);
}
