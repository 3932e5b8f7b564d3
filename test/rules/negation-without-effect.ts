import type { Cases } from "../cases";

export default {
  invalid: [
    ["node_modules\n[|!src|]\ndist\n", "node_modules\ndist\n", { message: '"src"' }],
    ["# keep\n[|!README.md|]\n", "# keep\n"],
    ["/docs\n[|!**/../readme.md|]", "/docs"],
    ["*.log\n[|!logs/today.log|]\n", "*.log\n"],
    ["a/*.js\n[|!a/b.ts|]\n", "a/*.js\n"],
    ["[|!docs|]\ndocs/*.md\n", "docs/*.md\n"],
    ["a?c\nx/**/b\n[|!y/**/ab*|]", "a?c\nx/**/b"],
  ],
  valid: [
    "*\n!src\n",
    "docs\n!docs/readme.md\n",
    "docs\n!**/readme.md\n",
    "docs/drafts\n!docs\n",
    "**/docs\n!src/docs/a.md\n",
    "*.md\n!README*\n",
    "a/b\n!**/b\n",
    "**.json\n!package.json\n",
    "[ab]\n!c\n",
    "a\\*\n!b\n",
    "a**b\n!c\n",
    "!a\n*\n",
    "#!a\n",
    "! \n",
  ],
} satisfies Cases;
