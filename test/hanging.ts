/**
 * The server with one rule that never ends on some texts, for server.test.ts: on one that says HANG, on one that says LATER
 * when it is looked at again. Its patience is short.
 */

import { serveNode } from "../server/lsp/nodeServer";
import { rules } from "../server/rules";
import type { Dockerfile, DockerfileRule, Facts } from "../server/types";

const rule = rules.find((it): it is DockerfileRule => it.on === "Dockerfile" && it.severity !== "off");
if (!rule) throw new Error("There is no rule");
const { check } = rule;
const seen = new Set<string>();

Object.assign(rule, {
  needs: undefined,
  check(file: Dockerfile, facts: Facts) {
    const isAgain = seen.has(file.text);
    seen.add(file.text);
    if (file.text.includes("HANG") || (isAgain && file.text.includes("LATER"))) {
      for (;;);
    }
    return check(file, facts);
  },
});

serveNode(300);
