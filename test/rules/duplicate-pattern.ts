import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\nb\n[|./a/|]\n# end", "a\nb\n# end", { message: "line 1" }],
    ["a\n[|a|]\n[|a|]", "a"],
    ["*\n!src\n!lib\n[|! /src|]\n", "*\n!src\n!lib\n"],
    ["*.log\n!src\n[|*.log|]\n", "*.log\n!src\n"],
    ["a\\*\n[|a\\*|]\n", "a\\*\n"],
  ],
  valid: [
    "a\n**/a\n",
    "*.md\n!a.md\n*.md\n",
    "*\n!a\n*\n!a\n",
    "a\n!a\n",
    "  #\n  #\n",
    "!\n!\n",
    ".\n.\n",
    "../a\n../a\n",
  ],
} satisfies Cases;
