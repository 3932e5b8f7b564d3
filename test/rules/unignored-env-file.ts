import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|node_modules|]\n", "node_modules\n**/.env\n**/.env.*\n!**/.env.example\n", { files: { ".env": "" } }],
    [
      "[|.env|]\n",
      ".env\n**/.env\n**/.env.*\n!**/.env.example\n",
      { files: { ".env": "", "api/.env.local": "" }, message: "api/.env.local" },
    ],
    ["[|a|]\n", "a\n.env.production\n", { files: { ".env.production": "" }, fix: "Add .env.production" }],
    [
      "[|node_modules|]\n",
      "node_modules\n**/.env\n**/.env.*\n!**/.env.example\n",
      {
        files: { ".env.production": "", ".gitignore": "node_modules\n*.local\n" },
        dockerfile: "FROM node:24 AS build\nCOPY . .\nFROM nginx\nCOPY nginx.conf /etc/\nCOPY --from=build /dist /\n",
        message: "which may read it",
      },
    ],
    [
      "[|node_modules|]\n",
      "node_modules\n**/.env\n**/.env.*\n!**/.env.example\n",
      {
        files: { ".env": "", ".gitignore": ".env\n" },
        dockerfile: "FROM node:24 AS build\nCOPY . .\nFROM nginx\nCOPY --from=build /dist /\n",
        message: "into the image",
      },
    ],
    [
      "node_modules\n[|.git|]\n",
      "node_modules\n.git\n**/.env\n**/.env.*\n!**/.env.example\n",
      { files: { "a.js": "" }, dockerfile: "FROM node:24\nCOPY . .", message: "as soon as somebody makes it" },
    ],
    // Below the pattern that it goes with, unless what follows decides otherwise there.
    [
      "# Settings\n.env\n\n# The rest\n[|README.md|]\n",
      "# Settings\n.env\n.env.*\n!.env.example\n\n# The rest\nREADME.md\n",
      { files: {}, dockerfile: "FROM node:24\nCOPY . ." },
    ],
    [
      ".env\n[|.env.ex*|]\n",
      ".env\n.env.ex*\n.env.*\n!.env.example\n",
      { files: {}, dockerfile: "FROM node:24\nCOPY . ." },
    ],
    [
      "node_modules\n[|.env|]\n",
      "node_modules\n.env\n.env.*\n!.env.example\n!.env.defaults\n",
      { files: { ".env.defaults": "" }, dockerfile: "FROM node:24\nCOPY . /app", message: ".env.local" },
    ],
  ],
  valid: [
    ["*\n!package.json\n!src\n", { files: { "src/a.js": "" }, dockerfile: "FROM node:24\nCOPY . ." }],
    ["node_modules\n", { files: { "a.js": "" }, dockerfile: "FROM node:24\nCOPY . .\nCOPY .env.production .env" }],
    ["node_modules\n.env*\n", { files: { "a.js": "" }, dockerfile: "FROM node:24\nCOPY . ." }],
    ["node_modules\n", { files: { "a.js": "" }, dockerfile: "FROM node:24\nCOPY a.js ./" }],
    ["a\n", { files: { ".env": "" }, dockerfile: "FROM node:24\nCOPY --exclude=.env* . ." }],
    ["a\n", { files: { "src/.env": "" }, dockerfile: "FROM node:24\nCOPY --parents **/*.js ./" }],
    ["vendor\n", { files: { ".env": "", "symfony.lock": "{}", ".gitignore": "/.env.local\n" } }],
    [".env*\n", { files: { ".env": "", ".env.local": "" } }],
    ["node_modules\n", { files: { ".env.example": "", ".env.sample": "" } }],
    ["node_modules\n", { files: { ".env": "" }, dockerfile: "FROM node:24\nCOPY src src" }],
    "node_modules\n",
  ],
} satisfies Cases;
