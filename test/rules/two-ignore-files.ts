import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      {
        files: { ".dockerignore": "notes\n*.md\n", "Dockerfile.dockerignore": "a", "notes/a": "", "b.md": "" },
        filesAfter: { "Dockerfile.dockerignore": "a\nnotes\n*.md\n" },
        message: "copies notes/a",
      },
    ],
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      {
        path: "api.Dockerfile",
        files: { ".dockerignore": "notes\n", "api.Dockerfile.dockerignore": "", "notes/a": "" },
        filesAfter: { "api.Dockerfile.dockerignore": "notes\n" },
      },
    ],
  ],
  valid: [
    [
      "FROM alpine\nCOPY --exclude=notes . .",
      { files: { ".dockerignore": "notes\n", "Dockerfile.dockerignore": "a\n", "notes/a": "" } },
    ],
    ["FROM alpine\nCOPY . .", { files: { ".dockerignore": "notes\n", "notes/a": "" } }],
    [
      "FROM alpine\nCOPY . .",
      { files: { ".dockerignore": "notes\n", "Dockerfile.dockerignore": "notes\n", "notes/a": "" } },
    ],
    ["FROM alpine\nCOPY . .", { files: { ".dockerignore": "notes\n", "Dockerfile.dockerignore": "a\n" } }],
    [
      "FROM alpine\nCOPY . .",
      { files: { ".dockerignore": "notes\n", "Dockerfile.dockerignore": "*\n!notes\n", "notes/a": "" } },
    ],
    [
      "FROM alpine\nCOPY . .",
      { files: { ".dockerignore": "*\n!src\n", "Dockerfile.dockerignore": "a\n", "notes/a": "" } },
    ],
    [
      "FROM alpine\nCOPY . .\nCOPY notes /",
      { files: { ".dockerignore": "notes\n", "Dockerfile.dockerignore": "a\n", "notes/a": "" } },
    ],
    "FROM alpine\nCOPY . .",
  ],
} satisfies Cases;
