import type { Cases } from "../cases";

const [old, now] = ["1", "0"].map((digit) => `sha256:${digit.repeat(64)}`);
const registry = { "node:24": { digest: now }, "node:23": "absent" } as const;

export default {
  invalid: [
    [`FROM node:24@[|${old}|]`, `FROM node:24@${now}`, { registry }],
    [
      `FROM node:24@${now}\nCOPY --from=node:24@[|${old}|] /a /a\n`,
      `FROM node:24@${now}\nCOPY --from=node:24@${now} /a /a\n`,
      { registry },
    ],
  ],
  valid: [
    `FROM node:24@${old}`,
    [`FROM node:24@${now}`, { registry }],
    ["FROM node:24", { registry }],
    // Registries tell of sha256.
    [`FROM node:24@sha512:${"1".repeat(128)}`, { registry }],
    [
      `FROM registry.example/node:24@sha512:${"1".repeat(128)}`,
      { registry: { "registry.example/node:24": { digest: now } } },
    ],
    [`FROM node@${old}`, { registry }],
    [`FROM node:23@${old}`, { registry }],
  ],
} satisfies Cases;
