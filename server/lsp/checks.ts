import { TextDocument } from "vscode-languageserver-textdocument";
import { lint, lintIgnore } from "../engine/lint";
import type { Configuration } from "../engine/settings";
import { shellcheckScripts } from "../engine/shellcheckFindings";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Host, Rule } from "../types";
import { today } from "../workspace/facts";
import type { Background } from "./background";
import type { Checked } from "./checked";
import type { createConfigurations } from "./configurations";
import { type Documents, kindOfDocument } from "./documents";
import type { Launch } from "./launch";
import { soon } from "./soon";
import type { createSurroundings } from "./surroundings";

/** Milliseconds that a check waits for what is known around a file. */
const patience = 300;

interface Checks {
  /** What is found in an open document; undefined when it is none of ours. */
  check(uri: string): Promise<Checked | undefined>;
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
  readonly host: Pick<Host, "shellcheck" | "log">;
  readonly launch: Launch;
  isTrusted(): boolean;
  canShowAgain(): boolean;
  /** There is more known around a document than there was when it was checked. */
  onSurroundings(uri: string, isAwaited: boolean): void;
}

/** Checks the open documents: each version once, until something else makes the result wrong. */
export function createChecks(needs: Needs): Checks {
  const { documents, configurations, surroundings, background, host, launch } = needs;
  const checks = new Map<string, { readonly version: number; readonly checked: Promise<Checked> }>();
  let checksMade = 0;

  async function check(uri: string): Promise<Checked | undefined> {
    const live = documents.get(uri);
    if (!live || !kindOfDocument(live)) return undefined;
    const known = checks.get(uri);
    if (known?.version === live.version) return known.checked;
    const checked = checkAnew(TextDocument.create(uri, live.languageId, live.version, live.getText()));
    checks.set(uri, { version: live.version, checked });
    return checked;
  }

  async function checkAnew(document: TextDocument): Promise<Checked> {
    const id = String(++checksMade);
    const { uri } = document;
    const text = document.getText();
    if (kindOfDocument(document) === ".dockerignore") {
      const file = parseIgnore(text);
      const { around, configuration, isPartial } = await know(uri, undefined);
      const problems = configuration.enabled ? lintIgnore(file, around.facts, configuration.settings, logRule) : [];
      return { id, document, file, surroundings: around, configuration, problems, isPartial };
    }
    const file = parseDockerfile(text);
    const { around, configuration, isPartial } = await know(uri, file);
    const isAsked = configuration.enabled && configuration.shellcheck.enabled && needs.isTrusted();
    const facts = isAsked ? { ...around.facts, shellcheck: background.answers } : around.facts;
    const problems = configuration.enabled ? lint(file, facts, configuration.settings, logRule) : [];
    if (isAsked) launch("ask ShellCheck", () => askLater(uri, file, configuration));
    return { id, document, file, surroundings: around, configuration, problems, isPartial };
  }

  /** Nobody waits for it: when there is an answer, the file is checked again. */
  async function askLater(uri: string, file: Dockerfile, { shellcheck }: Configuration): Promise<void> {
    const ask = await host.shellcheck?.(shellcheck.path);
    if (ask && documents.get(uri)) background.want(uri, () => shellcheckScripts(file), ask);
  }

  /** What is configured for a document, and what is known around it, the demands of its project included. */
  async function know(uri: string, dockerfile: Dockerfile | undefined) {
    const configuration = await configurations.of(uri);
    const found = surroundings.around(uri, dockerfile, configuration.buildContext);
    const around = needs.canShowAgain() ? await soon(found, patience) : await found;
    if (!around) {
      // A huge workspace: first what the text alone tells.
      launch(`look around ${uri}`, async () => {
        await found;
        needs.onSurroundings(uri, false);
      });
    }
    const { root, facts } = around ?? { root: undefined, facts: { today: today() } };
    return {
      around: { root, facts: { ...facts, policy: configuration.policy, target: configuration.buildTarget } },
      configuration,
      isPartial: !around,
    };
  }

  function logRule({ id }: Rule, error: unknown): void {
    host.log(`The rule ${id} failed: ${error instanceof Error ? error.stack : error}`);
  }

  return {
    check,
    async checkFully(uri) {
      const checked = await check(uri);
      if (!checked?.isPartial) return checked;
      await surroundings.last(uri);
      needs.onSurroundings(uri, true);
      return check(uri);
    },
    forget: (uri) => checks.delete(uri),
    clear: () => checks.clear(),
  };
}
