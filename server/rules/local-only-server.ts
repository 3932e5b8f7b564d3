import { addArguments, replace } from "../edits/edits";
import { type UnreachedServer, unreachedServer } from "../servers/localServer";
import { programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Edit, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "local-only-server",
  title: "The server listens inside of its container alone",
  severity: "warning",
  category: "correctness",
  why:
    "127.0.0.1 is the container itself: what listens there alone answers neither published ports nor other containers, whatever EXPOSE says. " +
    "Many servers do so unless they are told otherwise. Let them listen on 0.0.0.0.",
  sources: ["https://docs.docker.com/engine/network/port-publishing/"],
  bad: 'FROM python:3.13-slim\nCMD ["uvicorn", "app:app"]',
  good: 'FROM python:3.13-slim\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0"]',

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    const found = unreachedServer(file, facts);
    if (!found) return;
    const { call, address, process, by, written } = found;
    const { argv, instruction } = by ?? process;
    const [first, last] = [argv[0], argv.at(-1)];
    const isHere = (by ?? process).file === undefined && first && last;
    const how = written ? "is told to listen" : "listens";
    yield {
      span: isHere ? { start: first.start, end: Math.max(first.end, last.end) } : instruction.argument,
      message: `${call} ${how} on ${address} alone, where nothing outside of the container reaches it`,
      // Platforms set it when they start the container.
      severity: found.goesByPort ? "info" : undefined,
      fixes: isHere && !found.isInSource ? fixes(found) : [],
      note: found.isInSource ? `Give the call ${found.remedy}.` : undefined,
    };
  },
} satisfies DockerfileRule;

function fixes({ process, by, written, remedy }: UnreachedServer): Fix[] {
  const edit = written ? inPlace(written, remedy) : added(by ?? process, by ? `${separator(by)}${remedy}` : remedy);
  return edit ? [{ title: `Listen on all addresses: ${remedy}`, safe: false, optional: true, edits: [edit] }] : [];
}

function inPlace(word: NonNullable<UnreachedServer["written"]>, remedy: string): Edit | undefined {
  const isWhole = word.end - word.start === word.text.length;
  return isWhole && word.value ? replace(word, word.text.replace(word.value, remedy)) : undefined;
}

function added({ argv, command, instruction }: UnreachedServer["process"], text: string): Edit | undefined {
  const last = argv.at(-1);
  if (command && command.within.length === 0) return addArguments(command, text);
  const isExec = last && instruction.exec && !command && /^"/.test(last.text);
  if (!isExec) return undefined;
  const words = text.split(" ").map((word) => `, ${JSON.stringify(word)}`);
  return { start: last.end, end: last.end, text: words.join("") };
}

/** npm keeps options behind the name of a script for itself. */
function separator({ argv }: UnreachedServer["process"]): string {
  const isNpm = programName(argv[0]?.value) === "npm";
  return isNpm && !argv.some(({ value }) => value === "--") ? "-- " : "";
}
