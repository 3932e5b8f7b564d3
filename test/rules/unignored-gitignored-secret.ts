import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|a|]\n", "a\n**/.env\n", { files: { ".gitignore": ".env\n" }, message: "**/.env" }],
    ["[|.env|]\n", ".env\n**/.env*\n", { files: { ".gitignore": "# local\n.env*\n!.env.example\n" } }],
    [
      "[|a|]\n",
      "a\n**/*.pem\nconfig/credentials.json\n",
      { files: { ".gitignore": "*.pem\n/config/credentials.json\n" } },
    ],
    ["[|a|]\n", "a\n**/secrets\n", { files: { ".gitignore": "secrets/\n", "secrets/db.txt": "" } }],
  ],
  valid: [
    ["**/.env*\n", { files: { ".gitignore": ".env\n.env.local\n.env*.local\n" } }],
    [".env\n.env.*\n", { files: { ".gitignore": ".env*\n!.env.example\n" } }],
    // Settings that are not there yet are another rule's.
    ["a\n", { files: { ".gitignore": ".env.local\n" }, dockerfile: "FROM alpine\nCOPY . ." }],
    ["*\n!src\n", { files: { ".gitignore": ".env\n*.pem\n" } }],
    ["a\n", { files: { ".gitignore": "node_modules\ndist\n*.log\n!.env\n#.env\n" } }],
    ["a\n", { files: { ".gitignore": ".env\n.env.local\n", ".env": "" } }],
    ["a\n", { files: { ".gitignore": ".env\n" }, dockerfile: "FROM alpine\nCOPY src src\n" }],
    ["a\n", { files: { ".gitignore": ".env\n" }, dockerfile: "FROM alpine\nCOPY . .\nCOPY .env /\n" }],
    ["a\n", { files: {} }],
  ],
} satisfies Cases;
