import type { Cases } from "../cases";

const node = "FROM node:24\nWORKDIR /app\nCOPY . .\n";

export default {
  invalid: [
    ["[|a|]\n", "a\ndist\n", { files: { "dist/a.js": "", Dockerfile: `${node}RUN npm run build\n` } }],
    ["[|a|]\n", "a\n.next\n", { files: { ".next/a.js": "", Dockerfile: `${node}RUN npx next build\n` } }],
    [
      "[|a|]\n",
      "a\nbuild\n",
      { files: { "build/a.js": "", ".gitignore": "/build/\n", Dockerfile: `${node}RUN yarn build\n` } },
    ],
    [
      "[|a|]\n",
      "a\ncore/target\n",
      {
        files: {
          "core/target/a.jar": "",
          "core/pom.xml": "",
          "src/target/a.java": "",
          Dockerfile: "FROM maven:3\nCOPY . .\nRUN mvn -q package\n",
        },
      },
    ],
    [
      "[|a|]\n",
      "a\ntarget\n",
      { files: { "target/a": "", "Cargo.toml": "", Dockerfile: "FROM rust:1\nCOPY . .\nRUN cargo build --release\n" } },
    ],
    [
      "[|a|]\n",
      "a\napi/bin\napi/obj\n",
      {
        files: {
          "api/bin/a": "",
          "api/obj/a": "",
          "api/api.csproj": "",
          "bin/run.sh": "",
          Dockerfile: "FROM sdk\nCOPY . .\nRUN dotnet publish\n",
        },
      },
    ],
  ],
  valid: [
    ["dist\n", { files: { "dist/a.js": "", Dockerfile: `${node}RUN npm run build\n` } }],
    ["a\n", { files: { "dist/a.js": "", Dockerfile: node } }],
    ["a\n", { files: { "dist/a.js": "", Dockerfile: `${node}RUN npm run build\nCOPY dist /www\n` } }],
    ["a\n", { files: { "build/webpack.config.js": "", Dockerfile: `${node}RUN npm run build\n` } }],
    ["a\n", { files: { "build/a.js": "", ".gitignore": "dist\n", Dockerfile: `${node}RUN npm run build\n` } }],
    ["a\n", { files: { "dist/a.js": "", ".gitignore": "build\n", Dockerfile: `${node}RUN npm run build\n` } }],
    ["a\n", { files: { "dist/a.js": "", Dockerfile: "FROM node:24\nCOPY src src\nRUN npm run build\n" } }],
    ["a\n", { files: { "dist/a.js": "" } }],
    "a\n",
  ],
} satisfies Cases;
