import type { CancellationToken } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { lint, lintIgnore } from "../engine/lint";
import { recheck } from "../engine/recheck";
import type { Configuration } from "../engine/settings";
import { shellcheckScripts } from "../engine/shellcheckFindings";
import { withoutTyped } from "../engine/typing";
import { parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Host, IgnoreFile, Problem, Rule } from "../types";
import { isTooLarge, tooLarge } from "../util/largestDocument";
import { tooSlow, unlimited } from "../util/limit";
import { today } from "../workspace/facts";
import type { Background } from "./background";
import type { Checked, Unchecked } from "./checked";
import type { createConfigurations } from "./configurations";
import { type Documents, kindOfDocument } from "./documents";
import { createEncoded, encodingIn } from "./encoded";
import type { Launch } from "./launch";
import { calledOff } from "./protocol";
import { soon } from "./soon";
import type { createSurroundings } from "./surroundings";

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
   */
  about<Result>(
    uri: string,
    token: CancellationToken,
    find: (checked: Checked) => Result | Promise<Result>,
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
  readonly host: Pick<Host, "shellcheck" | "log" | "limit">;
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

/** Milliseconds without a change after which the whole of a long document is judged. */
const pause = 40;

const takesTooLong = "it takes too long. It is tried again when its text changes";

/** Checks the open documents: each version once, until something else makes the result wrong. */
export function createChecks(needs: Needs): Checks {
  const { documents, configurations, surroundings, background, host, launch } = needs;
  const { limit = unlimited } = host;
  const checks = new Map<string, { readonly version: number; readonly outcome: Promise<Checked | Unchecked> }>();
  /** The texts of documents that are given up. */
  const givenUp = new Map<string, string>();
  /** What was found last in each document, in whichever version. */
  const latest = new Map<string, Checked>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  let checksMade = 0;

  async function outcome(uri: string): Promise<Checked | Unchecked | undefined> {
    const live = documents.get(uri);
    if (!live || !kindOfDocument(live)) return undefined;
    const known = checks.get(uri);
    if (known?.version === live.version) return known.outcome;
    const outcome = checkAnew(createEncoded(uri, live.languageId, live.version, live.getText(), encodingIn(live)));
    checks.set(uri, { version: live.version, outcome });
    return outcome;
  }

  async function whileTyped(uri: string): Promise<Checked | Unchecked | undefined> {
    const live = documents.get(uri);
    const before = latest.get(uri);
    if (!live || !before || checks.get(uri)?.version === live.version) return outcome(uri);
    if (before.document.version === live.version) return before;
    const typed = needs.canShowAgain() ? typedFrom(before, live) : undefined;
    if (!typed) return outcome(uri);
    latest.set(uri, typed);
    clearTimeout(pauses.get(uri));
    pauses.set(
      uri,
      setTimeout(() => launch(`judge the whole of ${uri}`, () => judgeWhole(typed)), pause),
    );
    return typed;
  }

  /** What can be told of a document by what was found in it before. */
  function typedFrom(before: Checked, live: TextDocument): Checked | undefined {
    const { file, configuration, surroundings, isPartial } = before;
    const text = live.getText();
    if (!("stages" in file) || isPartial || !configuration.enabled || isTooLarge(text)) return undefined;
    try {
      return limit((step) => {
        const typed = parseDockerfile(text);
        const known = { file, problems: before.problems };
        const problems = recheck(known, typed, surroundings.facts, configuration.settings, logRule, step);
        const document = createEncoded(live.uri, live.languageId, live.version, text, encodingIn(live));
        return (
          problems && {
            ...before,
            id: String(++checksMade),
            document,
            file: typed,
            problems: withoutTyped(typed, problems),
          }
        );
      });
    } catch (error) {
      if (error !== tooSlow) throw error;
      return undefined;
    }
  }

  async function judgeWhole({ document, problems }: Checked): Promise<void> {
    const { uri, version } = document;
    if (documents.get(uri)?.version !== version) return;
    const whole = await outcome(uri);
    const isSame = whole && "problems" in whole && isSameFor(problems, whole.problems);
    if (!isSame && documents.get(uri)?.version === version) needs.onPause(uri);
  }

  async function check(uri: string): Promise<Checked | undefined> {
    const found = await outcome(uri);
    return found && "file" in found ? found : undefined;
  }

  async function checkAnew(document: TextDocument): Promise<Checked | Unchecked> {
    const id = String(++checksMade);
    const { uri } = document;
    const text = document.getText();
    const configuration = await configurations.of(uri);
    const refuse = (reason: string) => ({ id, document, reason: configuration.enabled ? reason : undefined });
    if (isTooLarge(text)) return refuse(tooLarge);
    if (givenUp.get(uri) === text) return refuse(takesTooLong);
    givenUp.delete(uri);
    try {
      const checked = await checkWithin(id, document, configuration);
      if (documents.get(uri)?.version === document.version) latest.set(uri, checked);
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

  async function checkWithin(id: string, document: TextDocument, configuration: Configuration): Promise<Checked> {
    const { uri } = document;
    const text = document.getText();
    const { settings } = configuration;
    if (kindOfDocument(document) === ".dockerignore") {
      const { file, around, isPartial } = await know(uri, () => parseIgnore(text), configuration);
      const problems = configuration.enabled
        ? limit((step) => lintIgnore(file, around.facts, settings, logRule, step))
        : [];
      return {
        id,
        document,

        file,
        surroundings: around,
        configuration,
        problems,
        isPartial,
      };
    }
    const { file, around, isPartial } = await know(uri, () => needs.parse(document), configuration);
    const isAsked = configuration.enabled && configuration.shellcheck.enabled && needs.isTrusted();
    const facts = isAsked ? { ...around.facts, shellcheck: background.answers } : around.facts;
    const problems = configuration.enabled
      ? limit((step) => withoutTyped(file, lint(file, facts, settings, logRule, step)))
      : [];
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
    outcome,
    whileTyped,
    check,
    async about(uri, token, find) {
      const checked = token.isCancellationRequested ? undefined : await check(uri);
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
      latest.delete(uri);
      clearTimeout(pauses.get(uri));
      pauses.delete(uri);
      if (!documents.get(uri)) givenUp.delete(uri);
    },
    clear() {
      checks.clear();
      latest.clear();
    },
  };
}

/** Whether people are shown the same. */
function isSameFor(some: readonly Problem[], others: readonly Problem[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index] as Problem;
      const isThere = one.span.start === other.span.start && one.span.end === other.span.end;
      return isThere && one.rule === other.rule && one.severity === other.severity && one.message === other.message;
    })
  );
}
