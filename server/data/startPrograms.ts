/** Programs that start another one, and what becomes of process and signals then. */

/**
 * They turn into the program that they start: it keeps their process id and gets their signals.
 * `exec` and `command` are parts of the shell that do the same.
 */
export const replacedStarters: ReadonlySet<string> = new Set(
  "exec env nice nohup stdbuf ionice setpriv gosu su-exec chpst eatmydata".split(" "),
);

/** They stay in front of the program and pass on to it the signals that they get. */
export const relayingStarters: ReadonlySet<string> = new Set(["timeout", "sudo", "doas"]);

/** They start the program as the user that their first operand names. */
export const userStarters: ReadonlySet<string> = new Set(["gosu", "su-exec"]);

/** Programs that read shell scripts. */
export const unixShells: ReadonlySet<string> = new Set("sh bash dash ash zsh ksh mksh".split(" "));
