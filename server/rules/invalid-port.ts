import { replace } from "../edits/edits";
import { exposedPorts, type Port } from "../instructions/ports";
import { liftComment } from "../instructions/trailing";
import type { DockerfileRule, Finding, Fix } from "../types";
import { misspelt } from "../util/similar";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["EXPOSE"],
  id: "invalid-port",
  title: "This is no port, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "`EXPOSE` takes numbers and ranges, with a protocol behind a slash: `3000`, `3000-3005`, `53/udp`. Blanks stand between several. " +
    "A comment needs a line of its own.",
  sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  bad: "FROM node:24-slim\nEXPOSE 3000, 3001",
  good: "FROM node:24-slim\nEXPOSE 3000 3001",

  *check(file) {
    const commented = new Set<number>();
    for (const port of exposedPorts(file)) {
      const { word, instruction } = port;
      if (commented.has(instruction.start) || word.text.includes("$") || isQuoted(word.text)) continue;
      const comment = liftComment(file, instruction, word);
      if (comment) {
        commented.add(instruction.start);
        const message = "Docker takes a comment behind EXPOSE for ports: it needs a line of its own";
        const severity = instruction.onbuild ? ("warning" as const) : undefined;
        yield { span: { start: word.start, end: instruction.argument.end }, message, severity, fixes: [comment] };
        continue;
      }
      const found = judge(port);
      if (found) yield { span: word, severity: instruction.onbuild ? "warning" : undefined, ...found };
    }
  },
} satisfies DockerfileRule;

const protocols = ["tcp", "udp", "sctp"];

function judge({ word, host, container, protocol }: Port): Omit<Finding, "span"> | undefined {
  const text = word.text;
  const range = /^\+?(\d+)(?:-(\d+))?$/.exec(container);
  if (range) {
    const [, from, to] = range;
    if (to !== undefined && Number(from) > Number(to)) {
      const message = `The range ${container} ends before it begins`;
      return { message, fixes: host === "" ? write(word, text.replace(container, `${to}-${from}`)) : [] };
    }
    if (isBadHost(host))
      return { message: `${host} is no port or address of the host`, fixes: write(word, text.slice(host.length + 1)) };
    if (!protocol || protocols.includes(protocol.toLowerCase())) return undefined;
    const meant = misspelt(protocol.toLowerCase(), protocols) ?? (/^https?$/i.test(protocol) ? "tcp" : undefined);
    const message = `There is no protocol ${protocol}, only tcp, udp and sctp`;
    return {
      message: meant ? `${message}; did you mean ${meant}` : message,
      fixes: meant ? write(word, `${container}/${meant}`) : [],
    };
  }
  if (text === "" || (host !== "" && container !== "" && /[[\]]/.test(host))) return undefined;
  const [, swapped, number] = /^(tcp|udp|sctp)[/:](\d+)$/i.exec(text) ?? [];
  if (swapped)
    return {
      message: `The protocol stands behind the port: ${number}/${swapped}`,
      fixes: write(word, `${number}/${swapped}`),
    };
  const numbers = text.split(/[[\],;"']+/).filter((part) => part !== "");
  const isList =
    numbers.length > 0 && numbers.length < 20 && numbers.every((part) => /^\d+(?:-\d+)?(?:\/\w+)?$/.test(part));
  const fixes = isList ? write(word, numbers.join(" ")) : [];
  const hint = isList ? "; blanks alone stand between ports" : "";
  return { message: `${text} is no port, which is a number or a range of numbers${hint}`, fixes };
}

/** `8080`, `127.0.0.1:8080`, `127.0.0.1:`: what it says is another rule's matter. */
function isBadHost(host: string): boolean {
  if (host === "" || host.includes("[")) return false;
  const colon = host.lastIndexOf(":");
  const port = /^(?:(\d+)(?:-(\d+))?)?$/.exec(host.slice(colon + 1));
  const isAddress = colon < 0 || /^(?:\d+\.\d+\.\d+\.\d+|[\da-f]*:[\da-f:]*|)$/i.test(host.slice(0, colon));
  return !port || !isAddress || Number(port[1] ?? 0) > 65_535 || Number(port[2] ?? 0) > 65_535;
}

function write(word: Port["word"], text: string): Fix[] {
  return [{ title: `Write ${text}`, safe: false, edits: [replace(word, text)] }];
}

/** Whether a quote or an escape stands behind all brackets. */
function isQuoted(text: string): boolean {
  return /["'\\]/.test(text.slice(text.lastIndexOf("]") + 1));
}
