import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM scratch\nCOPY a.txt [|./readme.MD|] /",
      "FROM scratch\nCOPY a.txt ./README.md /",
      { files: { "a.txt": "", "README.md": "" }, message: "the file is named README.md" },
    ],
    [
      "FROM scratch\nADD [|SRC/|] /",
      "FROM scratch\nADD src/ /",
      { files: { "src/a.js": "" }, message: "the folder is named src" },
    ],
    [
      "FROM node\nRUN --mount=type=bind,src=[|package.JSON|],target=/p npm ci",
      "FROM node\nRUN --mount=type=bind,src=package.json,target=/p npm ci",
      { files: { "package.json": "{}" } },
    ],
    ["FROM scratch\nCOPY [|Src/a.js|] /", "FROM scratch\nCOPY src/a.js /", { files: { "src/a.js": "" } }],
    // A name with a blank needs quotes.
    ['FROM scratch\nCOPY [[|"my app"|], "/"]', undefined, { files: { "My App/x": "" } }],
  ],
  valid: [
    "FROM scratch\nCOPY a.txt /",
    ["FROM scratch\nCOPY a.txt A.TXT b /", { files: { "a.txt": "", "A.TXT": "" } }],
    ["FROM scratch AS a\nFROM scratch\nCOPY --from=a A.txt /", { files: { "a.txt": "" } }],
    ["FROM scratch\nARG X=A.txt\nCOPY $X /", { files: { "a.txt": "" } }],
    ["FROM scratch\nCOPY A.t* /", { files: { "a.txt": "" } }],
  ],
} satisfies Cases;
