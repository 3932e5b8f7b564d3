/** How far open Dockerfiles follow the practices, for who asks; and the lines that are shown above instructions. */

import {
  type CancellationToken,
  type CodeLens,
  CodeLensRefreshRequest,
  type Command,
  type Connection,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Score } from "../engine/score";
import type { Configuration } from "../engine/settings";
import { imageAge } from "../features/imageAge";
import { hardenCommand, type ScoreParams, type ScoreResult, scoreRequest } from "../requests";
import { type BaseImage, baseImages } from "../stage/baseImage";
import { imageState } from "../stage/imageState";
import type { Dockerfile, Limit } from "../types";
import { tooSlow } from "../util/limit";
import { today } from "../workspace/facts";
import { type Checked, canHarden, hardenChecked } from "./checked";
import type { Client } from "./client";
import { toRange } from "./convert";
import type { Launch } from "./launch";
import type { Parses } from "./parses";
import { calledOff } from "./protocol";

interface Needs {
  readonly parses: Parses;
  readonly limit: Limit;
  readonly launch: Launch;
  client(): Client;
  configurationOf(uri: string): Promise<Configuration>;
  /** Everything about an open document; undefined when it is none of ours. */
  checkFully(uri: string): Promise<Checked | undefined>;
  /** What starts scanners, above a FROM. */
  scanLenses(uri: string, file: Dockerfile, image: BaseImage): Promise<readonly Command[]>;
}

interface Scores {
  /** Something else is found by now: the client asks again for what stands above instructions. */
  refresh(): void;
}

/** Less than what other work may take: diagnostics wait behind it, and nobody is lost without a score. */
const patience = 0.4;

/** In UTF-16 units: hardening a longer text takes longer than anybody who types should wait. */
const longest = 20_000;

/** How often it may take too long: the first time everything is slow. */
const mostTries = 2;

/** Answers the requests. A score is found out when it is asked for, once for each version. */
export function serveScores(connection: Connection, needs: Needs): Scores {
  const { parses, limit, launch, client } = needs;
  const known = new WeakMap<Checked, Score>();
  /** How often it took too long, by URI. */
  const slow = new Map<string, number>();

  function judge(checked: Checked): Score | undefined {
    const { document, file, configuration } = checked;
    if (!configuration.enabled || !("instructions" in file) || !canHarden(checked) || file.text.length > longest)
      return undefined;
    const tries = slow.get(document.uri) ?? 0;
    if (known.has(checked) || tries >= mostTries) return known.get(checked);
    try {
      const before = limit((step) => hardenChecked(checked, undefined, step), patience).score?.before;
      if (!before || before.of === 0) return undefined;
      known.set(checked, before);
      return before;
    } catch (error) {
      if (error !== tooSlow) throw error;
      slow.set(document.uri, tries + 1);
      return undefined;
    }
  }

  async function scoreOf(uri: string, token: CancellationToken): Promise<Score | undefined> {
    const checked = await needs.checkFully(uri);
    if (token.isCancellationRequested) throw calledOff();
    return checked && judge(checked);
  }

  connection.onRequest(
    scoreRequest,
    async ({ uri }: ScoreParams, token): Promise<ScoreResult> => (await scoreOf(uri, token)) ?? null,
  );

  connection.onCodeLens(async ({ textDocument: { uri } }, token): Promise<CodeLens[]> => {
    const { enabled, codeLens } = await needs.configurationOf(uri);
    if (token.isCancellationRequested) throw calledOff();
    const parsed = enabled && codeLens ? parses.of(uri) : undefined;
    if (!parsed) return [];
    const { document, file } = parsed;
    const [first] = file.instructions;
    if (!first) return [];
    return [
      // Its score comes when it is in sight.
      { range: toRange(document, { start: first.start, end: first.start }), data: uri },
      ...(await Promise.all(baseImages(file).map((image) => lensesOf(document, file, image)))).flat(),
    ];
  });

  async function lensesOf(document: TextDocument, file: Dockerfile, image: BaseImage): Promise<readonly CodeLens[]> {
    const range = toRange(document, image.word);
    const title = imageAge(imageState(image, today()));
    const scans = await needs.scanLenses(document.uri, file, image);
    const age = title === undefined ? [] : [{ title, command: "" }];
    return [...age, ...scans].map((command) => ({ range, command }));
  }

  connection.onCodeLensResolve(async (lens, token): Promise<CodeLens> => {
    if (typeof lens.data !== "string") return lens;
    const score = await scoreOf(lens.data, token);
    const title = score ? `Harden Dockerfile (${score.met}/${score.of})` : "Harden Dockerfile";
    return { ...lens, command: { title, command: hardenCommand, arguments: [lens.data] } };
  });

  return {
    refresh() {
      if (client().capabilities.workspace?.codeLens?.refreshSupport !== true) return;
      launch("have lenses asked for again", () => connection.sendRequest(CodeLensRefreshRequest.type));
    },
  };
}
