import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node\nCOPY [|.|] /app\nCMD node server.js",
      "FROM node\nCOPY . /app\nCMD node server.js",
      {
        files: {
          "server.js": "",
          "server.test.js": "",
          "src/a.spec.ts": "",
          "src/__tests__/b.js": "",
          "src/__tests__/c.js": "",
          "docs/a.md": "",
          Jenkinsfile: "",
          "pkg/a_test.go": "",
          ".dockerignore": "*.log",
        },
        filesAfter: {
          ".dockerignore": "*.log\nJenkinsfile\ndocs\n**/*_test.go\n**/*.test.js\nsrc/__tests__\n**/*.spec.ts\n",
        },
        message:
          "This copies 7 files of tests, documentation or CI into the image: Jenkinsfile, docs, **/*_test.go, **/*.test.js and 2 more",
      },
    ],
    [
      "FROM node\nCOPY [|src/|] /app/",
      "FROM node\nCOPY src/ /app/",
      {
        files: { "test/a.js": "", "src/a.test.js": "", ".dockerignore": "" },
        filesAfter: { ".dockerignore": "**/*.test.js\n" },
        message: "one file",
      },
    ],
  ],
  valid: [
    ["FROM node\nCOPY --exclude=test . .", { files: { "test/a.js": "", ".dockerignore": "" } }],
    "FROM node\nCOPY . .",
    ["FROM node\nCOPY . .", { files: { "test/a.js": "" } }],
    ["FROM node\nCOPY . .", { files: { "test/a.js": "", ".dockerignore": "test\n" } }],
    [
      "FROM node AS build\nCOPY . .\nFROM node\nCOPY --from=build . .",
      { files: { "test/a.js": "", ".dockerignore": "" } },
    ],
    ["FROM node\nCOPY . .\nRUN npm test", { files: { "test/a.js": "", ".dockerignore": "" } }],
    ["FROM node AS dev\nCOPY . .", { files: { "test/a.js": "", ".dockerignore": "" } }],
    ["FROM node\nCOPY test ./test\nCOPY . .", { files: { "test/a.js": "", ".dockerignore": "" } }],
  ],
} satisfies Cases;
