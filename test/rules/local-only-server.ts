import type { Cases } from "../cases";

const python = (command: string, more = "") => `FROM python:3.13-slim\nWORKDIR /app\n${more}CMD ${command}`;
const node = (command: string) => `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ${command}`;
const preview = (script = "vite preview", more: object = {}) => ({
  files: { "package.json": JSON.stringify({ scripts: { preview: script } }), ...more },
});
const compose = (service: string) => ({
  files: { "compose.yaml": `services:\n  web:\n    build: .\n    ${service}\n` },
});

const source = (text: string, name = "main.py") => ({ files: { [name]: text } });
const flask = 'from flask import Flask\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    ';
const fastify = (options: string) =>
  `import Fastify from "fastify";\nconst app = Fastify({ logger: true });\nawait app.listen(${options});\n`;
const uvicorn = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n";

export default {
  invalid: [
    [
      node('[[|"node", "server.js"|]]'),
      undefined,
      {
        ...source(fastify("{ port: Number(process.env.PORT ?? 3000) }"), "server.js"),
        message: "app.listen() in server.js",
      },
    ],
    [
      node('[[|"node", "server.js"|]]'),
      undefined,
      source(
        'const app = require("fastify")();\nif (a) { b(); }\nif (require.main === module) {\n  app.listen({ port: 80 });\n}\n',
        "server.js",
      ),
    ],
    // The source says nothing of an address; variables of flask's command line are not read.
    [
      python('[[|"python", "main.py"|]]', "ENV FLASK_RUN_HOST=0.0.0.0\nCOPY . .\n"),
      undefined,
      { ...source(`${flask}app.run(port=5000)\n`), message: "app.run() in main.py listens on 127.0.0.1 alone" },
    ],
    [
      python('[[|"python", "-u", "main.py"|]]', "COPY . .\n"),
      undefined,
      source(`${uvicorn}uvicorn.run(app, port=int(os.getenv("PORT", 8000)))\n`),
    ],
    // As if it stood on the command line.
    [
      'FROM python:3.13-slim\nENV GUNICORN_CMD_ARGS="--bind=127.0.0.1:8000 --workers 2"\nCMD [[|"gunicorn", "app:app"|]]',
      'FROM python:3.13-slim\nENV GUNICORN_CMD_ARGS="--bind=127.0.0.1:8000 --workers 2"\nCMD ["gunicorn", "app:app", "--bind", "0.0.0.0:8000"]',
      { message: "127.0.0.1" },
    ],
    [
      python('[[|"uvicorn", "app:app", "--port", "80"|]]'),
      python('["uvicorn", "app:app", "--port", "80", "--host", "0.0.0.0"]'),
      { message: "listens on 127.0.0.1 alone" },
    ],
    [python("[|uvicorn app:app --port $PORT|]"), python("uvicorn app:app --port $PORT --host 0.0.0.0")],
    [
      python('[[|"uvicorn", "app:app", "--host", "127.0.0.1"|]]'),
      python('["uvicorn", "app:app", "--host", "0.0.0.0"]'),
      { message: "is told to listen" },
    ],
    [python("[|uvicorn app:app --host=localhost|]"), python("uvicorn app:app --host=0.0.0.0")],
    [
      python('[[|"gunicorn", "-w", "2", "app:app"|]]'),
      python('["gunicorn", "-w", "2", "app:app", "--bind", "0.0.0.0:8000"]'),
      { severity: "info" },
    ],
    [
      python('[[|"python", "-m", "flask", "--app", "a", "run"|]]'),
      python('["python", "-m", "flask", "--app", "a", "run", "--host=0.0.0.0"]'),
    ],
    [
      python('[[|"uv", "run", "flask", "run", "-p", "80"|]]'),
      python('["uv", "run", "flask", "run", "-p", "80", "--host=0.0.0.0"]'),
    ],
    [
      python('[[|"python", "manage.py", "runserver"|]]'),
      python('["python", "manage.py", "runserver", "0.0.0.0:8000"]'),
    ],
    [
      python('[[|"python", "manage.py", "runserver", "80"|]]'),
      python('["python", "manage.py", "runserver", "0.0.0.0:80"]'),
    ],
    [python("python migrate.py && [|uvicorn app:app|]"), python("python migrate.py && uvicorn app:app --host 0.0.0.0")],
    [
      'FROM python:3.13\nENTRYPOINT [[|"uvicorn"]\nCMD ["app:app"|]]',
      'FROM python:3.13\nENTRYPOINT ["uvicorn"]\nCMD ["app:app", "--host", "0.0.0.0"]',
    ],
    ['FROM php:8.4-cli\nCMD [[|"php", "-S", "localhost:80"|]]', 'FROM php:8.4-cli\nCMD ["php", "-S", "0.0.0.0:80"]'],
    ["FROM php:8.4-cli\nCMD [|php artisan serve|]", "FROM php:8.4-cli\nCMD php artisan serve --host=0.0.0.0"],
    [
      'FROM ruby:3.4\nCMD [[|"bundle", "exec", "rails", "s"|]]',
      'FROM ruby:3.4\nCMD ["bundle", "exec", "rails", "s", "-b", "0.0.0.0"]',
    ],
    [node('[[|"npx", "vite", "preview"|]]'), node('["npx", "vite", "preview", "--host"]')],
    [node('[[|"npm", "run", "preview"|]]'), node('["npm", "run", "preview", "--", "--host"]'), preview()],
    [node('[[|"yarn", "preview"|]]'), node('["yarn", "preview", "--host"]'), preview()],
  ],
  valid: [
    ...[
      '{ port: 3000, host: "0.0.0.0" }',
      "{ port: 3000, host }",
      "{ ...config, port: 3000 }",
      "config",
      "{ path: '/run/a.sock' }",
    ].map((options) => [node('["node", "server.js"]'), source(fastify(options), "server.js")] as const),
    [
      node('["node", "server.js"]'),
      source('import express from "express";\nconst app = express();\napp.listen({ port: 3000 });\n', "server.js"),
    ],
    [python('["python", "main.py"]', "COPY . .\n"), source(`${flask}app.run(host="0.0.0.0")\n`)],
    [python('["python", "main.py"]', "COPY . .\n"), source(`${flask}app.run("0.0.0.0", 80)\n`)],
    [python('["python", "main.py"]', "COPY . .\n"), source(`${flask}app.run(**settings)\n`)],
    [
      python('["python", "main.py"]', "COPY . .\n"),
      source(`${uvicorn}uvicorn.run(app, host=os.getenv("HOST"), port=8000)\n`),
    ],
    [python('["gunicorn", "-b", "0.0.0.0", "main:app"]', "COPY . .\n"), source(`${flask}app.run()\n`)],
    // Settings that a step writes.
    'FROM python:3.13-slim\nRUN echo FLASK_RUN_HOST=0.0.0.0 > .flaskenv\nCMD ["flask", "run"]',
    'FROM python:3.13-slim\nCOPY <<EOF gunicorn.conf.py\nbind = ":80"\nEOF\nCMD ["gunicorn", "app:app"]',
    'FROM python:3.13-slim\nENV GUNICORN_CMD_ARGS="--bind=127.0.0.1:8000"\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]',
    'FROM python:3.13-slim\nENV GUNICORN_CMD_ARGS="--bind=127.0.0.1:8000 -b 0.0.0.0:80"\nCMD ["gunicorn", "app:app"]',
    python('["python", "manage.py", "runserver", "--noreload", "0.0.0.0:80"]'),
    python('["python", "manage.py", "runserver", "0.0.0.0:80", "--verbosity", "3"]'),
    python('["gunicorn", "-b", "127.0.0.1:81", "-b", "0.0.0.0:80", "app:app"]'),
    'FROM example.com/python-web:3\nCMD ["gunicorn", "app:app"]',
    [python('["gunicorn", "app:app"]'), { files: { "api/gunicorn.conf.py": 'bind = "0.0.0.0:80"\n' } }],
    [python('["flask", "run"]'), compose("env_file: web.env")],
    [
      node('["npm", "run", "preview"]'),
      preview("vite preview", { "vite.config.ts": 'import base from "./base";\nexport default base;\n' }),
    ],
    python('["uvicorn", "app:app", "--host", "0.0.0.0"]'),
    python('["uvicorn", "app:app", "--uds", "/a.sock"]'),
    python('["uvicorn", "app:app"]', "ENV UVICORN_HOST=0.0.0.0\n"),
    python("uvicorn app:app $OPTIONS"),
    python('["gunicorn", "-b0.0.0.0:80", "app:app"]'),
    python('["gunicorn", "-c", "a.py", "app:app"]'),
    python('["gunicorn", "app:app"]', "ENV PORT=80\n"),
    [python('["gunicorn", "app:app"]'), { files: { "gunicorn.conf.py": 'bind = "0.0.0.0:80"\n' } }],
    [python('["gunicorn", "app:app"]'), { files: { Procfile: "web: gunicorn app:app\n" } }],
    python('["python", "-m", "http.server"]'),
    python('["python", "manage.py", "runserver", "0.0.0.0:80"]'),
    python('["fastapi", "run", "a.py"]'),
    // Something before it passes requests on.
    python("nginx && uvicorn app:app", "RUN apt-get update && apt-get install -y nginx\n"),
    python("uvicorn app:app & wait"),
    [python('["uvicorn", "app:app"]'), compose("network_mode: host")],
    [python('["uvicorn", "app:app"]'), compose("command: uvicorn app:app --host 0.0.0.0")],
    'FROM python:3.13 AS dev\nCMD ["uvicorn", "app:app"]',
    'FROM ruby:3.4\nENV RAILS_ENV=production\nCMD ["rails", "server"]',
    [node('["npm", "run", "preview"]'), preview("vite preview --host")],
    [
      node('["npm", "run", "preview"]'),
      preview("vite preview", { "vite.config.ts": "export default { preview: { host: true } }" }),
    ],
    node('["npx", "vite", "build"]'),
    // Another start, or settings, come before the call.
    ...[
      "app.run = partial(app.run, host=HOST)\napp.run()\n",
      "WSGIServer(('', 80), app).serve_forever()\napp.run()\n",
      'app.config.from_object("settings")\napp.run()\n',
      "if prod:\n    serve(app)\n    sys.exit()\napp.run()\n",
    ].map(
      (text) =>
        [
          python('["python", "main.py"]', "COPY . .\n"),
          source(`from flask import Flask\napp = Flask(__name__)\n${text}`),
        ] as const,
    ),
    ...[
      "if (process.env.SOCKET) {\n  app.listen({ port: 80 });\n} else start(app);\n",
      "if (require.main !== module) app.listen({ port: 80 });\nelse start(app);\n",
      "if (!hasHost) start(app);\nelse await app.listen({ port: 80 });\n",
    ].map(
      (text) =>
        [
          node('["node", "server.js"]'),
          source(`import Fastify from "fastify";\nconst app = Fastify();\n${text}`, "server.js"),
        ] as const,
    ),
    [
      python('["uvicorn", "app:app"]'),
      {
        files: {
          "compose.yaml":
            "services:\n  web:\n    build: .\n  proxy:\n    image: envoy\n    network_mode: service:web\n",
        },
      },
    ],
  ],
} satisfies Cases;
