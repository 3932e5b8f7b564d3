import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM scratch\nCOPY [|config.json|] package.json /",
      "FROM scratch\nCOPY config.json package.json /",
      {
        files: { ".dockerignore": "config.json\n*.md\n" },
        filesAfter: { ".dockerignore": "*.md\n" },
        message: '"config.json"',
      },
    ],
    [
      "FROM scratch\nADD [|./docs/intro.md|] /",
      "FROM scratch\nADD ./docs/intro.md /",
      { files: { ".dockerignore": "*.log\ndocs" }, filesAfter: { ".dockerignore": "*.log\ndocs\n!docs/intro.md\n" } },
    ],
    [
      "FROM scratch\nCOPY [|package-lock.json|] /",
      "FROM scratch\nCOPY package-lock.json /",
      { files: { ".dockerignore": "*lock*\n" }, filesAfter: { ".dockerignore": "*lock*\n!package-lock.json\n" } },
    ],
    [
      "FROM scratch\nCOPY [|*.log|] /",
      "FROM scratch\nCOPY *.log /",
      { files: { ".dockerignore": "a\n*.log\n" }, filesAfter: { ".dockerignore": "a\n" } },
    ],
    ["FROM scratch\nCOPY [|/|] /", undefined, { files: { ".dockerignore": "**\n" } }],
    ["FROM scratch\nCOPY [|.|] /", undefined, { files: { ".dockerignore": "*\n" } }],
    [
      "FROM scratch\nCOPY [|a|] [|b|] /",
      "FROM scratch\nCOPY a b /",
      { files: { ".dockerignore": "a\nb\n" }, filesAfter: { ".dockerignore": "" } },
    ],
    [
      "FROM scratch\nCOPY [|a|] /",
      "FROM scratch\nCOPY a /",
      {
        files: { ".dockerignore": "", "Dockerfile.dockerignore": "x\na\n" },
        filesAfter: { "Dockerfile.dockerignore": "x\n" },
      },
    ],
  ],
  valid: [
    "FROM scratch\nCOPY a /",
    ["FROM scratch\nCOPY a /", { files: { ".dockerignore": "*\n!a\n" } }],
    ["FROM scratch\nCOPY . /", { files: { ".dockerignore": "*\n!a\n" } }],
    ["FROM scratch\nCOPY src /", { files: { ".dockerignore": "src\n!src/a\n" } }],
    ["FROM scratch AS a\nFROM scratch\nCOPY --from=a config.json /", { files: { ".dockerignore": "config.json\n" } }],
    ["FROM scratch\nADD https://example.com/config.json /", { files: { ".dockerignore": "**\n!x\n" } }],
    ["FROM scratch\nCOPY <<config.json /x\na\nconfig.json", { files: { ".dockerignore": "config.json\n" } }],
    ["FROM scratch\nCOPY $FILE a*.json /", { files: { ".dockerignore": "*.json\n" } }],
    ["FROM scratch\nCOPY *.json /", { files: { ".dockerignore": "*.json\n!a.json\n" } }],
    ["FROM scratch\nCOPY config.json /", { files: { ".dockerignore": "#config.json\n" } }],
  ],
} satisfies Cases;
