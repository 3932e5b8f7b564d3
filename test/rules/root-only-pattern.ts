import type { Cases } from "../cases";

export default {
  invalid: [
    ["# deps\n[|node_modules/|]\n", "# deps\n**/node_modules/\n", { files: { "web/app/node_modules/": "" } }],
    ["[|./.env|]\n", "**/.env\n", { files: { "api/.env": "A=1" }, message: "api/.env is sent" }],
    ["a\n[|*.log|]", "a\n**/*.log", { files: { "logs/today.log": "" } }],
    ["[|.env.*|]\n!.env.example\n", "**/.env.*\n!.env.example\n", { files: { "api/.env.local": "" } }],
    ["[|*.py[co]|]\n", "**/*.py[co]\n", { files: { "src/a.pyc": "" } }],
    ["[|__pycache__|]\n", "**/__pycache__\n", { files: { "src/__pycache__/a.pyc": "" } }],
    ["*\n!api\n[|.env|]\n", "*\n!api\n**/.env\n", { files: { "api/.env": "" } }],
  ],
  valid: [
    "node_modules\n",
    ["node_modules\n", { files: { "node_modules/": "", "src/a.js": "" } }],
    ["/node_modules\n", { files: { "api/node_modules/": "" } }],
    ["node_modules\n**/node_modules\n", { files: { "api/node_modules/": "" } }],
    [".env\napi\n", { files: { "api/.env": "" } }],
    [".env\napi\n!api/.env\n", { files: { "api/.env": "" } }],
    ["dist\n*.md\n", { files: { "api/dist/a.js": "", "docs/a.md": "" } }],
    ["!node_modules\n", { files: { "api/node_modules/": "" } }],
  ],
} satisfies Cases;
