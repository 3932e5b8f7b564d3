/** What the command line says of itself: of all commands, and of each. */

import { version } from "../../package.json";
import { commandHelps } from "./helpTexts";

export const commandNames: readonly string[] = commandHelps.map(({ name }) => name);

/** All commands in short. */
export function overview(): string {
  const width = Math.max(...commandHelps.map(({ name }) => name.length));
  const list = commandHelps.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`);
  return [
    `Drydock ${version}: checks Dockerfiles and .dockerignore files and hardens them.`,
    "",
    "usage: drydock COMMAND …",
    "",
    ...list,
    "",
    "  --help, --version",
    "",
    '"drydock COMMAND --help" says what a command takes.',
    "",
    "exit status: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or a file that cannot be read or written",
  ].join("\n");
}

/** All that a command takes; undefined when there is none of that name. */
export function helpOf(name: string): string | undefined {
  const help = commandHelps.find((it) => it.name === name);
  if (!help) return undefined;
  const { usage, title, text, options, status } = help;
  const lines = options.flatMap(([option, first, ...more]) => {
    const isLong = option.length > column - 4;
    const indent = " ".repeat(column);
    const rest = more.map((line) => indent + line);
    return isLong ? [`  ${option}`, indent + first, ...rest] : [`  ${option.padEnd(column - 2)}${first}`, ...rest];
  });
  return [
    `usage: drydock ${usage}`,
    "",
    `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    ...(text === undefined ? [] : ["", text]),
    ...(lines.length === 0 ? [] : ["", ...lines]),
    "",
    `exit status: ${status}`,
  ].join("\n");
}

/** Where the texts of options begin. */
const column = 27;
