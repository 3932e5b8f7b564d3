import type { CancellationToken } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Host, Rule } from "../types";
import { isTooLarge, tooLarge } from "../util/largestDocument";
import { tooSlow, unlimited } from "../util/limit";
import type { Checked, Unchecked } from "./checked";
import type { createConfigurations } from "./configurations";
import { type Documents, kindOfDocument } from "./documents";
import { createEncoded, encodingIn } from "./encoded";
import { createJudge, type JudgeNeeds } from "./judging";
import { calledOff } from "./protocol";
import type { createSurroundings } from "./surroundings";
import { createTyping } from "./whileTyped";

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

interface Needs extends Omit<JudgeNeeds, "onError"> {
  readonly documents: Documents;
  readonly configurations: ReturnType<typeof createConfigurations>;
  readonly surroundings: ReturnType<typeof createSurroundings>;
  readonly host: JudgeNeeds["host"] & Pick<Host, "log">;
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
  const { documents, configurations, surroundings, host, launch } = needs;
  const judgeDocument = createJudge({ ...needs, onError: logRule });
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
      const checked = await judgeDocument({ id, document, configuration }, isWanted);
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
