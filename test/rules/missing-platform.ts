import type { Cases } from "../cases";

const registry = {
  "node:24": { platforms: ["linux/amd64", "linux/arm64/v8", "linux/arm/v7"] },
  "example/tool:1": { platforms: ["linux/amd64"], isIndex: false },
  "example/dark:1": { platforms: [] },
} as const;

export default {
  invalid: [
    ["FROM --platform=[|linux/s390x|] node:24", undefined, { registry, severity: "error", message: "linux/amd64" }],
    ["FROM --platform=[|windows/amd64|] node:24", undefined, { registry }],
    // One platform alone is taken, and does not start.
    ["FROM --platform=[|linux/arm64|] example/tool:1", undefined, { registry, severity: "warning" }],
  ],
  valid: [
    ["FROM --platform=linux/arm64 node:24", { registry }],
    ["FROM --platform=linux/aarch64 node:24", { registry }],
    ["FROM --platform=amd64 node:24", { registry }],
    ["FROM --platform=linux/arm/v8 node:24", { registry }],
    ["FROM --platform=linux node:24", { registry }],
    ["FROM --platform=$BUILDPLATFORM example/tool:1", { registry }],
    ["FROM example/tool:1", { registry }],
    ["FROM --platform=linux/arm64 example/dark:1", { registry }],
    ["FROM --platform=linux/arm64 example/other:1", { registry }],
    "FROM --platform=linux/s390x node:24",
  ],
} satisfies Cases;
