import type { Cases } from "../cases";

export default {
  invalid: [
    // Whatever it finds, once there is something to find.
    [
      "FROM scratch\nCOPY [|src/*.log|] /",
      "FROM scratch\nCOPY src/*.log /",
      {
        files: { ".dockerignore": "**/*.log\n", "a.txt": "" },
        filesAfter: { ".dockerignore": "**/*.log\n!src/*.log\n" },
      },
    ],
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
      { files: { ".dockerignore": "*.log\ndocs" }, filesAfter: { ".dockerignore": "*.log\ndocs\n!docs/intro.md" } },
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
    // A bind mount asks for it likewise.
    [
      "FROM node\nRUN --mount=type=bind,source=[|package.json|],target=/p npm ci",
      "FROM node\nRUN --mount=type=bind,source=package.json,target=/p npm ci",
      { files: { ".dockerignore": "*.json\r\n" }, filesAfter: { ".dockerignore": "*.json\r\n!package.json\r\n" } },
    ],
    // All files of a folder or wildcard, as far as they are known.
    [
      "FROM scratch\nCOPY [|src|] /src",
      "FROM scratch\nCOPY src /src",
      {
        files: { "src/a.ts": "", "src/b/c.ts": "", ".dockerignore": "x\n**/*.ts\n!*.ts\n" },
        filesAfter: { ".dockerignore": "x\n!*.ts\n" },
        message: 'Everything in src is left out of the build context by "**/*.ts" in .dockerignore',
      },
    ],
    [
      "FROM scratch\nCOPY [|src|] /src",
      undefined,
      {
        files: { "src/a.ts": "", "src/b.js": "", ".dockerignore": "src/*.ts\nsrc/*.js\n" },
        message: '"src/*.ts" and other patterns in .dockerignore',
      },
    ],
    [
      "FROM scratch\nCOPY [|conf/*.json|] /",
      "FROM scratch\nCOPY conf/*.json /",
      {
        files: { "conf/a.json": "", "conf/b.json": "", ".dockerignore": "*\n!src\n" },
        filesAfter: { ".dockerignore": "*\n!conf/*.json\n!src\n" },
        message: "Everything that matches conf/*.json is left out",
      },
    ],
  ],
  valid: [
    ["FROM scratch\nCOPY src/*.log /", { files: { ".dockerignore": "**/*.log\n!src/a.log\n", "a.txt": "" } }],
    ["FROM scratch\nCOPY src/*.l* /", { files: { ".dockerignore": "**/*.log\n", "a.txt": "" } }],
    ["FROM scratch\nCOPY src /src", { files: { "src/a.ts": "", "src/b.js": "", ".dockerignore": "src/*.ts\n" } }],
    ["FROM scratch\nCOPY *.json /", { files: { "a.json": "", ".dockerignore": "a.json\n!b.json\n" } }],
    ["FROM scratch\nCOPY *.json /", { files: { "a.json": "", "b.json": "", ".dockerignore": "a.json\n" } }],
    ["FROM scratch\nCOPY src /", { files: { "src/a.ts": "", ".dockerignore": "src/*\n!src/made.js\n" } }],
    ["FROM scratch\nCOPY ../config.json /", { files: { ".dockerignore": "config.json\n" } }],
    ["FROM node\nRUN --mount=type=bind,from=a,source=a.json true", { files: { ".dockerignore": "*.json\n" } }],
    "FROM scratch\nCOPY a /",
    ["FROM scratch\nCOPY a /", { files: { ".dockerignore": "*\n!a\n" } }],
    ["FROM scratch\nCOPY . /", { files: { ".dockerignore": "*\n!a\n" } }],
    ["FROM scratch\nCOPY src /", { files: { ".dockerignore": "src\n!src/a\n" } }],
    ["FROM scratch AS a\nFROM scratch\nCOPY --from=a config.json /", { files: { ".dockerignore": "config.json\n" } }],
    ["FROM scratch\nADD https://example.com/config.json /", { files: { ".dockerignore": "**\n!x\n" } }],
    ["FROM scratch\nCOPY <<config.json /x\na\nconfig.json", { files: { ".dockerignore": "config.json\n" } }],
    ["FROM scratch\nCOPY $FILE a*.js* /", { files: { ".dockerignore": "*.json\n" } }],
    ["FROM scratch\nCOPY *.json /", { files: { ".dockerignore": "*.json\n!a.json\n" } }],
    ["FROM scratch\nCOPY config.json /", { files: { ".dockerignore": "#config.json\n" } }],
  ],
} satisfies Cases;
