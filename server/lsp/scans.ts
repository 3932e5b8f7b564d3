/** *Scan for vulnerabilities*, and *Compare with other bases*: by the scanner that the user has, in a workspace that is trusted, when it is chosen and not before. */

import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type Command,
  type Connection,
  MessageType,
  type Range,
  ShowMessageNotification,
} from "vscode-languageserver";
import { comparedBases } from "../engine/baseChoices";
import { amountsOf, type JudgedScan, judgeScan, scanInShort } from "../engine/judgedScan";
import { mutesAt } from "../engine/mutes";
import type { PartOfHover } from "../features/contextHover";
import { comparisonPage, scanPage } from "../features/scanPage";
import { compareCommand, scanCommand } from "../requests";
import { type BaseImage, baseImages } from "../stage/baseImage";
import { parseReference } from "../syntax/image";
import type { Dockerfile, Host, ImageReference, Scan } from "../types";
import { isReason, type Reason } from "../util/reason";
import { today } from "../workspace/facts";
import type { Checked } from "./checked";
import type { Client } from "./client";

interface Needs {
  readonly connection: Connection;
  readonly host: Pick<Host, "scan" | "hasScanner">;
  client(): Client;
  about: <Result>(
    uri: string,
    token: CancellationToken,
    find: (checked: Checked) => Result,
  ) => Promise<Result | undefined>;
  /** There may be more to show above images. */
  onScanned(): void;
}

/** An old image has some thousand vulnerabilities, at some hundred bytes. */
const mostScans = 60;

