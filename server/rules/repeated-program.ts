import { otherProgram, repetition, takerOf } from "../image/handedOver";
import { baseEntrypoint } from "../stage/baseEntrypoint";
import { startOf } from "../stage/process";
import type { DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "repeated-program",
  title: "CMD names the program again that the ENTRYPOINT starts",
  severity: "warning",
  category: "correctness",
  why:
    'The words of `CMD` are arguments of the `ENTRYPOINT`: `ENTRYPOINT ["node"]` with `CMD ["node", "server.js"]` runs `node node server.js`, ' +
    "and Node.js looks for a file named `node`. The ENTRYPOINT may be that of the base image, as in distroless ones. Name the program once.",
  sources: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"],
  bad: 'FROM debian:13-slim\nENTRYPOINT ["python3"]\nCMD ["python3", "app.py"]',
  good: 'FROM debian:13-slim\nENTRYPOINT ["python3"]\nCMD ["app.py"]',

  *check(file, facts) {
    const seen = new Set<Instruction>();
    for (const stage of file.stages) {
      const command = startOf(stage)?.command;
      const taker = takerOf(stage, facts);
      const [first] = command?.exec ? command.words : [];
      if (!command || !taker || !first || seen.has(command)) continue;
      const own = taker.argv.filter(({ start, end }) => start < command.start || end > command.end);
      const isOfBase = baseEntrypoint(stage).length > 0;
      const found = repetition(own, command, isOfBase) ?? otherProgram(own, command.words, stage, file, facts);
      if (!found) continue;
      seen.add(command);
      const { message, fix } = found;
      yield { span: first, message, fixes: fix && [fix] };
    }
  },
} satisfies DockerfileRule;
