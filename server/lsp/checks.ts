import type { CancellationToken } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { readImagesFile } from "../context/namedImages";
import { lintImages } from "../engine/imagesAlone";
import { lintIgnore, lintInSteps } from "../engine/lint";
import type { Configuration } from "../engine/settings";
import { shellcheckScripts } from "../engine/shellcheckFindings";
import { withoutTyped } from "../engine/typing";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Host, IgnoreFile, Rule } from "../types";
import { isTooLarge, tooLarge } from "../util/largestDocument";
import { inTurns, tooSlow, unlimited } from "../util/limit";
import { plain } from "../util/uris";
import { variablesBeside } from "../workspace/besideCompose";
import { today } from "../workspace/facts";
import type { Background } from "./background";
import type { Checked, Unchecked } from "./checked";
import type { createConfigurations } from "./configurations";
import { type Documents, kindOfDocument } from "./documents";
import { createEncoded, encodingIn } from "./encoded";
import type { Launch } from "./launch";
import { calledOff } from "./protocol";
import type { RegistryAnswers } from "./registryAnswers";
import { soon } from "./soon";
import type { createSurroundings } from "./surroundings";
import { createTyping } from "./whileTyped";

/** Milliseconds that a check waits for what is known around a file. */
const patience = 300;

interface Checks {
  /** What is found in an open document, or why nothing is; undefined when it is none of ours. */
  outcome(uri: string): Promise<Checked | Unchecked | undefined>;
  /**
   * The same for who follows every change: of a long document that is being typed, what can be told at once. What is found
   * in the whole is told of in a while, when it is something else.
   */
  whileTyped(uri: string): Promise<Checked | Unchecked | undefined>;
  /** What is found in an open document; undefined when it is none of ours, or not checked. */
  check(uri: string): Promise<Checked | undefined>;
  /**
   * What `find` finds out about an open document; undefined when it is none of ours, or not checked. A document of which
   * this takes too long is given up. Throws, for the client, when it has called its request off.
   * @param mayBeTyped what can be told of it while it is typed is enough, so that nobody waits for the whole.
   */
  about<Result>(
    uri: string,
    token: CancellationToken,
    find: (checked: Checked) => Result | Promise<Result>,
    mayBeTyped?: boolean,
  ): Promise<Result | undefined>;
  /** Waits for what is known around it, however long that takes. */
  checkFully(uri: string): Promise<Checked | undefined>;
  forget(uri: string): void;
  clear(): void;
}

interface Needs {
  readonly documents: Documents;
  readonly configurations: ReturnType<typeof createConfigurations>;
  readonly surroundings: ReturnType<typeof createSurroundings>;
  readonly background: Background;
  readonly registry: Pick<RegistryAnswers, "mayAsk" | "answers" | "lists">;
  readonly host: Pick<Host, "read" | "shellcheck" | "log" | "limit">;
  readonly launch: Launch;
  /** A Dockerfile as data. */
  parse(document: TextDocument): Dockerfile;
  isTrusted(): boolean;
  canShowAgain(): boolean;
  /** There is more known around a document than there was when it was checked. */
  onSurroundings(uri: string, isAwaited: boolean): void;
  /** A document is given up that was checked. */
  onGivenUp(uri: string): void;
  /** Something else is found in a document than could be told while it was typed. */
  onPause(uri: string): void;
}

interface Check {
  readonly version: number;
  /** Undefined of one that is given up. */
  readonly outcome: Promise<Checked | Unchecked | undefined>;
  isDone: boolean;
}

const takesTooLong = "it takes too long. It is tried again when its text changes";

function isOurs(document: TextDocument | undefined): document is TextDocument {
  return document !== undefined && kindOfDocument(document) !== undefined;
}

