import { replace } from "../edits/edits";
import { serviceChecks, servicesOf } from "../image/shipped";
import { exposedPorts } from "../instructions/ports";
import { type ListenedPort, listenedPort } from "../servers/listenedPorts";
import { isForDevelopment } from "../stage/purpose";
import { inherited } from "../stage/users";
import type { Dockerfile, DockerfileRule, Facts, Finding, Instruction, ServiceSettings, Span, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "healthcheck-without-server",
  title: "The health check asks a port on which nothing listens",
  severity: "warning",
  category: "correctness",
  why:
    "A check that asks another port than the one of the server fails each time, so that the container is unhealthy however well it does: " +
    "what waits for it does not start, and an orchestrator replaces it again and again.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  bad: 'FROM python:3.13-slim\nHEALTHCHECK CMD ["curl", "-f", "http://localhost:8080/"]\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]',
  good: 'FROM python:3.13-slim\nHEALTHCHECK CMD ["curl", "-f", "http://localhost:8000/"]\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]',

  *check(file, facts) {
    const { final } = file;
    if (!final || isForDevelopment(file, facts)) return;
    const check = inherited(final).findLast(({ keyword, onbuild }) => keyword === "HEALTHCHECK" && !onbuild);
    const services = servicesOf(file, facts);
    if (check) yield* ofInstruction(file, final, facts, check, services);
    for (const { name, place, settings } of serviceChecks(file, facts)) {
      const asked = askedPorts(settings.check?.value?.join(" ") ?? "");
      const listens = asked && listenedPort(file, final, facts, settings);
      if (!asked || !listens || asked.some((it) => mayAnswer(file, it, listens))) continue;
      const span = final.image ?? final.from.name;
      yield { span, message: `The health check of the service ${name} in ${place} asks ${told(asked, listens)}` };
    }
  },
} satisfies DockerfileRule;

function* ofInstruction(
  file: Dockerfile,
  final: Stage,
  facts: Facts,
  check: Instruction,
  services: readonly ServiceSettings[],
): Iterable<Finding> {
  const { start, end } = check.argument;
  const asked = askedPorts(file.text.slice(start, end));
  const listens = asked && listenedPort(file, final, facts, undefined);
  if (!asked || !listens) return;
  // A service may have the program listen elsewhere.
  const all = [listens, ...services.map((settings) => listenedPort(file, final, facts, settings))];
  if (all.some((it) => !it || asked.some((each) => mayAnswer(file, each, it)))) return;
  const [first] = asked;
  const span: Span = { start: start + (first?.at ?? 0), end: start + (first?.at ?? 0) + (first?.text.length ?? 0) };
  const isOne = asked.length === 1 && first?.isWritten === true;
  // Which of the two was meant, nobody can tell where the other is published.
  const isExposed = exposedPorts(file).some(({ container }) => container === first?.text);
  yield {
    span,
    message: `The check asks ${told(asked, listens)}`,
    fixes: isOne
      ? [
          {
            title: `Ask port ${listens.port}`,
            safe: false,
            optional: isExposed || undefined,
            edits: [replace(span, `${listens.port}`)],
          },
        ]
      : [],
  };
}

/** Whether the program listens there, or may: its sources name the number, or both ports are published. */
function mayAnswer(file: Dockerfile, { port }: AskedPort, { port: own, others }: ListenedPort): boolean {
  const exposed = exposedPorts(file).map(({ container }) => container);
  return port === own || others?.has(port) === true || [port, own].every((it) => exposed.includes(`${it}`));
}

function told(asked: readonly AskedPort[], { port, program }: ListenedPort): string {
  return `port ${asked[0]?.port} of the container, where nothing listens: ${program} does on ${port}`;
}

interface AskedPort {
  readonly port: number;
  /** Where the port stands in the text, or the address without one. */
  readonly at: number;
  readonly text: string;
  /** Not only meant by the protocol. */
  readonly isWritten: boolean;
}

/** The ports of this very container that a check asks; undefined where it asks none, or one that cannot be told. */
function askedPorts(text: string): readonly AskedPort[] | undefined {
  // The address is not where it goes.
  if (elsewhere.test(text)) return undefined;
  const found = [...text.matchAll(localAddress)].map((match): AskedPort | undefined => {
    const [whole, protocol, , digits] = match;
    const { index } = match;
    if (digits !== undefined)
      return { port: Number(digits), at: index + whole.length - digits.length, text: digits, isWritten: true };
    const isPlain = protocol !== undefined && /^(?:[/"'\s)]|$)/.test(text.slice(index + whole.length));
    return isPlain
      ? { port: protocol.startsWith("https") ? 443 : 80, at: index, text: whole, isWritten: false }
      : undefined;
  });
  const known = found.filter((it) => it !== undefined);
  return known.length > 0 && known.length === found.length ? known : undefined;
}

const elsewhere = /\s(?:--(?:abstract-)?unix-socket|--connect-to|--resolve|--(?:socks\w{1,20}|proxy)|-x)[\s"'=,]/;

const localAddress = /(https?:\/\/)?\b(localhost|127\.0\.0\.1|0\.0\.0\.0)(?:(?::| (?:-p )?)(\d{2,5})(?![\w.$]))?/g;
