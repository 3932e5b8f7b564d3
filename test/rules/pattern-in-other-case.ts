import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|Docs|]\n", "docs\n", { files: { "docs/a.md": "" }, message: "does not match docs" }],
    ["[|readme.md|]\n", "README.md\n", { files: { "README.md": "" } }],
    ["[|**/Fixtures|]\n", "**/fixtures\n", { files: { "src/fixtures/a": "" } }],
    ["[|**/*.PNG|]\n", "**/*.png\n", { files: { "src/a.png": "" } }],
    ["[|*.md|]\n", undefined, { files: { "A.MD": "" } }],
    ["*.md\n[|!readme.md|]\n", "*.md\n!README.md\n", { files: { "README.md": "" } }],
  ],
  valid: [
    ["docs\nDocs\n", { files: { "docs/a.md": "" } }],
    ["Docs\n", { files: { "Docs/a.md": "" } }],
    ["**/*.png\n**/*.PNG\n", { files: { "src/a.png": "" } }],
    ["Docs\n", { files: { "src/a": "" } }],
    "Docs\n",
  ],
} satisfies Cases;
