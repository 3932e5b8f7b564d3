import { replace } from "../edits/edits";
import { readArguments } from "../syntax/options";
import { commandsOf } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: ["wget"],
  id: "wget-and-curl",
  title: "This stage downloads with wget as well as with curl, one of which is enough",
  severity: "hint",
  category: "packages",
  aliases: ["DL4001"],
  why:
    "Either program has to be installed, kept up to date and understood by whoever reads the file. " +
    "What one of them downloads, the other does as well.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL4001"],
  bad: "FROM debian:13\nRUN curl -fsSLO https://example.com/a.tar.gz\nRUN wget -q https://example.com/b.tar.gz",
  good: "FROM debian:13\nRUN curl -fsSLO https://example.com/a.tar.gz\nRUN curl -fsSLO https://example.com/b.tar.gz",

  *check(file) {
    const curls = new Map<Stage | undefined, Command>();
    for (const { command, instruction } of commandsOf(file, "curl")) {
      if (!curls.has(instruction.stage)) curls.set(instruction.stage, command);
    }
    for (const { command, instruction } of commandsOf(file, "wget")) {
      const curl = curls.get(instruction.stage);
      const [program] = command.words;
      if (!curl || !program) continue;
      const { start, end } = curl.words[0] ?? curl;
      yield {
        span: program,
        related: [{ start, end, message: "curl is used here" }],
        // Only where curl is known to be there already.
        fixes: start < program.start ? toCurl(file, command) : [],
      };
    }
  },
} satisfies DockerfileRule;

const known = new Set("-q --quiet -nv --no-verbose --progress -O --output-document".split(" "));

/** Says the same with curl where the options have an equal. */
function toCurl({ text }: Dockerfile, { words, redirects }: Command): Fix[] {
  const [program, last] = [words[0], words.at(-1)];
  const { options, operands } = readArguments({ name: "wget", words });
  const [address] = operands;
  if (!program || !last || !address || operands.length > 1 || program.text !== "wget") return [];
  const isKnown = options.every(
    ({ names }) => names[0] === "-nv" || names.slice(names.length > 1 ? 1 : 0).every((name) => known.has(name)),
  );
  const written = text.slice(program.start, last.end);
  if (!isKnown || /[\r\n]/.test(written) || redirects.some(({ start }) => start < last.end)) return [];

  const output = options.find(({ names }) => names.includes("-O") || names.includes("--output-document"));
  const target = output?.attached ? output.attached.value : output?.next?.text;
  const hasName = /\/[^/?]*\w["']?$/.test(address.text.replace(/^["']?\w+:\/\//, ""));
  if (output ? target === undefined : !hasName) return [];
  const flags = !output ? "-fsSLO" : target === "-" ? "-fsSL" : `-fsSL -o ${target}`;
  const edits = [replace({ start: program.start, end: last.end }, `curl ${flags} ${address.text}`)];
  return [{ title: "Use curl here, too", safe: false, edits }];
}
