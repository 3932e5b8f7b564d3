import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "[|node_modules|]\n",
      "node_modules\n**/.npmrc\n",
      { files: { ".npmrc": "//registry.example.org/:_authToken=${TOKEN}x" } },
    ],
  ],
  valid: [
    [".npmrc\n", { files: { ".npmrc": "_authToken=x" } }],
    ["node_modules\n", { files: { ".npmrc": "engine-strict=true\n" } }],
    // The install needs it, and it says nothing that is secret.
    ["node_modules\n", { files: { ".npmrc": "//registry.example.org/:_authToken=${TOKEN}" } }],
    ["node_modules\n", { files: { "package.json": "{}" } }],
  ],
} satisfies Cases;
