/** What the manifest of the extension names is there, and goes with it. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const sources = ["client", "server/engine", "server"]
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");
const english: Readonly<Record<string, string>> = JSON.parse(readFileSync("package.nls.json", "utf8"));
/** A text of the manifest as it is shown: where it stands for one of another file, that. */
const shown = (text: unknown) => String(text).replace(/^%(.+)%$/, (_, key) => english[key] ?? "");
const shipped = readFileSync(".vscodeignore", "utf8").split("\n");

describe("the manifest", () => {
  test("has an icon of the size that is wanted", () => {
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [128, 128]);
    assert.ok(shipped.includes(`!${manifest.icon}`));
  });

  test("has a walkthrough whose pages and commands are there", () => {
    const [{ steps }] = manifest.contributes.walkthroughs;
    assert.equal(steps.length, 4);
    const commands = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    for (const { description, media } of steps) {
      assert.ok(existsSync(media.markdown), media.markdown);
      for (const [, command] of description.matchAll(/\(command:(drydock\.\w+)\)/g))
        assert.ok(commands.includes(command));
    }
    assert.ok(shipped.includes("!client/walkthrough/*.md"));
  });

  test("names commands that the client registers, and no menu has another", () => {
    const commands = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    const unregistered = commands.filter((command: string) => !sources.includes(`"${command}"`));
    assert.deepEqual(unregistered, []);
    const entries: { command: string }[] = Object.values(manifest.contributes.menus).flat() as never;
    assert.deepEqual(
      entries.filter(({ command }) => !commands.includes(command)),
      [],
    );
  });

  test("has settings that say what they do, and that somebody reads", () => {
    for (const [name, setting] of Object.entries<Record<string, unknown>>(
      manifest.contributes.configuration.properties,
    )) {
      assert.match(shown(setting.markdownDescription), /[.]$/, name);
      assert.ok("default" in setting, name);
      for (const part of name.split(".").slice(1)) assert.match(sources, new RegExp(`\\b${part}\\b`), name);
    }
  });

  test("is told in three languages, each with every text and with the same code in it", () => {
    const used = JSON.stringify(manifest).match(/(?<="%)[\w.]+(?=%")/g) ?? [];
    const codeIn = (text: string) => (text.match(/`[^`]+`/g) ?? []).sort();
    for (const name of ["package.nls.json", "package.nls.de.json", "package.nls.pt-br.json"]) {
      const told: Record<string, string> = JSON.parse(readFileSync(name, "utf8"));
      assert.deepEqual(Object.keys(told).sort(), [...used].sort(), name);
      for (const [key, text] of Object.entries(told)) {
        assert.deepEqual(codeIn(text), codeIn(english[key] ?? ""), `${name}: ${key}`);
      }
    }
    assert.ok(shipped.includes("!package.nls*.json"));
  });

  test("the client's own texts are told in the same languages, each with the same places for what is filled in", () => {
    const calls = sources.matchAll(/(?<=\bl10n\.t\(\s*)(?:"([^"]*)"|'([^']*)')/g);
    const texts = [...new Set([...calls].map(([, one, other]) => one ?? other ?? ""))].sort();
    assert.equal(sources.match(/\bl10n\.t\(/g)?.length, [...sources.matchAll(/\bl10n\.t\(\s*["']/g)].length);
    const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
    for (const name of ["bundle.l10n.json", "bundle.l10n.de.json", "bundle.l10n.pt-br.json"]) {
      const told: Record<string, string> = JSON.parse(readFileSync(`${manifest.l10n}/${name}`, "utf8"));
      assert.deepEqual(Object.keys(told).sort(), texts, name);
      for (const [text, translated] of Object.entries(told)) assert.deepEqual(places(translated), places(text), text);
    }
    assert.ok(shipped.includes("!l10n/*.json"));
  });

  test("marks names in settings that are those of no rule", () => {
    const { properties, propertyNames } = manifest.contributes.configuration.properties["drydock.rules"];
    const isKnown = new RegExp(propertyNames.pattern);
    for (const name of [...Object.keys(properties), "DL3006", "SC2086"]) assert.match(name, isKnown);
    for (const name of ["untaged-image", "", "SC1"]) assert.doesNotMatch(name, isKnown);
  });
});
