import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|!a|]\n*", "*\n!a", { message: "line 2" }],
    ["# keep\n  [|!src|]\n# all\n**  \ndist\n", "# keep\n# all\n**  \n  !src\ndist\n"],
    ["**\n[|!package.json|]\n**/*.json\n!src\n", "**\n**/*.json\n!src\n!package.json\n"],
    ["[|!docs/a.md|]\ndocs\n", "docs\n!docs/a.md\n"],
    ["[|!a|]\n[|!b|]\n*\n", "*\n!a\n!b\n"],
    ["[|!a|]\na/\n", "a/\n!a\n"],
    ["[|!.env|]\n*\n", "*\n"],
    ["*\n[|!a|]\n*\n!a\n", "*\n*\n!a\n"],
    ["[|!a|]\n*\n", "*\n", { fix: 'Remove "!a"' }],
  ],
  valid: [
    "*\n!a\n",
    "*\n!src\nsrc/*.test.js\n",
    // Docker has already left the folder out by "src" and does not look at "*" for it.
    "src\n!src/keep\n*\n",
    "*\n!a/b\na\n",
    "!a\n[ab]\n",
    "!a\nb\n",
  ],
} satisfies Cases;
