import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM scratch\nCOPY [|*.conf|] /", undefined, { files: { "a.txt": "" }, message: "nothing is copied" }],
    ["FROM scratch\nCOPY [|src/*.py|] /", undefined, { files: { "src/app/a.py": "" } }],
    ["FROM scratch\nCOPY [|src/**/*.py|] /", undefined, { files: { "src/a.py": "", "src/x/y/a.py": "" } }],
    ["FROM scratch\nADD [|package*.json|] /", undefined, { files: { "a.txt": "" } }],
    // Docker looks into the folder before the wildcard, and stops where there is none.
    [
      "FROM scratch\nCOPY package.json [|conf/*.json|] /",
      undefined,
      { files: { "package.json": "" }, message: "There is no folder conf in the build context" },
    ],
  ],
  valid: [
    "FROM scratch\nCOPY *.conf /",
    ["FROM scratch\nCOPY package*.json s?c */a.js s[rq]c/** /", { files: { "package.json": "", "src/a.js": "" } }],
    // Files that may be absent, or are made before the build.
    ["FROM scratch\nCOPY package.json yarn*.lock ./", { files: { "package.json": "" } }],
    ["FROM scratch\nCOPY .npmrc* ./", { files: { "package.json": "" } }],
    ["FROM scratch\nCOPY yarn.loc[k] ./", { files: { "package.json": "" } }],
    ["FROM scratch\nCOPY target/*.jar ./\nCOPY *.whl ./", { files: { "package.json": "" } }],
    ["FROM scratch AS a\nFROM scratch\nCOPY --from=a *.conf /\nCOPY --parents **/x /", { files: { "a.txt": "" } }],
    // In a mount they are no wildcards.
    ["FROM node\nRUN --mount=type=bind,source=*.conf,target=/x a", { files: { "a.txt": "" } }],
    ["FROM scratch\nCOPY *.conf /", { files: { ".dockerignore": "*.conf\n" } }],
    ["FROM scratch\nCOPY \\[a*.txt ../*.txt /", { files: { "b.txt": "" } }],
  ],
} satisfies Cases;
