import type { Cases } from "../cases";

const project = (scripts: object) => ({ "package.json": JSON.stringify({ scripts }), "server.js": "" });

const python = "FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n";
const sources = { "requirements.txt": "", "src/app.py": "", "src/lib/b.py": "" };

export default {
  invalid: [
    // What --env-file names is read before the program.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY server.js ./\nCMD [[|"node", "--env-file=.env", "server.js"|]]',
      undefined,
      { files: { "server.js": "", ".env": "A=1" }, message: "read /app/.env" },
    ],
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start"|]]',
      undefined,
      {
        files: {
          "server.js": "",
          ".env": "A=1",
          ".dockerignore": ".env",
          "package.json": '{ "scripts": { "start": "node --env-file .env server.js" } }',
        },
        message: "read /app/.env",
      },
    ],
    // Who builds it on a machine that has the file brings it along.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD [[|"node", "--env-file=.env", "server.js"|]]',
      undefined,
      { files: { "server.js": "" }, severity: "info", message: "unless it is in the build context" },
    ],
    // What Rack is given, and what it looks for by itself.
    [
      'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nRUN bundle install\nCMD ["bundle", "exec", [|"rackup"|], "-o", "0.0.0.0"]',
      undefined,
      { files: { Gemfile: "", "app.rb": "", ".dockerignore": "x\n" }, message: "/app/config.ru" },
    ],
    [
      'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nCMD ["puma", [|"web.ru"|]]',
      undefined,
      { files: { "app.rb": "", "config.ru": "", ".dockerignore": "x\n" } },
    ],
    ...(
      [
        ["ruby:3.4-slim", "app.rb", "ruby", "-w"],
        ["php:8.4-cli", "app.php", "php"],
        ["debian:13-slim", "app.sh", "sh", "-e"],
        ["oven/bun:1", "app.ts", "bun", "run"],
        ["denoland/deno:2", "app.ts", "deno", "run", "-A"],
      ] as const
    ).map(
      ([image, name, ...words]) =>
        [
          `FROM ${image}\nWORKDIR /app\nCOPY code .\nENTRYPOINT [${words.map((word) => `"${word}"`).join(", ")}, [|"code/${name}"|]]`,
          `FROM ${image}\nWORKDIR /app\nCOPY code .\nENTRYPOINT [${words.map((word) => `"${word}"`).join(", ")}, "${name}"]`,
          {
            files: { [`code/${name}`]: "" },
            message: `/app/code/${name} is not in the image: it lies at /app/${name}`,
          },
        ] as const,
    ),
    ...["uvicorn [|api.main:app|] --port 80", "python -m [|api.main|]"].map(
      (line) =>
        [
          `${python}COPY api/ ./\nCMD ${line}`,
          undefined,
          {
            files: { ...sources, "api/main.py": "" },
            message: "/app/api/main.py is not in the image: it lies at /app/main.py",
          },
        ] as const,
    ),
    // Nothing brings it: the folder alone is copied, and an install makes no sources.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY src ./src\nCMD ["node", [|"index.js"|]]',
      undefined,
      { files: { "package.json": "{}", "package-lock.json": "{}", "src/index.js": "" } },
    ],
    [
      `${python}COPY src/ ./src/\nCMD ["python", "-u", [|"app.py"|]]`,
      `${python}COPY src/ ./src/\nCMD ["python", "-u", "src/app.py"]`,
      { files: sources, message: "/app/app.py is not in the image: it lies at /app/src/app.py" },
    ],
    [
      `${python}COPY src/ ./\nCMD python3 [|src/app.py|] --port 80`,
      `${python}COPY src/ ./\nCMD python3 app.py --port 80`,
      { files: sources },
    ],
    [`${python}CMD ["python", [|"app.py"|]]`, undefined, { files: sources, message: "nothing puts it there" }],
    [
      'FROM maven:3.9-eclipse-temurin-21 AS b\nWORKDIR /b\nCOPY . .\nRUN mvn package\nFROM eclipse-temurin:21-jre\nCOPY --from=b /b/target/a.jar /srv/a.jar\nCMD ["java", "-Xmx1g", "-jar", [|"a.jar"|]]',
      undefined,
      { files: { "pom.xml": "" } },
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev && npm cache clean --force\nCOPY --chown=node:node . /app/\nUSER node\nCMD ["node", "--enable-source-maps", [|"./index.js"|]]',
      undefined,
      { files: project({}), message: "/app/index.js is not in the image, as the build context has no index.js" },
    ],
    [
      'FROM node:24-slim\nRUN apt-get update && apt-get install -y dumb-init\nWORKDIR /app\nCOPY src ./src\nENTRYPOINT ["dumb-init", "--"]\nCMD ["node", "src/server.js"]'.replace(
        '"src/server.js"',
        '[|"src/server.js"|]',
      ),
      'FROM node:24-slim\nRUN apt-get update && apt-get install -y dumb-init\nWORKDIR /app\nCOPY src ./src\nENTRYPOINT ["dumb-init", "--"]\nCMD ["node", "src/app/server.js"]',
      { files: { "src/app/server.js": "" }, message: "did you mean src/app/server.js?" },
    ],
    [
      "FROM node:24\nCOPY backend /srv\nWORKDIR /srv\nCMD node [|/srv/main.js|]",
      "FROM node:24\nCOPY backend /srv\nWORKDIR /srv\nCMD node /srv/app/main.js",
      { files: { "backend/app/main.js": "", "frontend/main.jsx": "" } },
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD [|["npm", "start"]|]',
      undefined,
      { files: project({ start: "node app" }), message: '"npm start" starts with app: /app/app is not in the image' },
    ],
    [
      'FROM node:24 AS build\nWORKDIR /src\nCOPY . .\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build /src ./\nCMD ["node", [|"index.js"|]]',
      undefined,
      { files: project({}) },
    ],
    // It exists, but is kept back.
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", [|"server.js"|]]',
      undefined,
      {
        files: { ...project({}), ".dockerignore": "*.js\n" },
        message: 'server.js is left out of the image by "*.js" in .dockerignore',
      },
    ],
    // In another folder.
    [
      'FROM node:24\nCOPY . /app\nCMD ["node", [|"server.js"|]]',
      undefined,
      { files: project({}), message: "server.js is looked for in /, where nothing puts it: it lies at /app/server.js" },
    ],
    [
      "FROM node:24\nCOPY server.js /srv/server.js\nCOPY server.js /srv/\nWORKDIR /app\nCMD node [|server.js|]",
      undefined,
      { files: project({}), message: "it lies at /srv/server.js" },
    ],
    // An image without what development needs is none that sources are mounted in.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCMD ["node", [|"server.js"|]]',
      undefined,
      { files: { ...project({}), "package-lock.json": "{}" }, message: "nothing puts it there" },
    ],
    // The module that a server of Python loads.
    [
      `${python}COPY . .\nCMD ["gunicorn", "-b", "0.0.0.0:8000", [|"wsgi:app"|]]`,
      undefined,
      { files: sources, message: "/app/wsgi.py is not in the image: nothing puts it there" },
    ],
    [
      `${python}COPY . .\nCMD uvicorn [|app.main:create|] --factory --host 0.0.0.0`,
      undefined,
      {
        files: { "requirements.txt": "uvicorn", "src/app/main.py": "" },
        message: "/app/app/main.py is not in the image: it lies at /app/src/app/main.py",
      },
    ],
    [
      `${python}COPY src ./\nCMD ["hypercorn", [|"backend.app:app"|], "--bind", "0.0.0.0:80"]`,
      undefined,
      { files: sources, message: "/app/backend/app.py is not in the image: it lies at /app/app.py" },
    ],
  ],
  valid: [
    ...[
      {
        "server.js": "",
        ".env": "A=1",
        "compose.yaml": "services:\n  a:\n    build: .\n    volumes: [./.env:/app/.env:ro]\n",
      },
      {
        "server.js": "",
        ".env": "A=1",
        "compose.yaml": "services:\n  a:\n    build: .\n    command: node server.js\n",
      },
    ].map(
      (files) =>
        [
          'FROM node:24-slim\nWORKDIR /app\nCOPY server.js ./\nCMD ["node", "--env-file=.env", "server.js"]',
          { files },
        ] as const,
    ),
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY server.js .env ./\nCMD ["node", "--env-file=.env", "server.js"]',
      { files: { "server.js": "", ".env": "A=1" } },
    ],
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY server.js ./\nCMD ["node", "--env-file-if-exists=.env", "server.js"]',
      { files: { "server.js": "", ".env": "A=1" } },
    ],
    [
      'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nCMD ["rackup", "-o", "0.0.0.0"]',
      { files: { "config.ru": "", ".dockerignore": "x\n" } },
    ],
    [
      'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nCMD ["bundle", "exec", "puma"]',
      { files: { "app.rb": "", ".dockerignore": "x\n" } },
    ],
    [
      'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nCMD ["rackup", "-b", "run App"]',
      { files: { "app.rb": "", ".dockerignore": "x\n" } },
    ],
    // Another stage installs the project, whose packages are copied.
    ...[
      "RUN pip install .\nFROM python:3.13-slim\nCOPY --from=b /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages",
      "RUN python -m pip install --prefix=/out .\nFROM python:3.13-slim\nCOPY --from=b /out /usr/local",
      "RUN pip wheel -w /wheels .\nFROM python:3.13-slim\nRUN --mount=type=bind,from=b,source=/wheels,target=/wheels pip install /wheels/*.whl",
      "RUN pdm sync --prod\nFROM python:3.13-slim\nCOPY --from=b /src/.venv /src/.venv",
    ].map(
      (lines) =>
        [
          `FROM python:3.13-slim AS b\nWORKDIR /src\nCOPY . .\n${lines}\nWORKDIR /app\nCOPY shop.toml .\nCMD ["gunicorn", "shop.main:app"]`,
          { files: { "pyproject.toml": "", "shop.toml": "", "src/shop/main.py": "" } },
        ] as const,
    ),
    // A package of that name is installed.
    ...["shop==1.0", "my-shop", "git+https://example.com/a/shop.git@v1#egg=s"].flatMap((name) => [
      [
        `FROM python:3.13-slim\nWORKDIR /app\nCOPY shop.toml .\nRUN pip install ${name}\nCMD ["gunicorn", "shop.main:app"]`,
        { files: { "shop.toml": "", "src/shop/main.py": "" } },
      ] as const,
      [
        `${python}COPY shop.toml .\nCMD ["gunicorn", "shop.main:app"]`,
        { files: { "requirements.txt": `flask\n${name}\n`, "shop.toml": "", "src/shop/main.py": "" } },
      ] as const,
    ]),
    // Requirements of any name may name the project.
    [
      'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r deps/all.txt\nCMD ["gunicorn", "api.main:app"]',
      { files: { "deps/all.txt": "-r more.txt\n", "deps/more.txt": "-e ./server\n", "server/api/main.py": "" } },
    ],
    // A package that is a file may put anything anywhere.
    ...["apt-get install -y /tmp/a.deb", "dpkg -i /tmp/*.deb", "dpkg -x /tmp/a.deb /", "rpm -i a.rpm"].map(
      (line) =>
        [
          `FROM debian:12\nCOPY a.deb /tmp/\nWORKDIR /srv/a\nRUN ${line}\nCMD ["java", "-jar", "a.jar"]`,
          { files: { "a.deb": "" } },
        ] as const,
    ),
    // Programs that write where an option says.
    ...[
      "install -t /app /usr/lib/main.py",
      "awk '{ print > \"main.py\" }' /x",
      "sort -o main.py /x",
      "uniq /x main.py",
    ].map((line) => `FROM python:3.13\nWORKDIR /app\nRUN ${line}\nCMD ["python", "main.py"]`),
    // There, or somewhere else where it is looked for.
    ...[
      ["COPY src ./", '["gunicorn", "app:app"]'],
      ["COPY . .", '["gunicorn", "src.app:app"]'],
      ["COPY . .", '["gunicorn", "src.lib:make(1)"]'],
      ["COPY . .", '["gunicorn", "--chdir", "src", "app:app"]'],
      ["COPY . .", '["uvicorn", "--app-dir=src", "app:app"]'],
      ["ENV PYTHONPATH=/app/src\nCOPY . .", '["gunicorn", "app:app"]'],
      ["COPY . .\nRUN pip install .", '["gunicorn", "app:app"]'],
      ["COPY . .\nRUN pip install -e ./src", '["gunicorn", "app:app"]'],
      ["COPY . .", '["gunicorn", "-b", "localhost:8000", "somebody.elses:app"]'],
      ["COPY . .", '["gunicorn", "$MODULE"]'],
    ].map(([rest, start]): [string, object] => [
      `${python}${rest}\nCMD ${start}`,
      { files: { ...sources, "src/lib/__init__.py": "" } },
    ]),
    [`${python}COPY . .\nCMD ["gunicorn", "app:app"]`, { files: { ...sources, "gunicorn.conf.py": 'chdir = "src"' } }],
    [`${python}COPY . .\nCMD ["gunicorn", "app:app"]`, { files: { ...sources, "requirements.txt": "-e .\ngunicorn" } }],
    'FROM debian:13-slim\nCMD ["sh", "/data/start.sh"]',
    'FROM python:3.13-slim\nVOLUME /data\nCMD ["python", "/data/start.py"]',
    ...[
      `${python}COPY api/ ./api/\nCMD uvicorn api.main:app`,
      `${python}COPY api/ ./\nCMD uvicorn main:app`,
      `${python}COPY api/ ./\nCMD uvicorn --app-dir /srv api.main:app`,
      `${python}ENV PYTHONPATH=/srv\nCOPY api/ ./\nCMD uvicorn api.main:app`,
      `${python}COPY . /src\nRUN pip install /src\nCOPY api/ ./\nCMD uvicorn api.main:app`,
      `${python}COPY api/ ./\nCMD python -m http.server`,
    ].map((text) => [text, { files: { ...sources, "api/main.py": "" } }] as const),
    // An image that is made of this one brings it.
    ['FROM node:24\nWORKDIR /app\nONBUILD COPY . .\nCMD ["node", "app.js"]', { files: project({}) }],
    [
      'FROM python:3.13-slim\nWORKDIR /app\nONBUILD COPY . .\nCMD ["python", "main.py"]',
      { files: { "requirements.txt": "" } },
    ],
    // A value of an option is no file.
    ...[
      "--v8-pool-size 4",
      "--heapsnapshot-signal SIGUSR2",
      "--inspect-port 9230",
      "--cpu-prof --cpu-prof-dir prof",
      "--es-module-specifier-resolution node",
      "inspect",
    ].map((options): [string, object] => [
      `FROM node:24\nWORKDIR /app\nCOPY . .\nCMD node ${options} server.js`,
      { files: project({}) },
    ]),
    ...[
      "COPY package*.json ./\nRUN npm ci && npm run generate\nCOPY src ./src",
      "COPY package*.json ./\nRUN npm ci\nCOPY . .",
      "COPY src src\nRUN cp -r src/. . && mv index.js server.js",
      "COPY src src\nRUN { cat src/index.js; } > server.js",
      "COPY package*.json server.js ./\nRUN npm ci",
      "RUN git clone https://x.example/a.git .",
    ].map(
      (rest) =>
        [
          `FROM node:24-slim\nWORKDIR /app\n${rest}\nCMD ["node", "server.js"]`,
          { files: { "package.json": "{}", "package-lock.json": "{}", "server.js": "", "src/index.js": "" } },
        ] as const,
    ),
    ...[
      'COPY src/ ./\nCMD ["python", "app.py"]',
      'COPY . .\nCMD ["python", "build/app.py"]',
      'COPY dist/ ./\nCMD ["python", "app.py"]',
      'COPY --from=x / ./\nCMD ["python", "app.py"]',
      'RUN ./make.sh\nCMD ["python", "app.py"]',
      'COPY src ./\nCMD ["python", "-m", "app.py"]',
      'COPY src ./\nCMD ["python", "-c", "x.py"]',
      'COPY src ./\nCMD ["python", "$FILE"]',
    ].map((rest) => [python + rest, { files: sources }] as const),
    'FROM eclipse-temurin:21-jre\nCOPY target/*.jar app.jar\nCMD ["java", "-jar", "x.jar"]',
    [
      'FROM eclipse-temurin:21-jre\nWORKDIR /a\nCOPY target/*.jar ./\nCMD ["java", "-jar", "x.jar"]',
      { files: sources },
    ],
    'FROM some/java\nCMD ["java", "-jar", "x.jar"]',
    [
      'FROM node:24\nCOPY . /app\nRUN ln -s /app/server.js /server.js\nCMD ["node", "server.js"]',
      { files: project({}) },
    ],
    ['FROM node:24\nCOPY . /app\nVOLUME /\nCMD ["node", "server.js"]', { files: project({}) }],

    'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "index.js"]',
    ...[
      // There, in one way or another.
      'COPY . .\nCMD ["node", "server.js"]',
      'COPY . .\nCMD ["node", "server"]',
      'COPY . .\nCMD ["node", "."]',
      'COPY . .\nCMD ["node", "lib/../server.js"]',
      'COPY . /srv/app\nWORKDIR /srv/app\nCMD ["npm", "start"]',
      'COPY server.js ./index.js\nCOPY . .\nCMD ["node", "index.js"]',
      'COPY *.js /srv/\nCOPY . .\nCMD ["node", "/srv/server.js"]',
      // A folder that is mounted when the container starts, for development.
      'COPY package.json ./\nRUN npm install\nCMD ["node", "index.js"]',
      'COPY . .\nVOLUME /app\nCMD ["node", "index.js"]',
      // Something may make it.
      'COPY . .\nRUN npm run build\nCMD ["node", "index.js"]',
      'COPY . .\nRUN npx tsc\nCMD ["node", "index.js"]',
      'COPY . .\nRUN echo "1" > index.js\nCMD ["node", "index.js"]',
      'COPY . .\nCOPY <<index.js ./\nindex.js\nCMD ["node", "index.js"]',
      'COPY . .\nADD https://example.com/index.js ./\nCMD ["node", "index.js"]',
      'COPY . .\nADD app.tar.gz ./\nCMD ["node", "index.js"]',
      'COPY . .\nCOPY --from=example/app /app ./\nCMD ["node", "index.js"]',
      'ARG DIR\nCOPY . .\nCOPY $DIR ./\nCMD ["node", "index.js"]',
      'COPY . .\nCMD ["node", "dist/index.js"]',
      'COPY . .\nCMD ["node", "node_modules/x/index.js"]',
      // Not the file of node, or not known.
      'COPY . .\nCMD ["node", "-e", "index.js"]',
      'COPY . .\nCMD ["node", "--require", "x.js", "server.js"]',
      'COPY . .\nCMD ["./index.js"]',
      "COPY . .\nCMD cd src && node index.js",
      "COPY . .\nCMD node $FILE",
      'COPY . .\nCMD ["npm", "run", "other"]',
      'COPY . .\nENTRYPOINT ["/start.sh"]\nCMD ["node", "index.js"]',
      'COPY . .\nENV A=b\nCMD ["node", "/usr/local/lib/x.js"]',
    ].map(
      (lines) =>
        [
          `FROM node:24\nWORKDIR /app\n${lines}`,
          { files: { ...project({ start: "node server.js" }), "node_modules/": "" } },
        ] as const,
    ),
    ['FROM node:24\nCOPY . .\nCMD ["node", "index.js"]', { files: project({}) }],
    ['FROM example/base\nWORKDIR /app\nCOPY . .\nCMD ["node", "index.js"]', { files: project({}) }],
    ['FROM node:9-onbuild\nWORKDIR /app\nCOPY . .\nCMD ["node", "index.js"]', { files: project({}) }],
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "index.js"]',
      { files: project({ postinstall: "tsc" }) },
    ],
    ['FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "index.js"]', { files: { ".gitignore": "/*.js\n" } }],
    // Something writes it before.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entry.sh"]\nCMD ["node", "--env-file=.env", "server.js"]',
      { files: { "server.js": "", "entry.sh": '#!/bin/sh\nprintenv > .env\nexec "$@"\n' } },
    ],
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
      {
        files: {
          "server.js": "",
          "write.js": "",
          "package.json": '{ "scripts": { "prestart": "node write.js", "start": "node --env-file=.env server.js" } }',
        },
      },
    ],
  ],
} satisfies Cases;
