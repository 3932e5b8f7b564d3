/** What a command does that somebody ends while it runs. */

/** Exit status of a program that an interrupt has ended. */
export const interrupted = 130;

/** A signal that is given when somebody wants this process to end, which then has time to tidy up; `stop` ends the waiting. */
export function untilInterrupted(): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of names) process.on(name, abort);
  const stop = () => {
    for (const name of names) process.off(name, abort);
  };
  return { signal: controller.signal, stop };
}
