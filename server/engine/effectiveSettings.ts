/** What is in force for a file, and who says so. */

import { rules } from "../rules";
import { rulesOfName } from "./presets";
import type { Configuration } from "./settings";

/** One who may say something: a file, the editor. */
export interface Layer {
  /** For people: "drydock.json". */
  readonly name: string;
  /** What would be in force if nobody else said anything. */
  readonly configuration: Configuration;
}

export interface EffectiveSetting {
  /** As the settings of the editor name it, or the name of a rule. */
  readonly key: string;
  readonly value: unknown;
  /** The name of the layer; undefined where it is the default. */
  readonly from: string | undefined;
}

/**
 * All settings in their order, and then the severities that somebody has chosen.
 * @param effective what comes of all layers. @param defaults what comes of none.
 * @param layers the strongest first.
 */
export function effectiveSettings(
  effective: Configuration,
  defaults: Configuration,
  layers: readonly Layer[],
): { readonly settings: readonly EffectiveSetting[]; readonly severities: readonly EffectiveSetting[] } {
  const usual = new Map(settingsIn(defaults));
  const said = layers.map(({ name, configuration }) => ({
    name,
    settings: new Map(settingsIn(configuration)),
    chosen: configuration.settings.rules,
  }));
  const settings = settingsIn(effective).map(([key, value]): EffectiveSetting => {
    const by = said.find((layer) => !isSame(layer.settings.get(key), usual.get(key)));
    return { key, value, from: by?.name };
  });
  const severities = Object.entries(effective.settings.rules).flatMap(([name, value]): EffectiveSetting[] => {
    // Whoever has chosen for an alias has chosen for the rule.
    if (!rules.some(({ id }) => id === name) && rulesOfName(name).length > 0) return [];
    return [{ key: name, value, from: said.find(({ chosen }) => Object.hasOwn(chosen, name))?.name }];
  });
  severities.sort((one, other) => (one.key < other.key ? -1 : 1));
  return { settings, severities };
}

function settingsIn(configuration: Configuration): [key: string, value: unknown][] {
  const { settings, policy, shellcheck, registry, format } = configuration;
  return [
    ["enable", configuration.enabled],
    ["syntaxErrors", settings.withoutSyntax !== true],
    ["disable-ignore-pragma", settings.disableIgnorePragma === true],
    ["trustedRegistries", policy.trustedRegistries ?? []],
    ["labelSchema", policy.labelSchema ?? {}],
    ["strictLabels", policy.strictLabels === true],
    ["readOnlyFiles", policy.readOnlyFiles === true],
    ["buildContext", configuration.buildContext || (configuration.fileContext ?? "")],
    ["buildTarget", configuration.buildTarget],
    ["shellcheck.enable", shellcheck.enabled],
    ["shellcheck.path", shellcheck.path ?? ""],
    ["registry.enabled", registry.enabled],
    ["registry.login", registry.login],
    ["registry.mirrors", registry.mirrors],
    ["languageFeatures", configuration.languageFeatures],
    ["format.enable", format.enabled],
    ["format.keywordCase", format.keywordCase],
    ["format.onePerLine", format.onePerLine],
    ["format.separateStages", format.separateStages],
    ...(format.indent === undefined ? [] : [["format.indent", format.indent] satisfies [string, unknown]]),
    ["inlayHints.context", configuration.inlayHints],
    ["codeLens", configuration.codeLens],
    ["namedImages", configuration.namedImages],
  ];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
