/** The page beside the diff when all Dockerfiles are hardened together, and what they share. */

import type { HardenedFile, HardenResult } from "../server/requests";
import { remaining, scoreText } from "./explanation";
import { l10n } from "./l10n";
import { type PageContent, plain } from "./page";

/** One of several Dockerfiles that are hardened together. */
export interface HardenedDockerfile {
  readonly uri: string;
  /** From the workspace folder. */
  readonly path: string;
  readonly before: string;
  readonly result: HardenResult;
}

/** The other files that several Dockerfiles would change. */
interface Combination {
  readonly files: readonly HardenedFile[];
  readonly shared: readonly SharedFile[];
}

/** A file that several of them would change, each in a way of its own. */
export interface SharedFile {
  readonly path: string;
  /** Whose version is taken. */
  readonly taken: string;
  /** Whose is not. */
  readonly left: readonly string[];
}

/**
 * The other files of results that were made one by one from the same state. Dockerfiles with the same build context
 * share their ignore file; the version of the first is taken, since two cannot be merged: what one keeps in, the
 * patterns of the other may leave out.
 */
export function combine(dockerfiles: readonly HardenedDockerfile[]): Combination {
  const chosen = new Map<string, { readonly file: HardenedFile; readonly taken: string; readonly left: string[] }>();
  for (const { path, result } of dockerfiles) {
    for (const file of result.files) {
      const known = chosen.get(file.uri);
      if (!known) chosen.set(file.uri, { file, taken: path, left: [] });
      else if (known.file.text !== file.text) known.left.push(path);
    }
  }
  const all = [...chosen.values()];
  const shared = all.flatMap(({ file: { path }, taken, left }) => (left.length > 0 ? [{ path, taken, left }] : []));
  return { files: all.map(({ file }) => file), shared };
}

/** Anything that can be applied. */
export function changesAnything({ before, result }: HardenedDockerfile): boolean {
  return result.text !== before || result.files.length > 0;
}

/**
 * What the page beside the diff of many Dockerfiles says: a line and a tick for each, then what is done and left.
 * @param ticked the URIs of those that are to change.
 */
export function summary(
  dockerfiles: readonly HardenedDockerfile[],
  ticked: ReadonlySet<string>,
  shared: readonly SharedFile[],
  isComplete: boolean,
): PageContent {
  const changing = dockerfiles.filter(({ uri }) => ticked.has(uri)).length;
  const sorted = dockerfiles.toSorted((one, other) => byPath.compare(one.path, other.path));
  const open = sorted.filter(changesAnything);
  const idle = sorted.filter((it) => !changesAnything(it));
  const body = [
    `<h1>${l10n.t("Harden {0}", dockerfilesText(dockerfiles.length))}</h1>`,
    `<p>${l10n.t("Untick what is to stay as it is.")} ${l10n.t("Nothing is written before you apply it.")}</p>`,
    isComplete ? "" : `<p>${l10n.t("There are more Dockerfiles than these; they are left alone.")}</p>`,
    table(open, ticked),
    idle.length === 0
      ? ""
      : `<details id="idle"><summary>${l10n.t("{0} with nothing to change", dockerfilesText(idle.length))}</summary>${table(idle, ticked)}</details>`,
    shared.map(note).join("\n"),
    `<h2>${l10n.t("What is done, and what is left")}</h2>${sorted.map(details).join("\n")}`,
  ];
  const status = l10n.t("{0} of {1}", changing, dockerfilesText(dockerfiles.length));
  return { body: body.filter(Boolean).join("\n"), status, canApply: changing > 0 };
}

/** As people sort: without regard to case, 2 before 10. */
const byPath = new Intl.Collator("en", { numeric: true });

function table(dockerfiles: readonly HardenedDockerfile[], ticked: ReadonlySet<string>): string {
  const rows = dockerfiles.map((it) => row(it, ticked)).join("\n");
  return `<table><thead><tr>${columns()}</tr></thead><tbody>${rows}</tbody></table>`;
}

function columns(): string {
  const numbers = [l10n.t("Practices"), l10n.t("Steps"), l10n.t("Left for you")];
  return ['<th scope="col">Dockerfile</th>', ...numbers.map((it) => `<th scope="col" class="number">${it}</th>`)].join(
    "",
  );
}

function row(dockerfile: HardenedDockerfile, ticked: ReadonlySet<string>): string {
  const { uri, path, result } = dockerfile;
  const steps = takenSteps(dockerfile).length;
  const isTicked = ticked.has(uri) ? " checked" : "";
  const name = changesAnything(dockerfile)
    ? `<label><input type="checkbox" id="file-${plain(path)}" value="${plain(uri)}"${isTicked}><span>${plain(path)}</span></label>`
    : `<span class="about">${plain(path)}</span>`;
  const cells = [
    result.score ? scoreText(result.score) : "",
    steps > 0 ? String(steps) : l10n.t("none"),
    result.left.length,
  ];
  return `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td class="number">${cell}</td>`).join("")}</tr>`;
}

function note({ path, taken, left }: SharedFile): string {
  const others = left.map(plain).join(", ");
  const text = l10n.t(
    "{0} is shared: it is shown as {1} needs it. What {2} would change in it is left out; harden again afterwards.",
    plain(path),
    plain(taken),
    others,
  );
  return `<p class="quiet">${text}</p>`;
}

function details(dockerfile: HardenedDockerfile): string {
  const { path, result, uri } = dockerfile;
  const titles = takenSteps(dockerfile).flatMap((step) => step.titles);
  if (titles.length + result.left.length === 0) return "";
  const done = titles.map((title) => `<li>${plain(title)}</li>`).join("\n");
  const left = result.left.length > 0 ? `<p>${l10n.t("Left for you")}:</p>${remaining(result.left, uri)}` : "";
  const counts = l10n.t("changes: {0}, left for you: {1}", titles.length, result.left.length);
  return `<details id="details-${plain(path)}"><summary>${plain(path)} <span class="quiet">${counts}</span></summary>
<ul lang="en">${done}</ul>${left}</details>`;
}

function takenSteps({ result }: HardenedDockerfile) {
  return result.steps.filter(({ isTaken }) => isTaken);
}

/** "3 Dockerfiles" */
export function dockerfilesText(count: number): string {
  return count === 1 ? l10n.t("1 Dockerfile") : l10n.t("{0} Dockerfiles", count);
}
