import type { Cases } from "../cases";

export default {
  invalid: [
    ["# a\n[|.env|]\n**/.env\n", "# a\n**/.env\n", { message: "line 3" }],
    ["*\n[|**|]\n[|a/b|]\n", "*\n"],
    ["[|npm-debug.log|]\n[|npm-debug.log*|]\n*.log*\n", "*.log*\n"],
    ["docs\n[|docs/**|]\n", "docs\n"],
    ["a/*\n[|a/**/b|]\n", "a/*\n"],
    ["a/**\n[|a/*|]\n", "a/**\n"],
    ["**/*.js\n[|src/**/*.test.js|]\n", "**/*.js\n"],
    ["**.js\n[|a/b.js|]\n", "**.js\n"],
    ["docs\n[|docs/drafts|]\n!docs/drafts/a\n", "docs\n!docs/drafts/a\n"],
  ],
  valid: [
    "docs\n!docs/a\ndocs/a/b\n",
    "*\n!src\n*.md\n",
    "docs/*.md\ndocs/*.txt\n",
    "a\na\n",
    "*.log\nlogs/a.log\n",
    "a?\nabc\n",
    "a**\nab\n",
    ".env\n.env.*\n",
    "a\n../a\n",
    "*\n  # docs\n",
  ],
} satisfies Cases;
