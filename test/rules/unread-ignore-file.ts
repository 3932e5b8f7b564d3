import type { Cases } from "../cases";

export default {
  invalid: [
    // What it says counts from its own folder.
    [
      "FROM alpine\nCOPY [|svc/|] .",
      "FROM alpine\nCOPY svc/ .",
      {
        path: "svc/Dockerfile",
        files: {
          "svc/.dockerignore": ".env\n!x\n",
          "svc/.env": "",
          "svc/a": "",
          "compose.yaml": "services: {a: {build: {context: ., dockerfile: svc/Dockerfile}}}",
        },
        filesAfter: { ".dockerignore": "svc/.env\n!svc/x\n" },
        message: "does not read svc/.dockerignore, so that this copies svc/.env into the image",
      },
    ],
    [
      "FROM alpine\nCOPY [|svc/|] .",
      "FROM alpine\nCOPY svc/ .",
      {
        path: "svc/Dockerfile",
        files: { "svc/.dockerignore": ".env", "svc/.env": "", "svc/a": "", ".dockerignore": "x\n" },
        filesAfter: { ".dockerignore": "x\nsvc/.env\n" },
      },
    ],
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      {
        files: { dockerignore: "a\n" },
        filesAfter: { ".dockerignore": "a\n" },
        message: "Docker reads .dockerignore and not dockerignore",
      },
    ],
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      { files: { ".Dockerignore": "a\n" }, filesAfter: { ".dockerignore": "a\n" } },
    ],
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      {
        path: "api.Dockerfile",
        files: { "api.dockerignore": "a\n" },
        filesAfter: { "api.Dockerfile.dockerignore": "a\n" },
      },
    ],
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      {
        path: "docker/Dockerfile",
        files: { "docker/.dockerignore": "a\n" },
        filesAfter: { ".dockerignore": "a\n" },
        message: "at the root of the build context",
      },
    ],
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      { files: { ".containerignore": "a\n" }, filesAfter: { ".dockerignore": "a\n" }, message: "Only Podman" },
    ],
    [
      "FROM alpine\nCOPY [|.|] .",
      "FROM alpine\nCOPY . .",
      {
        files: { "Dockerfile.ignore": "\n" },
        filesAfter: {
          ".dockerignore":
            "# Secrets and local settings\n**/.env\n**/.env.*\n!**/.env.example\n**/*.pem\n**/*.key\n\n" +
            "# Version control\n.git\n.gitignore\n\n# The build itself\n**/Dockerfile*\n**/.dockerignore\n",
        },
      },
    ],
  ],
  valid: [
    ["FROM alpine\nCOPY svc/ .", { path: "svc/Dockerfile", files: { "svc/.dockerignore": ".env", "svc/a": "" } }],
    ["FROM alpine\nCOPY . .", { files: { ".dockerignore": "a\n", dockerignore: "a\n" } }],
    ["FROM alpine\nCOPY . .", { files: { "dockerignore.md": "", "src/dockerignore": "", ".gitignore": "" } }],
    ["FROM alpine\nCOPY . .", { path: "Containerfile", files: { ".containerignore": "a\n" } }],
    ["FROM alpine\nCOPY src src", { files: { dockerignore: "a\n" } }],
    "FROM alpine\nCOPY . .",
  ],
} satisfies Cases;
