import type { Cases } from "../cases";

const python = (check: string, command: string, more = "") =>
  `FROM python:3.13-slim\n${more}HEALTHCHECK CMD ${check}\nCMD ${command}`;
const uvicorn = '["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]';
const node = (check: string, source: string, more = ""): [string, Record<string, string>] => [
  `FROM node:24-slim\nWORKDIR /app\n${more}COPY . .\nHEALTHCHECK CMD ${check}\nCMD ["node", "server.js"]`,
  { "server.js": source, "package.json": "{}" },
];
const [express, files] = node(
  "curl -f http://localhost:[|8080|]/health",
  'const app = require("express")();\n// const PORT = 8080;\nconst PORT = process.env.PORT || 3000;\napp.listen(PORT, () => {});\n',
);
const compose = (service: string) => ({ "compose.yaml": `services:\n  web:\n    build: .\n${service}` });
const checked = (port: number) => `    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost:${port}/"]\n`;

export default {
  invalid: [
    [
      python("curl -f http://localhost:[|8080|]/health || exit 1", uvicorn),
      python("curl -f http://localhost:8000/health || exit 1", uvicorn),
      { message: "asks port 8080 of the container, where nothing listens: uvicorn does on 8000" },
    ],
    [
      python('["curl", "-f", "http://127.0.0.1:[|5000|]/"]', '["gunicorn", "-b", "0.0.0.0:8000", "app:app"]'),
      python('["curl", "-f", "http://127.0.0.1:8000/"]', '["gunicorn", "-b", "0.0.0.0:8000", "app:app"]'),
    ],
    [
      python("nc -z localhost [|80|]", '["python", "-m", "http.server", "8080"]'),
      python("nc -z localhost 8080", '["python", "-m", "http.server", "8080"]'),
    ],
    // Without a port, the protocol tells.
    [python("wget -qO- [|http://localhost|]/", '["python", "manage.py", "runserver", "0.0.0.0:8000"]'), undefined],
    [
      python("curl http://localhost:[|8000|]/", "python manage.py migrate && exec flask run --host 0.0.0.0"),
      python("curl http://localhost:5000/", "python manage.py migrate && exec flask run --host 0.0.0.0"),
    ],
    [express, express.replace("[|8080|]", "3000"), { files }],
    [
      express.replace("WORKDIR", "ENV PORT=4000\nWORKDIR"),
      express.replace("[|8080|]", "4000").replace("WORKDIR", "ENV PORT=4000\nWORKDIR"),
      { files },
    ],
    [
      express,
      express.replace("[|8080|]", "3000"),
      { files: { ...files, "server.js": "const port = 3000;\nfastify.listen({ port, host: '0.0.0.0' });\n" } },
    ],
    // What is published may be what was meant.
    [
      python("curl http://localhost:[|8080|]/", uvicorn, "EXPOSE 8080\n"),
      python("curl http://localhost:8000/", uvicorn, "EXPOSE 8080\n"),
    ],
    [
      `FROM [|python:3.13-slim|]\nCMD ${uvicorn}`,
      undefined,
      { files: compose(checked(8080)), message: "The health check of the service web in compose.yaml asks port 8080" },
    ],
    [
      `FROM [|node:24-slim|]\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]`,
      undefined,
      { files: { ...files, ...compose(`    environment:\n      PORT: 5000\n${checked(3000)}`) } },
    ],
  ],
  valid: [
    // Another server, of a package or of the same program.
    python("curl http://localhost:9090/metrics", uvicorn, "EXPOSE 8000 9090\n"),
    [
      express.replace("[|8080|]", "8080"),
      { files: { ...files, "server.js": "app.listen(3000);\nnew WebSocketServer({ port: 8080 });\n" } },
    ],
    [
      express.replace("[|8080|]", "9000"),
      { files: { ...files, "server.js": 'require("lightship").createLightship();\napp.listen(3000);\n' } },
    ],
    python("curl -f http://localhost:8000/health", uvicorn),
    python("curl -f http://localhost:8080/ || curl -f http://localhost:8000/", uvicorn),
    python("curl -f http://db:8080/", uvicorn),
    python("curl -f http://localhost:$PORT/", uvicorn),
    python("curl -f -H 'Host: localhost' http://web:80/", uvicorn),
    python("./check.sh", uvicorn),
    python("curl http://localhost:81/", "nginx & exec uvicorn app:app --port 8000"),
    python("curl http://localhost:81/", '["uvicorn", "app:app", "--uds", "/run/a"]'),
    python("curl http://localhost:81/", '["gunicorn", "-c", "gunicorn.conf.py", "app:app"]'),
    python("curl http://localhost:81/", '["gunicorn", "app:app"]', 'ENV GUNICORN_CMD_ARGS="-b :81"\n'),
    python("curl http://localhost:81/", '["gunicorn", "app:app"]', "ENV PORT=81\n"),
    [
      python("curl http://localhost:81/", '["gunicorn", "app:app"]'),
      { files: { "gunicorn.conf.py": "bind = ':81'\n" } },
    ],
    python("curl http://localhost:81/", '["gunicorn", "-b", ":8000", "-b", ":81", "app:app"]'),
    python("curl http://localhost:81/", '["supervisord", "-n"]'),
    python("curl http://localhost:81/", '["python", "server.py"]'),
    "FROM example.com/base:1\nHEALTHCHECK CMD curl http://localhost:81/\nCMD flask run",
    // A service has it listen there, or may.
    [express.replace("[|8080|]", "8080"), { files: { ...files, ...compose("    environment:\n      PORT: 8080\n") } }],
    [express.replace("[|8080|]", "8080"), { files: { ...files, ...compose("    env_file: web.env\n") } }],
    [
      `FROM python:3.13-slim\nCMD ${uvicorn}`,
      { files: compose(`    command: uvicorn app:app --port 8080\n${checked(8080)}`) },
    ],
    [express.replace("[|8080|]", "3000"), { files }],
    [
      express.replace("[|8080|]", "81"),
      { files: { ...files, "server.js": "app.listen(3000);\nmetrics.listen(81);\n" } },
    ],
    [
      express.replace("[|8080|]", "81"),
      { files: { ...files, "server.js": 'require("dotenv").config();\napp.listen(process.env.PORT || 3000);\n' } },
    ],
    python("curl http://localhost:81/", '["python", "manage.py", "runserver", "[::]:81"]'),
    // Settings that a step writes, fetches or mounts.
    python("curl http://localhost:81/", '["gunicorn", "app:app"]', "COPY <<EOF gunicorn.conf.py\nbind = ':81'\nEOF\n"),
    python("curl http://localhost:81/", '["flask", "run"]', "RUN echo FLASK_RUN_PORT=81 > .flaskenv\n"),
    python("curl http://localhost:81/", '["gunicorn", "app:app"]', "RUN git clone https://example.com/app.git .\n"),
    [
      python("curl http://localhost:81/", '["gunicorn", "app:app"]'),
      { files: compose("    volumes:\n      - ../gunicorn.conf.py:/app/gunicorn.conf.py:ro\n") },
    ],
    // What an unknown image starts, or a supervisor, may listen as well.
    `FROM example.com/base:1\nHEALTHCHECK CMD curl http://localhost:81/\nCMD ${uvicorn}`,
    python("curl http://localhost/", uvicorn, 'RUN apt-get install -y nginx s6\nENTRYPOINT ["/init"]\n'),
    python("curl --unix-socket /run/a.sock http://localhost/", uvicorn),
    [
      python("curl http://localhost:9901/", uvicorn, "COPY app.py .\n"),
      { files: { "app.py": "start_http_server(9901)\n" } },
    ],
    [
      python("curl http://localhost:9901/", uvicorn, "COPY app.py .\n"),
      { files: { "app.py": "start_http_server(settings.port)\n" } },
    ],
    [
      express.replace("[|8080|]", "8081").replace("WORKDIR", "ENV WS_PORT=8081\nWORKDIR"),
      { files: { ...files, "server.js": "new WebSocketServer({ port: process.env.WS_PORT });\napp.listen(3000);\n" } },
    ],
    ...[
      'import "@dotenvx/dotenvx/config";\napp.listen(process.env.PORT || 3000);\n',
      "Object.assign(process.env, read());\napp.listen(process.env.PORT || 3000);\n",
      'const { port } = require("./config.json");\nopen(port);\napp.listen(3000);\n',
      'require("child_process").execFile("envoy");\napp.listen(3000);\n',
    ].map((source): [string, { files: Record<string, string> }] => [
      express.replace("[|8080|]", "8081"),
      { files: { ...files, "server.js": source, "config.json": '{ "port": 8081 }' } },
    ]),
    [express.replace("[|8080|]", "8080").replace('"server.js"]', '"server.js", "--port=8080"]'), { files }],
    'FROM python:3.13-slim AS dev\nHEALTHCHECK CMD curl http://localhost:81/\nCMD ["flask", "run"]',
  ],
} satisfies Cases;
