/** What the rules find in one version of a document, whatever is kept of it afterwards. */

import type { TextDocument } from "vscode-languageserver-textdocument";
import { readImagesFile } from "../context/namedImages";
import { lintImages } from "../engine/imagesAlone";
import { lintIgnore, lintInSteps } from "../engine/lint";
import type { Configuration } from "../engine/settings";
import { shellcheckScripts } from "../engine/shellcheckFindings";
import { withoutTyped } from "../engine/typing";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Facts, Host, IgnoreFile, Rule } from "../types";
import { inTurns, tooSlow, unlimited } from "../util/limit";
import { soon } from "../util/soon";
import { plain } from "../util/uris";
import { variablesBeside } from "../workspace/besideCompose";
import { today } from "../workspace/facts";
import type { Background } from "./background";
import type { Checked } from "./checked";
import { type Documents, kindOfDocument } from "./documents";
import type { Launch } from "./launch";
import type { RegistryAnswers } from "./registryAnswers";
import type { createSurroundings } from "./surroundings";

/** Milliseconds that a check waits for what is known around a file. */
const patience = 300;

/** What judging asks of others. */
export interface JudgeNeeds {
  readonly documents: Pick<Documents, "get">;
  readonly surroundings: Pick<ReturnType<typeof createSurroundings>, "around">;
  readonly background: Background;
  readonly registry: Pick<RegistryAnswers, "mayAsk" | "answers" | "lists">;
  readonly host: Pick<Host, "read" | "shellcheck" | "limit">;
  readonly launch: Launch;
  /** A rule has failed. */
  onError(rule: Rule, error: unknown): void;
  /** A Dockerfile as data. */
  parse(document: TextDocument): Dockerfile;
  isTrusted(): boolean;
  canShowAgain(): boolean;
  /** There is more known around a document than there was when it was checked. */
  onSurroundings(uri: string, isAwaited: boolean): void;
}

/** What registries have told, where they may be asked. */
type Told = Pick<Facts, "registry" | "tags">;

/** A version of a document that is to be judged. */
interface Judged {
  readonly id: string;
  readonly document: TextDocument;
  readonly configuration: Configuration;
}

/** Gives what judges a document: undefined when nobody wants to know any more. What it does may be too slow, which it throws. */
export function createJudge(needs: JudgeNeeds) {
  const { documents, surroundings, background, host, launch, onError } = needs;
  const { limit = unlimited } = host;

  async function judgeImages(judged: Judged, told: Told): Promise<Checked> {
    const { document, configuration } = judged;
    const { uri } = document;
    const text = document.getText();
    const file = await readImagesFile(plain(uri), text, await variablesBeside(host, uri, text));
    const facts = { today: today(), policy: configuration.policy, ...told };
    const isOn = configuration.enabled && configuration.namedImages;
    const lint = (step: () => void) => lintImages(text, file.images, facts, configuration.settings, onError, step);
    return {
      ...judged,
      file,
      surroundings: { root: undefined, facts },
      problems: isOn ? limit(lint) : [],
      isPartial: false,
    };
  }

  async function judgeIgnore(judged: Judged): Promise<Checked> {
    const { document, configuration } = judged;
    const { file, around, isPartial } = await know(document.uri, () => parseIgnore(document.getText()), configuration);
    const lint = (step: () => void) => lintIgnore(file, around.facts, configuration.settings, onError, step);
    return { ...judged, file, surroundings: around, problems: configuration.enabled ? limit(lint) : [], isPartial };
  }

  async function judgeDockerfile(judged: Judged, told: Told, isWanted: () => boolean): Promise<Checked | undefined> {
    const { document, configuration } = judged;
    const { uri } = document;
    const text = document.getText();
    const { registry } = told;
    // What a registry has told of an image is part of what a stage starts with.
    const isTold = [...(registry?.keys() ?? [])].some((name) => text.includes(name.split(":", 1)[0] ?? name));
    const parse = () => (registry && isTold ? parseDockerfile(text, registry) : needs.parse(document));
    const known = await know(uri, parse, configuration);
    if (!isWanted()) return undefined;
    const { file, isPartial } = known;
    // What hardens the text goes by it, too.
    const around = { ...known.around, facts: { ...known.around.facts, ...told } };
    const isAsked = configuration.enabled && configuration.shellcheck.enabled && needs.isTrusted();
    const shellcheck = isAsked ? background.answers : undefined;
    const facts = { ...around.facts, shellcheck };
    const steps = (step: () => void) => lintInSteps(file, facts, configuration.settings, onError, step);
    const found = configuration.enabled ? await inTurns(limit, steps, isWanted) : [];
    if (!found) return undefined;
    const problems = withoutTyped(file, found);
    if (isAsked) launch("ask ShellCheck", () => askLater(uri, file, configuration));
    return { ...judged, file, surroundings: around, problems, isPartial };
  }

  /** Nobody waits for it: when there is an answer, the file is checked again. */
  async function askLater(uri: string, file: Dockerfile, { shellcheck }: Configuration): Promise<void> {
    const ask = await host.shellcheck?.(shellcheck.path);
    if (ask && documents.get(uri)) background.want(uri, () => shellcheckScripts(file), ask);
  }

  /** A document as data, and what is known around it, the demands of its project included. */
  async function know<File extends Dockerfile | IgnoreFile>(
    uri: string,
    parse: () => File,
    configuration: Configuration,
  ) {
    const { file, found } = limit(() => {
      const file = parse();
      const dockerfile: Dockerfile | undefined = "stages" in file ? file : undefined;
      return { file, found: surroundings.around(uri, dockerfile, configuration) };
    });
    const around = needs.canShowAgain() ? await soon(found, patience) : await found;
    if (!around) {
      // A huge workspace: first what the text alone tells.
      launch(`look around ${uri}`, async () => {
        await found.catch((error) => {
          // The check that follows says so.
          if (error !== tooSlow) throw error;
        });
        needs.onSurroundings(uri, false);
      });
    }
    const { root, facts } = around ?? { root: undefined, facts: { today: today() } };
    return {
      file,
      around: { root, facts: { ...facts, policy: configuration.policy, target: configuration.buildTarget } },
      isPartial: !around,
    };
  }

  return async (judged: Judged, isWanted: () => boolean): Promise<Checked | undefined> => {
    // As it is now: more answers make another check.
    const mayAsk = needs.registry.mayAsk(judged);
    const told = {
      registry: mayAsk ? new Map(needs.registry.answers) : undefined,
      tags: mayAsk ? new Map(needs.registry.lists) : undefined,
    };
    const kind = kindOfDocument(judged.document);
    if (kind === "images") return judgeImages(judged, told);
    if (kind === ".dockerignore") return judgeIgnore(judged);
    return judgeDockerfile(judged, told, isWanted);
  };
}
