import type { Cases, More } from "../cases";

const text = "[|FROM|] node:24-slim\nWORKDIR /app\nCOPY . .\n";
const plain = "FROM node:24-slim\nWORKDIR /app\nCOPY . .\n";
const compose = (...lines: readonly string[]): More => ({
  files: {
    "server.js": "",
    "compose.yaml": `services:\n  web:\n    build: .\n${lines.map((line) => `    ${line}\n`).join("")}`,
  },
});
const worker = "  worker:\n    build: .\n    command: ";

export default {
  invalid: [
    [text, `${plain}CMD ["node", "server.js"]\n`, compose("command: node server.js")],
    [text, `${plain}CMD ["sh", "-c", "node server.js"]\n`, compose('command: ["sh", "-c", "node server.js"]')],
    // Two that start the same, and a volume beside the sources.
    [
      text,
      `${plain}CMD ["node", "server.js"]\n`,
      {
        files: {
          "compose.yaml": `services:\n  web:\n    build: .\n    command: node server.js\n    volumes: ["./data:/data"]\n${worker}node server.js\n`,
        },
      },
    ],
    [
      text,
      `${plain}CMD ["node", "server.js", "/data/a.db"]\n`,
      compose("command: node server.js /data/a.db", "volumes: ['./data:/data']"),
    ],
    [
      "[|FROM|] python:3.13-slim\nUSER 1000",
      'FROM python:3.13-slim\nUSER 1000\nCMD ["python", "-m", "a"]',
      compose("command: python -m a"),
    ],
  ],
  valid: [
    [`${plain}CMD ["node", "a.js"]\n`, compose("command: node server.js")],
    // Not the same, not known, for development, in another folder, with an entrypoint of its own.
    [
      plain,
      {
        files: {
          "compose.yaml": `services:\n  web:\n    build: .\n    command: node server.js\n${worker}node worker.js\n`,
        },
      },
    ],
    [plain, compose("command: $START")],
    [plain, compose("command: npm run dev")],
    [plain, compose("command: nodemon server.js")],
    [plain, compose("command: sleep infinity")],
    [plain, compose("command: /bin/bash")],
    [plain, compose("command: node --watch server.js")],
    [plain, compose("command: node server.js", "volumes: ['.:/app']")],
    [plain, compose("command: /io/run.sh", "volumes: ['.:/io:delegated']")],
    [plain, compose("command: python /io/a.py", "volumes: ['./io:/io']")],
    [plain, compose("command: node server.js", "working_dir: /srv")],
    [plain, compose("entrypoint: node", "command: server.js")],
    [plain, compose("ports: ['80:80']")],
    // It starts by itself.
    ["FROM nginx:1.31\nCOPY a /b\n", compose("command: nginx -g 'daemon off;'")],
    [plain, { files: { "docker-compose.dev.yml": "services:\n  web:\n    build: .\n    command: node server.js\n" } }],
  ],
} satisfies Cases;
