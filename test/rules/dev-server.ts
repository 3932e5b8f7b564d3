import type { Cases } from "../cases";

const scripts = (start: string, more: Record<string, string> = {}) => ({
  files: { "package.json": JSON.stringify({ scripts: { start, ...more } }) },
});
const npmStart = 'FROM node:24\nCMD [[|"npm", "start"|]]';

/** A front end that is nothing but files once it is built, and the stage that sends them. */
const naive = "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\n";

function frontEnd(start: string, build: string, more: Record<string, string> = {}, manifest: object = {}) {
  return { files: { "package.json": JSON.stringify({ scripts: { start, build }, ...manifest }), ...more } };
}

function sentByNginx(port: number, folder: string, env = "") {
  return `FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci
RUN npm run build

FROM nginxinc/nginx-unprivileged:1.30-alpine-slim
${env}COPY --from=build ${folder} /usr/share/nginx/html
COPY <<'EOF' /etc/nginx/${env ? "templates/default.conf.template" : "conf.d/default.conf"}
server {
  listen ${env ? "$" + "{PORT}" : port};
  root /usr/share/nginx/html;

  location / {
    try_files $uri $uri.html $uri/index.html /index.html;
  }
}
EOF
EXPOSE ${port}`;
}

const angular = (options: object, serve = {}) =>
  JSON.stringify({
    projects: {
      shop: {
        projectType: "application",
        architect: { build: { builder: "@angular/build:application", options }, serve: { options: serve } },
      },
    },
  });

const pythonOther = 'FROM python:3.14\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]';
const pythonStart = pythonOther.replace(/\[(.*)\]/, "[[|$1|]]");
const python = (rest: string) => ({
  files: { "app.py": `from flask import Flask, request\n\napp = Flask(__name__)\n\n${rest}` },
});