export function createScans({ connection, host, client, about, onScanned }: Needs) {
  /** Asked once. */
  let isThere: Promise<boolean> | undefined;
  /** By the image as FROM names it, and by the digest that was scanned. */
  const scans = new Map<string, Scan>();

  const keysOf = ({ text, digest }: ImageReference): readonly string[] =>
    digest === undefined ? [text] : [digest, text];

  function keep(reference: ImageReference, scan: Scan): void {
    for (const key of [...keysOf(reference), ...(scan.digest === undefined ? [] : [scan.digest])]) {
      // What is set again is the youngest.
      scans.delete(key);
      scans.set(key, scan);
    }
    for (const oldest of scans.keys()) if (scans.size > mostScans) scans.delete(oldest);
  }

  function scanOf(reference: ImageReference): Scan | undefined {
    return keysOf(reference).flatMap((key) => scans.get(key) ?? [])[0];
  }

  /** Judged by the comments above an image as they are now. */
  function judged({ file, surroundings }: Checked, image: BaseImage, scan: Scan) {
    const mutes = "instructions" in file ? mutesAt(file, image.word) : [];
    return judgeScan({ ...scan, image: image.reference.text }, mutes, surroundings.facts.today);
  }

  const mayScan = () => host.scan !== undefined && client().isTrusted;

  function imageAt({ file }: Checked, start: number, end: number) {
    return "instructions" in file
      ? baseImages(file).find(({ word }) => word.start <= end && start <= word.end)
      : undefined;
  }

  /** Looks at images one after the other, which can be called off: what is told of them as far as it has come. */
  async function scanAll(
    references: readonly ImageReference[],
    token: CancellationToken,
  ): Promise<readonly (Scan | Reason)[] | undefined> {
    const controller = new AbortController();
    const abort = () => controller.abort();
    const showsProgress = client().capabilities.window?.workDoneProgress === true;
    const progress = showsProgress ? await connection.window.createWorkDoneProgress() : undefined;
    progress?.begin(`Scanning ${references[0]?.text ?? ""}`, undefined, undefined, true);
    const listeners = [token.onCancellationRequested(abort), progress?.token.onCancellationRequested(abort)];
    const found: (Scan | Reason)[] = [];
    try {
      for (const [index, reference] of references.entries()) {
        if (index > 0) progress?.report(reference.text);
        const scan = (index > 0 && scanOf(reference)) || (await host.scan?.(reference.text, controller.signal));
        if (controller.signal.aborted || !scan) return undefined;
        if (!isReason(scan)) keep(reference, scan);
        found.push(scan);
      }
      return found;
    } finally {
      for (const listener of listeners) listener?.dispose();
      progress?.done();
      onScanned();
    }
  }

  const tell = (type: MessageType, message: string) =>
    connection.sendNotification(ShowMessageNotification.type, { type, message });

  /** The image that a command means, and its document; undefined where nothing may be scanned. */
  async function askedFor([uri, start]: readonly unknown[], token: CancellationToken) {
    if (typeof uri !== "string" || typeof start !== "number" || !mayScan()) return undefined;
    return about(uri, token, (checked) => {
      const image = imageAt(checked, start, start);
      return image && { checked, image };
    });
  }

  function judgedOr(checked: Checked, image: BaseImage, scan: Scan | Reason): JudgedScan | Reason {
    return isReason(scan) ? scan : judged(checked, image, scan);
  }

  return {
    /** The actions for the FROM at a range, where they are asked for by their kind or by hand. */
    at(checked: Checked, range: Range, only: readonly string[] | undefined): CodeAction[] {
      const { document, configuration } = checked;
      const kind = CodeActionKind.RefactorRewrite;
      const isWanted = !only || only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`));
      if (!isWanted || !configuration.enabled || !mayScan()) return [];
      const image = imageAt(checked, document.offsetAt(range.start), document.offsetAt(range.end));
      if (!image) return [];
      const args = [document.uri, image.word.start];
      const titles = [
        [`Scan ${image.reference.text} for vulnerabilities`, scanCommand],
        [`Scan ${image.reference.text} and compare it with other bases`, compareCommand],
      ] as const;
      return titles.map(([title, command]) => ({ title, kind, command: { title, command, arguments: args } }));
    },
    /** What stands above the FROM of an image: what was found, and what starts a scan; nothing where no scanner can be started. */
    async lenses(uri: string, file: Dockerfile, image: BaseImage): Promise<readonly Command[]> {
      if (!mayScan()) return [];
      isThere ??= host.hasScanner?.();
      if (!(await isThere)) return [];
      const scan = scanOf(image.reference);
      const args = [uri, image.word.start];
      const known = scan && amountsOf(judgeScan(scan, mutesAt(file, image.word), today()));
      return [
        {
          title: known === undefined ? "Scan for vulnerabilities" : `${known} · scan again`,
          command: scanCommand,
          arguments: args,
        },
        { title: "Compare with other bases", command: compareCommand, arguments: args },
      ];
    },
    /** Runs it; the end is told, and shown by pointing at FROM. */
    async run(args: readonly unknown[], token: CancellationToken): Promise<void> {
      const asked = await askedFor(args, token);
      if (!asked) return;
      const [scan] = (await scanAll([asked.image.reference], token)) ?? [];
      if (!scan) return;
      if (isReason(scan)) return tell(MessageType.Warning, `Not scanned: ${scan.reason}.`);
      await tell(MessageType.Info, `${scanInShort(judged(asked.checked, asked.image, scan))}.`);
    },
    /** The same for images that could take its place as well; gives a page in markdown, undefined where there is none. */
    async compare(args: readonly unknown[], token: CancellationToken): Promise<string | undefined> {
      const asked = await askedFor(args, token);
      if (!asked) return undefined;
      const { checked, image } = asked;
      const { file, surroundings, configuration } = checked;
      if (!("instructions" in file)) return undefined;
      const bases = comparedBases(file, surroundings.facts, configuration.settings, image.word.start);
      const others = bases.map((text) => parseReference(text));
      const [scan, ...instead] = (await scanAll([image.reference, ...others], token)) ?? [];
      if (!scan) return undefined;
      const found = judgedOr(checked, image, scan);
      if (isReason(found)) {
        await tell(MessageType.Warning, `Not scanned: ${found.reason}.`);
        return undefined;
      }
      const rows = instead.map((one, index) => {
        const reference = others[index] ?? image.reference;
        return { image: reference.text, found: judgedOr(checked, { ...image, reference }, one) };
      });
      return comparisonPage({ found, instead: rows });
    },
    /** What the last scan of the image at a place has found. */
    hover(checked: Checked, offset: number): PartOfHover | undefined {
      const image = imageAt(checked, offset, offset);
      const scan = image && scanOf(image.reference);
      return image && scan && { span: image.word, markdown: scanPage(judged(checked, image, scan)) };
    },
    /** What the last scan of the image below a comment has found, the worst first: names that can be muted. */
    found(checked: Checked, offset: number): readonly string[] {
      const { file } = checked;
      if (!("instructions" in file)) return [];
      const below = file.instructions.find(({ start }) => start > offset);
      const image = below && imageAt(checked, below.start, below.end);
      return (image && scanOf(image.reference)?.found.map(({ id }) => id)) ?? [];
    },
  };
}