/** Checks the open documents: each version once, until something else makes the result wrong. */
export function createChecks(needs: Needs): Checks {
  const { documents, configurations, surroundings, background, host, launch } = needs;
  const { limit = unlimited } = host;
  const checks = new Map<string, Check>();
  /** The texts of documents that are given up. */
  const givenUp = new Map<string, string>();
  let checksMade = 0;
  const typing = createTyping({
    parse: needs.parse,
    limit,
    launch,
    onError: logRule,
    newId: () => String(++checksMade),
    isCurrent: ({ uri, version }) => documents.get(uri)?.version === version,
    judge: outcome,
    canShowAgain: needs.canShowAgain,
    onPause: needs.onPause,
  });

  /**
   * What is found as `judge` does it; a document is judged again when it is changed meanwhile, or what it is judged by.
   * @param isWanted nobody waits any more where it says no.
   */
  async function current(
    uri: string,
    judge = outcome,
    isWanted = () => true,
  ): Promise<Checked | Unchecked | undefined> {
    for (;;) {
      const found = await judge(uri);
      if (found || !isOurs(documents.get(uri)) || !isWanted()) return found;
    }
  }

  /** Undefined as well when it is given up. */
  async function outcome(uri: string): Promise<Checked | Unchecked | undefined> {
    const live = documents.get(uri);
    if (!isOurs(live)) return undefined;
    const known = checks.get(uri);
    if (known?.version === live.version) return known.outcome;
    const { version } = live;
    const document = createEncoded(uri, live.languageId, version, live.getText(), encodingIn(live));
    // Versions count from one again in a document that is closed and opened, so that they tell nothing alone.
    const isWanted = () => checks.get(uri) === made && documents.get(uri)?.version === version;
    const made: Check = { version, outcome: checkAnew(document, isWanted), isDone: false };
    checks.set(uri, made);
    const found = await made.outcome;
    made.isDone = true;
    if (!found && checks.get(uri) === made) checks.delete(uri);
    return found;
  }

  async function typedOrWhole(uri: string): Promise<Checked | Unchecked | undefined> {
    const live = documents.get(uri);
    const known = checks.get(uri);
    const isJudged = live === undefined || (known?.version === live.version && known.isDone);
    return (isJudged ? undefined : typing.of(live)) ?? outcome(uri);
  }

  async function check(uri: string, judge = outcome, isWanted = () => true): Promise<Checked | undefined> {
    const found = await current(uri, judge, isWanted);
    return found && "file" in found ? found : undefined;
  }

  /** Undefined when it is given up, as it is not wanted any more. */
  async function checkAnew(document: TextDocument, isWanted: () => boolean): Promise<Checked | Unchecked | undefined> {
    const id = String(++checksMade);
    const { uri } = document;
    const text = document.getText();
    const configuration = await configurations.of(uri);
    const refuse = (reason: string) => ({ id, document, reason: configuration.enabled ? reason : undefined });
    if (isTooLarge(text)) return refuse(tooLarge);
    if (givenUp.get(uri) === text) return refuse(takesTooLong);
    givenUp.delete(uri);
    try {
      const checked = await checkWithin(id, document, configuration, isWanted);
      if (!checked || !isWanted()) return undefined;
      typing.note(checked);
      return checked;
    } catch (error) {
      if (error !== tooSlow) throw error;
      giveUp(document);
      // What could not be found out in time is not what is known around the next text.
      surroundings.forget(uri);
      return refuse(takesTooLong);
    }
  }

  function giveUp(document: TextDocument): void {
    givenUp.set(document.uri, document.getText());
    host.log(`Gave up on ${document.uri} until its text changes: it takes too long`);
  }

  async function checkWithin(
    id: string,
    document: TextDocument,
    configuration: Configuration,
    isWanted: () => boolean,
  ): Promise<Checked | undefined> {
    const { uri } = document;
    const text = document.getText();
    const { settings } = configuration;
    // As it is now: more answers make another check.
    const mayAsk = needs.registry.mayAsk({ configuration });
    const registry = mayAsk ? new Map(needs.registry.answers) : undefined;
    const tags = mayAsk ? new Map(needs.registry.lists) : undefined;
    if (kindOfDocument(document) === "images") {
      const file = await readImagesFile(plain(uri), text, await variablesBeside(host, uri, text));
      const facts = { today: today(), policy: configuration.policy, registry, tags };
      const isOn = configuration.enabled && configuration.namedImages;
      const problems = isOn ? limit((step) => lintImages(text, file.images, facts, settings, logRule, step)) : [];
      const around = { root: undefined, facts };
      return { id, document, file, surroundings: around, configuration, problems, isPartial: false };
    }
    if (kindOfDocument(document) === ".dockerignore") {
      const { file, around, isPartial } = await know(uri, () => parseIgnore(text), configuration);
      const problems = configuration.enabled
        ? limit((step) => lintIgnore(file, around.facts, settings, logRule, step))
        : [];
      return { id, document, file, surroundings: around, configuration, problems, isPartial };
    }
    // What a registry has told of an image is part of what a stage starts with.
    const isTold = [...(registry?.keys() ?? [])].some((name) => text.includes(name.split(":", 1)[0] ?? name));
    const parse = () => (registry && isTold ? parseDockerfile(text, registry) : needs.parse(document));
    const known = await know(uri, parse, configuration);
    if (!isWanted()) return undefined;
    const { file, isPartial } = known;
    // What hardens the text goes by it, too.
    const around = { ...known.around, facts: { ...known.around.facts, registry, tags } };
    const isAsked = configuration.enabled && configuration.shellcheck.enabled && needs.isTrusted();
    const shellcheck = isAsked ? background.answers : undefined;
    const facts = { ...around.facts, shellcheck };
    const steps = (step: () => void) => lintInSteps(file, facts, settings, logRule, step);
    const found = configuration.enabled ? await inTurns(limit, steps, isWanted) : [];
    if (!found) return undefined;
    const problems = withoutTyped(file, found);
    if (isAsked) launch("ask ShellCheck", () => askLater(uri, file, configuration));
    return { id, document, file, surroundings: around, configuration, problems, isPartial };
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

  function logRule({ id }: Rule, error: unknown): void {
    host.log(`The rule ${id} failed: ${error instanceof Error ? error.stack : error}`);
  }

  return {
    outcome: current,
    whileTyped: (uri) => current(uri, typedOrWhole),
    check: (uri) => check(uri),
    async about(uri, token, find, mayBeTyped = false) {
      const isWanted = () => !token.isCancellationRequested;
      const checked = isWanted() ? await check(uri, mayBeTyped ? typedOrWhole : outcome, isWanted) : undefined;
      if (token.isCancellationRequested) throw calledOff();
      if (!checked) return undefined;
      try {
        return await find(checked);
      } catch (error) {
        if (error !== tooSlow) throw error;
        giveUp(checked.document);
        needs.onGivenUp(uri);
        return undefined;
      }
    },
    async checkFully(uri) {
      const checked = await check(uri);
      if (!checked?.isPartial) return checked;
      await surroundings.last(uri);
      needs.onSurroundings(uri, true);
      return check(uri);
    },
    forget(uri) {
      checks.delete(uri);
      typing.forget(uri);
      if (!documents.get(uri)) givenUp.delete(uri);
    },
    clear() {
      checks.clear();
      typing.clear();
    },
  };
}
