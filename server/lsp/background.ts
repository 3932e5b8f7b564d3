/** What is asked of other programs while the document is edited: late, once for each script, and never more than needed. */

import type { AskShellcheck, ShellcheckComment, ShellcheckScript } from "../types";
import type { Launch } from "./launch";

/** Milliseconds without a change before anything is asked. */
const pause = 300;

/** How many answers are kept: those of the scripts at hand, and of what was typed and may come back by undo. */
const mostAnswers = 1000;

export interface Background {
  /** By the key of the script. */
  readonly answers: ReadonlyMap<string, readonly ShellcheckComment[]>;
  /** Has a document's scripts checked unless it changes soon; calls off what was asked for it and is no longer wanted. */
  want(uri: string, scripts: () => readonly ShellcheckScript[], ask: AskShellcheck): void;
  /** The document is closed. */
  drop(uri: string): void;
}

/** @param onNews is called with a document whenever there is something new to say about it. */
export function createBackground(onNews: (uri: string) => void, launch: Launch): Background {
  const answers = new Map<string, readonly ShellcheckComment[]>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const asked = new Map<string, Map<string, AbortController>>();
  let program: AskShellcheck | undefined;

  async function askAll(uri: string, scripts: readonly ShellcheckScript[], ask: AskShellcheck): Promise<void> {
    // Another program may answer where the one before had failed.
    if (program !== ask) answers.clear();
    program = ask;
    const running = asked.get(uri) ?? new Map<string, AbortController>();
    asked.set(uri, running);
    for (const key of running.keys()) if (!scripts.some((script) => script.key === key)) callOff(running, key);
    const unknown = scripts.filter(({ key }) => !answers.has(key) && !running.has(key));
    const news = await Promise.all(unknown.map((script) => askOne(script, running, ask)));
    if (news.includes(true)) onNews(uri);
  }

  /** Whether it has found anything. No answer counts as nothing found, so that a slow script is not tried again and again. */
  async function askOne(script: ShellcheckScript, running: Map<string, AbortController>, ask: AskShellcheck) {
    const controller = new AbortController();
    running.set(script.key, controller);
    const asking = ask(script, controller.signal).finally(() => {
      if (running.get(script.key) === controller) running.delete(script.key);
    });
    const comments = (await asking) ?? [];
    if (controller.signal.aborted) return false;
    answers.set(script.key, comments);
    for (const oldest of answers.keys()) if (answers.size > mostAnswers) answers.delete(oldest);
    return comments.length > 0;
  }

  function callOff(running: Map<string, AbortController>, key: string): void {
    running.get(key)?.abort();
    running.delete(key);
  }

  return {
    answers,
    want(uri, scripts, ask) {
      clearTimeout(timers.get(uri));
      timers.set(
        uri,
        setTimeout(() => launch("hear what ShellCheck says", () => askAll(uri, scripts(), ask)), pause),
      );
    },
    drop(uri) {
      clearTimeout(timers.get(uri));
      timers.delete(uri);
      const running = asked.get(uri) ?? new Map();
      for (const key of [...running.keys()]) callOff(running, key);
      asked.delete(uri);
    },
  };
}
