/** Ports that only root opens: those below 1024 in the network of the host, which knows nothing of the ease that Docker gives its own. */

import { servicesOf } from "../image/shipped";
import { exposedPorts } from "../instructions/ports";
import { startedSources } from "../node/programTexts";
import type { Dockerfile, Facts, Stage } from "../types";
import { variablesOf } from "./pathVariables";
import { startedPrograms } from "./startCalls";
import type { Doubt } from "./writeNeeds";

/**
 * Why a program that a service of compose starts in the network of the host may not open its port as another user: found
 * out with Docker 26.1, where port 80 is open to all in a network of its own, and to root alone in that of the host.
 */
export function hostPorts(file: Dockerfile, stage: Stage, facts: Facts): Doubt[] {
  if (stage !== file.final || !servicesOf(file, facts).some(({ network }) => network?.value === "host")) return [];
  const named = [
    ...exposedPorts(file).flatMap(({ container, instruction }) => (instruction.stage === stage ? [container] : [])),
    ...(variablesOf(file, facts).get("PORT") ?? []).map(({ value }) => value),
    ...startedPrograms(stage, facts).flatMap(({ argv }) => argv.map((word) => word.replace(/^.*[:=]/s, ""))),
    ...[...startedSources(file, facts)].flatMap((path) =>
      [...(facts.contents?.get(path) ?? "").matchAll(listened)].map(([, port = ""]) => port),
    ),
  ];
  const closed = named.find((port) => /^[1-9]\d{0,3}$/.test(port) && Number(port) < firstOpen);
  return closed === undefined
    ? []
    : [{ doubt: `a service of compose has the network of the host, where only root may listen on port ${closed}` }];
}

const firstOpen = 1024;

/** `listen(80)`, `listen({ port: 80 })`. */
const listened = /\.listen\(\s{0,9}(?:\{\s{0,9}port:\s{0,9})?(\d{1,5})\b/g;
