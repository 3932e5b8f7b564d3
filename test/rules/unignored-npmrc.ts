import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "[|node_modules|]\n",
      "node_modules\n**/.npmrc\n",
      { files: { ".npmrc": "//registry.example.org/:_authToken=${TOKEN}" } },
    ],
  ],
  valid: [
    [".npmrc\n", { files: { ".npmrc": "_authToken=x" } }],
    ["node_modules\n", { files: { ".npmrc": "engine-strict=true\n" } }],
    ["node_modules\n", { files: { "package.json": "{}" } }],
  ],
} satisfies Cases;
