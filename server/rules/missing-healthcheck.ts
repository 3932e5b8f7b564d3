import { insertBefore, keywordLike } from "../edits/edits";
import { everyService } from "../image/shipped";
import { exposedPorts } from "../instructions/ports";
import { inherited } from "../stage/users";
import type { Dockerfile, DockerfileRule, Fix, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-healthcheck",
  title: "The image does not say how to check that its program works",
  severity: "off",
  category: "metadata",
  aliases: ["DL3057"],
  why:
    "With a `HEALTHCHECK` Docker notices a program that runs and no longer answers. Kubernetes ignores it and has " +
    "probes of its own; tools and jobs need none.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  bad: 'FROM node:24-slim\nEXPOSE 3000\nCMD ["node", "server.js"]',
  good: `FROM node:24-slim
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://localhost:3000/').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]`,

  *check(file, facts) {
    const { final } = file;
    if (!final || inherited(final).some(({ keyword }) => keyword === "HEALTHCHECK")) return;
    if (everyService(file, facts, ({ healthcheck }) => (healthcheck ? healthcheck.value : false))) return;
    yield { span: final.from.name, fixes: fixes(file, final) };
  },
} satisfies DockerfileRule;

/** Node.js 18 and later can ask without curl. Which path answers only the author knows. */
function fixes(file: Dockerfile, stage: Stage): Fix[] {
  const before = stage.instructions.find(({ keyword, onbuild }) => /^(?:CMD|ENTRYPOINT)$/.test(keyword) && !onbuild);
  const port = exposedPorts(file).find(({ container, protocol, word }) => {
    return /^\d+$/.test(container) && protocol !== "udp" && stage.start < word.start;
  })?.container;
  if (!before || port === undefined || stage.base?.name !== "node") return [];
  const script = `fetch('http://localhost:${port}/').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  const line = `${keywordLike(file, before, "HEALTHCHECK")} CMD ["node", "-e", "${script}"]`;
  return [
    {
      title: `Ask port ${port} by Node.js`,
      safe: false,
      optional: true,
      edits: [insertBefore(file, before, line)],
    },
  ];
}