export default {
  invalid: [
    [
      'FROM python:3.13-slim\nCMD [[|"gunicorn", "app:app"|]]',
      undefined,
      { message: "gunicorn with reload in gunicorn.conf.py", files: { "gunicorn.conf.py": "reload = True\n" } },
    ],
    [
      'FROM python:3.13-slim\nENV GUNICORN_CMD_ARGS="--reload -b 0.0.0.0"\nCMD [[|"gunicorn", "app:app"|]]',
      undefined,
      { message: "gunicorn --reload" },
    ],
    // The script is that of a workspace.
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start", "-w", "web"|]]',
      undefined,
      {
        files: {
          "package.json": '{ "workspaces": ["web"] }',
          "web/package.json": '{ "name": "@a/web", "scripts": { "start": "vite" } }',
        },
        message: "vite is a development server",
      },
    ],
    // Other languages.
    ['FROM python:3.14\nCMD [[|"python", "manage.py", "runserver", "0.0.0.0:8000"|]]', undefined],
    ['FROM python:3.14\nCMD [[|"flask", "--app", "serve", "run", "--host=0.0.0.0"|]]', undefined],
    ['FROM python:3.14\nCMD [[|"uv", "run", "--no-dev", "fastapi", "dev", "main.py"|]]', undefined],
    ['FROM python:3.14\nCMD [[|"poetry", "run", "uvicorn", "a:app", "--reload"|]]', undefined],
    ['FROM python:3.14\nCMD [[|"python", "-m", "uvicorn", "a:app", "--reload"|]]', undefined],
    ["FROM php:8.4\nCMD [|php artisan serve --host=0.0.0.0|]", undefined],
    // Rails asks variables for its mode.
    [
      'FROM ruby:3.4\nCMD [[|"rails", "server", "-b", "0.0.0.0"|]]',
      undefined,
      { message: "Nothing sets RAILS_ENV, so that rails server runs in development" },
    ],
    [
      'FROM ruby:3.4\nCMD [[|"rails", "server", "-p", "80"|]]',
      undefined,
      { files: { "config/boot.rb": 'require "bundler/setup"\n', "config/deploy.yml": "service: app\n" } },
    ],
    [
      "FROM ruby:3.4-slim AS base\nENV RAILS_ENV=development\nFROM base\nCMD [|rm -f tmp/pids/server.pid && bundle exec bin/rails s|]",
      undefined,
      { message: "RAILS_ENV is development" },
    ],
    // What the file that starts says.
    [
      pythonStart,
      undefined,
      {
        ...python('if __name__ == "__main__":\n    app.run(host="0.0.0.0", debug=True)\n'),
        message: "app.run(debug=True) in app.py starts Flask's development server, whose debugger runs any code",
      },
    ],
    [
      pythonStart,
      undefined,
      {
        ...python(
          "init()\napp.run(\n    port=int(os.environ.get('PORT', 8000)),  # (\n    debug=os.getenv('DEBUG'),\n)\n",
        ),
        message: "app.run() in app.py starts Flask's development server, which is not made for production",
      },
    ],
    [
      pythonStart.replace('"python"', '"python3", "-u"'),
      undefined,
      {
        ...python('if __name__ == "__main__":\n    uvicorn.run("app:app", reload=True)\n'),
        message: "uvicorn.run(reload=True) in app.py",
      },
    ],
    // Scripts are followed, past what only sets variables or calls another script.
    ['FROM node:24\nCMD [[|"npm", "start"|]]', undefined, scripts("NODE_ENV=development nodemon server.js")],
    [
      'FROM node:24\nCMD [[|"npm", "run", "-s", "start"|]]',
      undefined,
      scripts("cross-env A=b nodemon server.js | pino-pretty"),
    ],
    [
      'FROM node:24\nCMD [[|"npm", "start"|]]',
      undefined,
      {
        files: { "package.json": '{ "scripts": { "start": "npm run dev", "dev": "npx nodemon server.js" } }' },
        message: 'This runs "npx nodemon server.js": nodemon is',
      },
    ],
    [
      `${naive}CMD [[|"npm", "start"|]]`,
      sentByNginx(3000, "/app/build", "ENV PORT=3000\n"),
      frontEnd("react-scripts start", "react-scripts build"),
    ],
    [`${naive}CMD [[|"npm", "start"|]]`, sentByNginx(5173, "/app/dist"), frontEnd("vite --host", "tsc && vite build")],
    [
      `${naive}ENV A=b\nCMD [[|"npx", "vite", "--port", "3000"|]]`,
      sentByNginx(3000, "/app/dist").replace("RUN npm run", "ENV A=b\nRUN npm run"),
      frontEnd(
        "",
        'run-p check "build-only {@}" --',
        {},
        {
          scripts: { build: 'run-p check "build-only {@}" --', check: "vue-tsc --build", "build-only": "vite build" },
        },
      ),
    ],
    [
      `${naive}CMD [[|"npm", "start"|]]`,
      sentByNginx(4200, "/app/dist/shop/browser"),
      frontEnd("ng serve --host 0.0.0.0", "ng build", { "angular.json": angular({}) }),
    ],
    [
      `${naive}CMD [[|"npx", "ng", "serve", "--host", "0.0.0.0", "--port", "80"|]]`,
      sentByNginx(80, "/app/out"),
      frontEnd("", "ng build", { "angular.json": angular({ outputPath: { base: "out", browser: "" } }) }),
    ],
    [
      `${naive}CMD [[|"npx", "vue-cli-service", "serve"|]]`,
      sentByNginx(8080, "/app/dist", "ENV PORT=8080\n"),
      frontEnd("", "vue-cli-service build"),
    ],
    // What a server of files cannot do, or what cannot be known.
    [
      `${naive}CMD [[|"npm", "start"|]]`,
      undefined,
      frontEnd("react-scripts start", "react-scripts build", {}, { proxy: "http://api" }),
    ],
    [
      `${naive}CMD [[|"npm", "start"|]]`,
      undefined,
      frontEnd("react-scripts start", "react-scripts build", { "src/setupProxy.js": "" }),
    ],
    [`${naive}CMD [[|"npm", "start"|]]`, undefined, frontEnd("ng serve", "ng build")],
    [
      `${naive}CMD [[|"npm", "start"|]]`,
      undefined,
      frontEnd("ng serve", "ng build", { "angular.json": angular({}, { proxyConfig: "p.json" }) }),
    ],
    [
      `${naive}CMD [[|"npm", "start"|]]`,
      undefined,
      frontEnd("ng serve", "ng build", { "angular.json": angular({ ssr: true }) }),
    ],
    [
      `${naive.replace("ci", "ci --omit=dev")}CMD [[|"npx", "vite"|]]`,
      undefined,
      frontEnd("", "vite build", {}, { devDependencies: { vite: "7" } }),
    ],
    ['FROM node:24\nCMD [[|"nodemon", "server.js"|]]', 'FROM node:24\nCMD ["node", "server.js"]'],
    [
      'FROM node:24\nCMD ["dumb-init", [|"node", "--watch", "server.js"|]]',
      'FROM node:24\nCMD ["dumb-init", "node", "server.js"]',
    ],
    [
      'FROM node:24\nCMD [[|"npx", "ts-node", "src/index.ts"|]]',
      undefined,
      { message: "ts-node compiles the source at every start and is not" },
    ],
    ['FROM node:24\nENTRYPOINT [[|"node_modules/.bin/vite", "--host"|]]', undefined],
    ['FROM node:24\nCMD [[|"next", "dev"|]]', undefined, { message: "next dev" }],
    ["FROM node:24\nCMD [|nodemon app.js|]", undefined],
    [
      'FROM node:24\nCMD [[|"npm", "start"|]]',
      undefined,
      { ...scripts("react-scripts start"), message: "react-scripts start" },
    ],
    ['FROM node:24\nCMD [[|"npm", "start"|]]', undefined, scripts("nodemon server.js")],
    ['FROM node:24\nCMD [[|"supervisor", "server.js"|]]', undefined, { message: "supervisor is" }],
    ['FROM node:24\nCMD [[|"ts-node-esm", "server.ts"|]]', undefined],
    ['FROM node:24\nCMD [[|"npx", "babel-node", "server.js"|]]', undefined],
    ['FROM node:24\nCMD [[|"bunx", "strapi", "develop"|]]', undefined, { message: "strapi develop is" }],
    // However the package manager is called, and however many scripts stand between.
    ['FROM node:24\nCMD [[|"npx", "--yes", "nodemon", "server.js"|]]', undefined, { message: "nodemon is" }],
    ['FROM node:24\nCMD [[|"npm", "exec", "--", "nodemon", "server.js"|]]', undefined],
    ['FROM node:24\nCMD [[|"pnpm", "exec", "nodemon", "server.js"|]]', undefined],
    ['FROM node:24\nCMD [[|"npm", "-s", "run", "start"|]]', undefined, scripts("nodemon server.js")],
    [
      npmStart,
      undefined,
      { ...scripts("npm run -s dev", { dev: "next dev" }), message: 'runs "next dev": next dev is' },
    ],
    [npmStart, undefined, scripts("cross-env NODE_ENV=production nodemon server.js")],
    [npmStart, undefined, scripts("npm run build && nodemon server.js", { build: "tsc" })],
    [npmStart, undefined, scripts('concurrently "npm:watch" "npm:dev"', { watch: "tsc -w", dev: "nodemon dist" })],
    [npmStart, undefined, scripts("run-p watch:*", { "watch:web": "vite" })],
  ],
  valid: [
    [
      'FROM python:3.13-slim\nCMD ["gunicorn", "app:app"]',
      { files: { "gunicorn.conf.py": 'reload = os.environ.get("RELOAD") == "1"\n' } },
    ],
    [
      'FROM python:3.13-slim\nCMD ["gunicorn", "-c", "conf.py", "app:app"]',
      { files: { "gunicorn.conf.py": "reload = True\n", "conf.py": "if DEBUG:\n    reload = True\n" } },
    ],
    'FROM python:3.13-slim\nENV GUNICORN_CMD_ARGS="--reload-engine=auto"\nCMD ["gunicorn", "app:app"]',
    [pythonOther, python("def main():\n    app.run(debug=True)\n")],
    [pythonOther, python('if __name__ == "__main__":\n    if DEV:\n        app.run(debug=True)\n    serve(app)\n')],
    [pythonOther, python('if __name__ == "other":\n    app.run(debug=True)\n')],
    [pythonOther, python('"""\napp.run(debug=True)\n"""\n# app.run(debug=True)\n')],
    [pythonOther, python("app = SocketIO(app)\napp.run(debug=True)\n")],
    [pythonOther, python("asyncio.run(main())\nuvicorn.run(app, reload=False)\n")],
    [pythonOther, { files: { "app.py": "from quart import Quart\napp = Quart(__name__)\napp.run(debug=True)\n" } }],
    ['FROM python:3.14\nCOPY . .\nCMD ["gunicorn", "app:app"]', python("app.run(debug=True)\n")],
    'FROM python:3.14\nCMD ["gunicorn", "serve:app"]',
    'FROM ruby:3.4\nENV RAILS_ENV=production\nCMD ["rails", "server"]',
    'FROM ruby:3.4\nENV RACK_ENV=staging\nCMD ["rails", "server"]',
    'FROM ruby:3.4\nARG RAILS_ENV\nCMD ["rails", "server"]',
    'FROM ruby:3.4\nCMD ["rails", "server", "-e", "production"]',
    "FROM ruby:3.4\nCMD RAILS_ENV=production bundle exec rails server",
    'FROM ruby:3.4\nRUN bundle install --without development test\nCMD ["rails", "server"]',
    'FROM ruby:3.4\nCMD ["rails", "console"]',
    'FROM registry.example.com/ruby:3.4\nCMD ["rails", "server"]',
    [
      'FROM ruby:3.4\nCMD ["rails", "server"]',
      { files: { "compose.yaml": "services:\n  web:\n    build: .\n    environment:\n      RAILS_ENV: production\n" } },
    ],
    [
      'FROM ruby:3.4\nCMD ["rails", "server"]',
      { files: { "compose.yaml": "services:\n  web:\n    build: .\n    env_file: web.env\n" } },
    ],
    // Whatever runs the container, or the application itself, names the mode.
    ['FROM ruby:3.4\nCMD ["rails", "server"]', { files: { "fly.toml": '[env]\nRAILS_ENV = "production"\n' } }],
    ['FROM ruby:3.4\nCMD ["rails", "server"]', { files: { "k8s/web.yaml": "" } }],
    [
      'FROM ruby:3.4\nCMD ["rails", "server"]',
      { files: { "config/deploy.yml": "env:\n  clear:\n    RAILS_ENV: production\n" } },
    ],
    ['FROM ruby:3.4\nCMD ["rails", "server"]', { files: { "config/boot.rb": 'ENV["RAILS_ENV"] ||= "production"\n' } }],
    'FROM python:3.14\nCMD ["poetry", "run", "uvicorn", "a:app"]',
    'FROM python:3.14\nCMD ["python", "manage.py", "migrate"]',
    'FROM python:3.14\nCMD ["flask", "db", "upgrade"]',
    ['FROM node:24\nCMD ["npm", "start"]', scripts("node server.js || nodemon server.js")],
    ['FROM node:24\nCMD ["npm", "start"]', scripts("nodemon server.js; node server.js")],
    ['FROM node:24\nCMD ["npm", "start", "-w", "api"]', scripts("nodemon server.js")],
    ['FROM node:24\nCMD ["npm", "start"]', scripts("node server.js", { prestart: "vite build", dev: "vite" })],
    'FROM node:24\nCMD ["node", "server.js"]',
    'FROM node:24\nCMD ["next", "start"]',
    'FROM node:24\nCMD ["vite", "preview"]',
    'FROM node:24\nCMD ["tsx", "server.ts"]',
    'FROM node:24\nCMD ["strapi", "start"]',
    ['FROM node:24\nCMD ["nodemon", "server.js"]', { path: "Dockerfile.dev" }],
    'FROM node:24 AS dev\nCMD ["nodemon", "server.js"]',
    'FROM node:24 AS dev\nCMD ["nodemon", "x.js"]\nFROM node:24\nCMD ["node", "x.js"]',
    ['FROM node:24\nCMD ["npm", "start"]', scripts("node server.js")],
    'FROM node:24\nCMD ["npm", "start"]',
  ],
} satisfies Cases;
