/** *Scan for vulnerabilities*: by the scanner that the user has, in a workspace that is trusted, when it is chosen and not before. */

import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type Connection,
  MessageType,
  type Range,
  ShowMessageNotification,
} from "vscode-languageserver";
import { mutesAt } from "../engine/mutes";
import type { PartOfHover } from "../features/contextHover";
import { judgeScan, scanInShort, scanPage } from "../features/scanReport";
import { scanCommand } from "../requests";
import { type BaseImage, baseImages } from "../stage/baseImage";
import type { Host, ImageReference, Scan } from "../types";
import { isReason } from "../util/reason";
import type { Checked } from "./checked";
import type { Client } from "./client";

interface Needs {
  readonly connection: Connection;
  readonly host: Pick<Host, "scan">;
  client(): Client;
  about: <Result>(
    uri: string,
    token: CancellationToken,
    find: (checked: Checked) => Result,
  ) => Promise<Result | undefined>;
}

/** An old image has some thousand vulnerabilities, at some hundred bytes. */
const mostScans = 60;

export function createScans({ connection, host, client, about }: Needs) {
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

  function scanOf({ reference }: BaseImage): Scan | undefined {
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

  return {
    /** The action for the FROM at a range, where it is asked for by its kind or by hand. */
    at(checked: Checked, range: Range, only: readonly string[] | undefined): CodeAction[] {
      const { document, configuration } = checked;
      const kind = CodeActionKind.RefactorRewrite;
      const isWanted = !only || only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`));
      if (!isWanted || !configuration.enabled || !mayScan()) return [];
      const image = imageAt(checked, document.offsetAt(range.start), document.offsetAt(range.end));
      if (!image) return [];
      const title = `Scan ${image.reference.text} for vulnerabilities`;
      return [{ title, kind, command: { title, command: scanCommand, arguments: [document.uri, image.word.start] } }];
    },
    /** Runs it; the end is told, and shown by pointing at FROM. */
    async run([uri, start]: readonly unknown[], token: CancellationToken): Promise<void> {
      if (typeof uri !== "string" || typeof start !== "number" || !mayScan()) return;
      const asked = await about(uri, token, (checked) => {
        const image = imageAt(checked, start, start);
        return image && { checked, image };
      });
      if (!asked || !host.scan) return;
      const { reference } = asked.image;
      const { text } = reference;
      const controller = new AbortController();
      const abort = () => controller.abort();
      const showsProgress = client().capabilities.window?.workDoneProgress === true;
      const progress = showsProgress ? await connection.window.createWorkDoneProgress() : undefined;
      progress?.begin(`Scanning ${text}`, undefined, undefined, true);
      const listeners = [token.onCancellationRequested(abort), progress?.token.onCancellationRequested(abort)];
      const scan = await host.scan(text, controller.signal).finally(() => {
        for (const listener of listeners) listener?.dispose();
        progress?.done();
      });
      if (controller.signal.aborted) return;
      const tell = (type: MessageType, message: string) =>
        connection.sendNotification(ShowMessageNotification.type, { type, message });
      if (isReason(scan)) return tell(MessageType.Warning, `Not scanned: ${scan.reason}.`);
      keep(reference, scan);
      await tell(MessageType.Info, `${scanInShort(judged(asked.checked, asked.image, scan))}.`);
    },
    /** What the last scan of the image at a place has found. */
    hover(checked: Checked, offset: number): PartOfHover | undefined {
      const image = imageAt(checked, offset, offset);
      const scan = image && scanOf(image);
      return image && scan && { span: image.word, markdown: scanPage(judged(checked, image, scan)) };
    },
    /** What the last scan of the image below a comment has found, the worst first: names that can be muted. */
    found(checked: Checked, offset: number): readonly string[] {
      const { file } = checked;
      if (!("instructions" in file)) return [];
      const below = file.instructions.find(({ start }) => start > offset);
      const image = below && imageAt(checked, below.start, below.end);
      return (image && scanOf(image)?.found.map(({ id }) => id)) ?? [];
    },
  };
}
