import type { Cases } from "../cases";

export default {
  invalid: [
    ["**\n[|!.env|]\n!src", "**\n!src"],
    [".env*\n# why\n[|!.env.production|]\n", ".env*\n# why\n"],
    ["**/*.pem\n[|!**/*.pem|]\n", "**/*.pem\n", { message: "private keys" }],
    ["certs\n[|!certs/server.key|]\n", "certs\n"],
    ["*\n[|!.git|]\n", "*\n", { message: "history" }],
    ["*\n[|!.aws/credentials|]\n", "*\n"],
    ["*\n[|!.npmrc|]\n", "*\n", { files: { ".npmrc": "//registry.example.org/:_authToken=abc" } }],
  ],
  valid: [
    [".env*\n!.env\n", { files: { ".env": "", "symfony.lock": "{}", ".gitignore": "/.env.local\n" } }],
    "*\n!.env.example\n",
    "*\n!certs/server.pem\n!public.pem\n",
    "*\n!test/certs/server.key\n",
    "*\n!.npmrc\n",
    ["*\n!.npmrc\n", { files: { ".npmrc": "engine-strict=true" } }],
    [
      ".env*\n!.env\n",
      {
        files: { ".env": "", ".gitignore": ".env.local\n" },
        dockerfile: "FROM node:24 AS build\nCOPY . .\nFROM nginx\nCOPY --from=build /dist /\n",
      },
    ],
    "node_modules\n!.env\n",
    "!.env\n*\n",
    ".env\n",
  ],
} satisfies Cases;
