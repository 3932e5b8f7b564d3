/** What a program must write is the user's when USER is set; else USER is left, with the folder and the reason. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const manifest = (start: string) => JSON.stringify({ name: "a", scripts: { start }, dependencies: { express: "4" } });
const node = (rest: string) => `FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\n${rest}\nCMD ["node", "server.js"]\n`;
const python = (rest: string) =>
  `FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\n${rest}\nCMD ["uvicorn", "main:app"]\n`;

const base = "from pathlib import Path\nimport os\nBASE_DIR = Path(__file__).resolve().parent.parent\n";
/** What STATIC_ROOT is, and what starts. */
const django: readonly (readonly [title: string, settings: string, start: string])[] = [
  ["below a folder", `${base}STATIC_ROOT = BASE_DIR / "staticfiles"\n`, 'CMD ["./start.sh"]'],
  [
    "by a chain",
    `${base}STATIC_ROOT = os.path.join(BASE_DIR, "staticfiles")\n`,
    "CMD python manage.py collectstatic --noinput && gunicorn shop.wsgi",
  ],
  [
    "in another shell",
    'STATIC_ROOT = "/app/staticfiles"\n',
    'CMD ["sh", "-c", "python manage.py migrate && python manage.py collectstatic --noinput && gunicorn shop.wsgi"]',
  ],
];
/** Starts of servers that write to folders of the system, and their files. */
const systemFiles: readonly (readonly [start: string, files: Files])[] = [
  ["CMD gunicorn main:app --access-logfile /var/log/a.log", {}],
  ['CMD ["gunicorn", "--error-logfile=/var/log/a.log", "main:app"]', {}],
  ['CMD ["python", "-m", "gunicorn", "--pid", "/run/g.pid", "main:app"]', {}],
  ["ENV GUNICORN_CMD_ARGS='--bind unix:/run/g.sock'\nCMD gunicorn main:app", {}],
  ["CMD celery -A shop worker --pidfile=/run/c.pid", {}],
  ["CMD uwsgi --http :80 --logto /var/log/u.log", {}],
  ["CMD uvicorn main:app --uds /run/u.sock", {}],
  ["CMD gunicorn main:app", { "gunicorn.conf.py": 'accesslog = "-"\nerrorlog = "/var/log/e.log"\n' }],
  ["CMD gunicorn main:app", { "gunicorn.conf.py": 'bind = "unix:/run/g.sock"\n' }],
  [
    "CMD gunicorn shop.wsgi",
    {
      "shop/settings.py":
        'LOGGING = {"handlers": {"file": {"class": "logging.FileHandler", "filename": "/var/log/a.log"}}}',
    },
  ],
  ['CMD ["ruby", "app.rb"]', { "app.rb": "L = Logger.new($stdout)\nM = Logger.new('/var/log/x.log')\n" }],
  ["CMD bundle exec puma", { "config/puma.rb": 'pidfile "/run/puma.pid"\n' }],
  ["CMD bundle exec puma", { "config/puma.rb": 'bind "unix:///run/puma.sock"\n' }],
  ["CMD bundle exec puma", { "config/puma.rb": "stdout_redirect '/var/log/a', '/log/b', true\n" }],
  ["CMD bundle exec puma -b unix:///run/puma.sock", { "config.ru": "" }],
];
const noFiles: readonly string[] = [
  'CMD ["gunicorn", "-b", "0.0.0.0:80", "--access-logfile", "-", "--error-logfile=-", "main:app"]',
  "CMD gunicorn -b :$PORT --access-logfile /dev/stdout main:app",
  "CMD celery -A shop worker --pidfile= -f /dev/stderr",
  "CMD uwsgi --socket 127.0.0.1:3031 -s :80",
];

/** The lines that come in along with USER, and those that change. */
async function given(text: string, files: Files) {
  const facts = await factsOf({ files: { ".dockerignore": "node_modules\n", ...files }, path: "Dockerfile" }, text);
  const options = { include: ["missing-user"], level: "safe" as const };
  const taken = harden(text, facts, { rules: {} }, options);
  const left = harden(text, facts, { rules: {} }).left.find(({ rule }) => rule === "missing-user");
  return { text: taken.text, hint: left?.hint };
}

/** A Dockerfile, what lies beside it, and lines that are in it then; a pattern is what the hint says where USER is left. */
const cases: readonly (readonly [title: string, text: string, files: Files, expected: string | RegExp])[] = [
  [
    "nothing is written",
    node(""),
    { "server.js": "require('fs').readFileSync('a')" },
    "COPY --chown=node:node . .\n\nUSER node\n",
  ],
  [
    "a database that the settings of .NET name",
    'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "a.dll"]\n',
    { "appsettings.json": '{"ConnectionStrings":{"A":"Data Source=data/a.db"}}' },
    "RUN install -d -o app -g app data\nUSER app\n",
  ],
  [
    "a server that the settings of .NET name",
    'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "a.dll"]\n',
    { "appsettings.json": '{"ConnectionStrings":{"A":"Data Source=db,1433;Database=a"}}' },
    "COPY --chown=app:app out .\nUSER app\n",
  ],
  [
    "folders that RUN makes",
    node("RUN mkdir -p uploads logs/old"),
    {},
    "RUN mkdir -p uploads logs/old && chown node:node uploads logs logs/old\n",
  ],
  [
    "folders that were given already",
    node("RUN mkdir data && chown -R node /app"),
    {},
    "chown -R node /app\nUSER node\n",
  ],
  ["a volume", node('VOLUME ["/data"]'), {}, 'RUN install -d -o node -g node /data\nVOLUME ["/data"]\nUSER node\n'],
  ["a variable with a file", node("ENV DB_FILE=/data/a.db"), {}, "RUN install -d -o node -g node /data\nUSER node\n"],
  [
    "an address of a file",
    node("ENV DATABASE_URL=file:/srv/a.d/x.db"),
    {},
    "RUN install -d -o node -g node /srv/a.d\nUSER node\n",
  ],
  [
    "a variable with a path of the web",
    node("ENV API_PATH=/api LOG_PATH=/dev/stdout"),
    {},
    "LOG_PATH=/dev/stdout\nUSER node\n",
  ],
  ["a file beside the sources", node("ENV SQLITE_PATH=./a.sqlite"), {}, "RUN chown node:node .\nUSER node\n"],
  [
    "a folder of the system",
    node("ENV LOG_FILE=/var/log/a.log"),
    {},
    /\/var\/log is a folder of the system, which belongs to root/,
  ],
  [
    "volumes and folders of the host in compose",
    node(""),
    { "compose.yaml": "services: {a: {build: ., volumes: ['d:/data', './x.conf:/x.conf:ro', '/app/node_modules']}}" },
    "RUN install -d -o node -g node /data\nUSER node\n",
  ],
  [
    "what a service of compose starts in place of CMD",
    node(""),
    {
      "compose.yaml": 'services: {a: {build: ., command: sh -c "./boot.sh && node server.js"}}',
      "boot.sh": "#!/bin/sh\nmkdir -p /srv/state\necho a > /var/cache/a/b\n",
    },
    "RUN install -d -o node -g node /srv/state /var/cache/a\nUSER node\n",
  ],
  [
    "a folder of the host that is written",
    node(""),
    { "compose.yaml": "services: {a: {build: ., volumes: ['./data:/app/data']}}" },
    /writes to \/app\/data, where compose mounts \.\/data of the host/,
  ],
  [
    "a port of the host that root alone opens",
    node("EXPOSE 80"),
    { "compose.yaml": "services: {a: {build: ., network_mode: host}}" },
    /network of the host, where only root may listen on port 80/,
  ],
  [
    "a port of the host that the program names itself",
    node(""),
    { "compose.yaml": "services: {a: {build: ., network_mode: host}}", "server.js": "app.listen({ port: 443 })" },
    /network of the host, where only root may listen on port 443/,
  ],
  [
    "a port of the host that is open to all",
    node("EXPOSE 8080"),
    { "compose.yaml": "services: {a: {build: ., network_mode: host}}" },
    "USER node\n",
  ],
  [
    "a logger of Python by the name of its module",
    python(""),
    { "main.py": 'import logging.handlers\nh = logging.handlers.RotatingFileHandler("a.log")\n' },
    "RUN chown app:app .\nUSER app\n",
  ],
  [
    "what pictures and tables of Python are saved to",
    python(""),
    { "main.py": 'plot.savefig("out/a.png")\nimage.save(os.path.join("up", name))\nform.save(commit=False)\n' },
    "RUN install -d -o app -g app out up\n",
  ],
  [
    "settings of Fly and .env",
    node(""),
    {
      "fly.toml": '[env]\nUPLOAD_DIR = "files"\n[mounts]\ndestination = "/data"\n',
      ".env": "CACHE_DIR=/var/cache/a\n",
    },
    "RUN install -d -o node -g node /data files /var/cache/a\nUSER node\n",
  ],
  [
    "sources",
    node(""),
    {
      "server.js": "import fs from 'node:fs'; import { dir } from './paths.js'; fs.writeFileSync(`${dir}/x`, '')",
      "paths.js": "import path from 'path'; export const dir = path.join(import.meta.dirname, 'var', 'x')",
    },
    "RUN install -d -o node -g node var/x\nUSER node\n",
  ],
  [
    "sources by what a function is given",
    node(""),
    { "server.js": "const { writeFile } = require('fs'); function save(to) { writeFile(to, '') }\nsave('out/a.json')" },
    "RUN install -d -o node -g node out\nUSER node\n",
  ],
  [
    "the folder for temporary files",
    node(""),
    { "server.js": "const os = require('os'); require('fs').writeFileSync(os.tmpdir() + '/x', '')" },
    "COPY --chown=node:node . .\n\nUSER node\n",
  ],
  [
    "sources that do not tell",
    node(""),
    { "server.js": "require('fs').writeFile(process.argv[2], '', () => {})" },
    /server\.js writes \(writeFile\) to a path that cannot be told/,
  ],
  [
    "packages that fill a folder",
    node(""),
    {
      "server.js":
        "const m = require('multer'); m.diskStorage({ destination: (r, f, done) => done(null, './files') })\n" +
        "new (require('better-sqlite3'))('data/x.db')\nconst D = require('better-sqlite3'); new D('db/x.db')",
    },
    "RUN install -d -o node -g node data db files\nUSER node\n",
  ],
  [
    "a tool that writes when it starts",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n',
    { "package.json": manifest("vite"), "package-lock.json": "{}" },
    "RUN npm ci && chown node:node node_modules\nRUN chown node:node .\nUSER node\n",
  ],
  [
    "what a RUN has built",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nRUN npx next build\nCMD ["npm", "start"]\n',
    { "package.json": manifest("next start"), "package-lock.json": "{}" },
    "RUN npx next build && chown -R node:node .next\nUSER node\n",
  ],
  [
    "what a RUN may have built, and what settings of the tool put elsewhere",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nRUN npx next build\nCMD ["npm", "start"]\n',
    { "package.json": manifest("next start"), "package-lock.json": "{}", "next.config.js": "x = { distDir: 'out' }" },
    "RUN npx next build && mkdir -p .next && chown -R node:node .next\nUSER node\n",
  ],
  [
    "what some versions of a tool build",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nRUN npx strapi build\nCMD ["npm", "start"]\n',
    { "package.json": manifest("strapi start"), "package-lock.json": "{}" },
    "mkdir -p dist .cache build && chown -R node:node dist .cache build",
  ],
  [
    "the logs of pm2",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nCMD ["pm2-runtime", "ecosystem.config.js"]\n',
    { "ecosystem.config.js": "module.exports = { apps: [{ out_file: './logs/out.log', error_file: '/dev/null' }] }" },
    "RUN install -d -o node -g node logs\nUSER node\n",
  ],
  [
    "the logs of pm2 behind a shell",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nCMD ["sh", "-c", "pm2 start ecosystem.config.js --no-daemon"]\n',
    { "ecosystem.config.js": "module.exports = { apps: [{ out_file: './logs/out.log', error_file: '/dev/null' }] }" },
    "RUN install -d -o node -g node logs\nUSER node\n",
  ],
  [
    "what Deno writes",
    'FROM denoland/deno:2.5.0\nWORKDIR /app\nCOPY . .\nCMD ["run", "-A", "main.ts"]\n',
    { "main.ts": "Deno.writeTextFileSync('./hits.txt', '1')\nDeno.mkdirSync('data')" },
    "RUN chown deno:deno .\nUSER deno\n",
  ],
  [
    "what Bun writes",
    'FROM oven/bun:1.3.0\nWORKDIR /app\nCOPY . .\nCMD ["bun", "index.ts"]\n',
    { "index.ts": "await Bun.write('out.txt', 'x')", "package.json": "{}" },
    "RUN chown bun:bun .\nUSER bun\n",
  ],
  [
    "a socket",
    node(""),
    { "server.js": 'http.createServer(a).listen("/run/a.sock"); b.listen(3000); c.listen(port)' },
    /\/run is a folder of the system/,
  ],
  [
    "a socket by an object",
    node(""),
    { "server.js": 'c.listen({ path: "/data/a.sock" }); d.listen({ port: 1 }); fs.unlink(name)' },
    "RUN install -d -o node -g node /data\nUSER node\n",
  ],
  [
    "what is touched, in a folder that the RUN has left",
    node("RUN mkdir -p /opt/a && cd /opt/a && echo x > one"),
    { "server.js": 'const fs = require("fs"); fs.utimesSync("/opt/a/one", 1, 1)' },
    "RUN mkdir -p /opt/a && cd /opt/a && echo x > one && chown node:node /opt/a /opt/a/one\nUSER node\n",
  ],
  [
    "a file that a shell makes for a program",
    node('RUN mkdir -p data && node -e "1" > data/list'),
    { "server.js": 'require("fs").appendFileSync("data/list", "x")' },
    "&& chown -R node:node data\nUSER node\n",
  ],
  [
    "what a RUN puts into a folder that it makes",
    node("RUN mkdir -p data && echo x > data/list"),
    { "server.js": "" },
    "RUN mkdir -p data && echo x > data/list && chown node:node data data/list\nUSER node\n",
  ],
  [
    "one folder in another",
    node("RUN npm run seed && mkdir -p var/log && touch var/log/a"),
    {
      "server.js": 'fs.writeFileSync("var/log/a", "x"); fs.mkdirSync("var/x")',
      "package.json": manifest("node server.js"),
    },
    /^(?!.*chown -R node:node var(?:\/log)? var)/s,
  ],
  [
    "what sources start",
    node(""),
    {
      "server.js":
        'const { execSync, spawn } = require("node:child_process");\nexecSync("mkdir -p /srv/a && date > /srv/a/b");\n' +
        'spawn("touch", ["/data/x"]);\nspawn(program, ["/y"]);\nexecSync(`echo ${a} > /cache/${b}`)',
    },
    "RUN install -d -o node -g node /data /srv/a\nUSER node\n",
  ],
  [
    "files that run beside",
    node(""),
    {
      "server.js":
        'const { Worker } = require("worker_threads");\nnew Worker(require("path").join(__dirname, "jobs", "a.js"));\nrequire("child_process").fork("./b.js")',
      "jobs/a.js": 'require("fs").writeFileSync("/srv/x/a", "")',
      "b.js": 'require("fs").mkdirSync("/srv/y")',
    },
    "RUN install -d -o node -g node /srv/x /srv/y\nUSER node\n",
  ],
  [
    "processes of a cluster, and files that are given arguments",
    node(""),
    {
      "server.js":
        'const { cluster } = require("cluster"), path = require("path");\n' +
        'cluster.setupPrimary({ exec: path.join(__dirname, "lib", "worker.js"), args: ["x"] });\ncluster.fork();',
      "lib/worker.js":
        'const { fork, spawn } = require("child_process");\nfork(__dirname + "/child.js", ["7"]);\n' +
        'spawn(process.execPath, [require("path").join(__dirname, "other.js")], { stdio: "pipe" });\n' +
        'spawn("node", [__dirname + "/third.js", "a"]);',
      "lib/child.js": 'require("fs").mkdirSync("/srv/y")',
      "lib/other.js": 'require("fs").mkdirSync("/srv/z")',
      "lib/third.js": 'require("fs").mkdirSync("/srv/x")',
    },
    "RUN install -d -o node -g node /srv/y /srv/z /srv/x\nUSER node\n",
  ],
  [
    "imports by a name of package.json",
    node(""),
    {
      "package.json": '{"imports": {"#lib/*": "./lib/*.js", "#b": {"node": "./b.js"}}}',
      "server.js": 'import "#lib/a";\nimport "#b";',
      "lib/a.js": 'require("fs").mkdirSync("/srv/a")',
      "b.js": 'require("fs").mkdirSync("/srv/b")',
    },
    "RUN install -d -o node -g node /srv/a /srv/b\nUSER node\n",
  ],
  [
    "a health check",
    node('HEALTHCHECK CMD ["node", "health.js"]'),
    { "server.js": "", "health.js": 'require("fs").writeFileSync("/var/log/a", "")' },
    /\/var\/log is a folder of the system.* health\.js writes/,
  ],
  [
    "a file that is closed",
    node("RUN echo x > /srv/token && chmod 600 /srv/token"),
    { "server.js": "" },
    "&& chmod 600 /srv/token && chown node:node /srv/token\nUSER node\n",
  ],
  [
    "a folder that is closed",
    node("RUN chmod -R go-rwx /app"),
    { "server.js": "" },
    /leaves \/app, with all that lies in it/,
  ],
  ["a file of the system that is closed", node("RUN chmod 600 /etc/a.json"), {}, /\/etc\/a\.json lies in a folder/],
  ["what stays closed for good reason", node("RUN chmod 600 /etc/crontab && chmod 755 a"), {}, "USER node\n"],
  [
    "an entry script",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/app/start.sh"]\n',
    { "start.sh": "#!/bin/sh\nmkdir -p /data/x\necho > /app/run.json\nexec node server.js\n", "server.js": "" },
    "RUN install -d -o node -g node /data/x && chown node:node .\nUSER node\n",
  ],
  [
    "an entry script that is root's",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/app/start.sh"]\n',
    { "start.sh": "#!/bin/sh\nchown node /data\nexec node server.js\n", "server.js": "" },
    /start\.sh calls chown/,
  ],
  ["where root's home is asked for", node("ENV PATH=/root/.bun/bin:$PATH"), {}, /PATH leads to programs in \/root/],
  [
    "a home for what keeps one",
    'FROM debian:13-slim\nRUN useradd --system web\nCOPY . .\nCMD ["pm2-runtime", "server.js"]\n',
    {},
    "RUN useradd --create-home --system web\n",
  ],
  [
    "SQLite of Django",
    python("RUN python manage.py migrate"),
    {
      "main.py": "",
      "a/settings.py":
        "BASE_DIR = Path(__file__).resolve().parent.parent\n" +
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'}}",
    },
    "RUN chown -R app:app .\nUSER app\n",
  ],
  [
    "sources of Python",
    python(""),
    {
      "main.py":
        "UPLOADS = os.path.join(os.getcwd(), 'files')\nos.makedirs(UPLOADS)\nopen('in.txt')\nopen(f'{UPLOADS}/x/{n}', 'wb')\n" +
        "create_engine('sqlite:///./db/a.db')\nPath('logs').mkdir()",
    },
    "RUN install -d -o app -g app db files logs\nUSER app\n",
  ],
  [
    "sources of Python that do not tell",
    python(""),
    { "main.py": "def save(to):\n  open(to, 'w')" },
    /main\.py writes \(open\)/,
  ],
  [
    "sources of C#",
    'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "a.dll"]\n',
    {
      "Program.cs":
        'var dir = Path.Combine(env.ContentRootPath, "uploads", id);\nDirectory.CreateDirectory("/data/keys");\n' +
        'File.WriteAllText(Path.Combine(dir, "x"), "");\nnew StreamWriter(response.Body);\nFile.ReadAllText("in.txt");\n' +
        'o.UseSqlite("Data Source=db/a.db");\nFile.AppendAllText($"logs/{day}.txt", "");',
    },
    "RUN install -d -o app -g app db uploads logs /data/keys\nUSER app\n",
  ],
  [
    "sources of C# that do not tell",
    'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "a.dll"]\n',
    { "Files.cs": 'void Save(string to) => File.WriteAllText(to, "");' },
    /Files\.cs writes \(WriteAllText\) to a path that cannot be told/,
  ],
  [
    "sources of Go",
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /a .\n\nFROM debian:13-slim\nWORKDIR /app\nCOPY --from=build /a /a\nCMD ["/a"]\n',
    {
      "go.mod": "module a\n",
      "main.go":
        'const dir = "data"\nos.Create(filepath.Join(dir, "x"))\nos.OpenFile("in.txt", os.O_RDONLY, 0)\n' +
        'os.OpenFile(getEnv("LOG", "logs/a.log"), os.O_CREATE|os.O_WRONLY, 0644)\nos.CreateTemp("", "x")\n// os.Create(name)\n',
      "main_test.go": "os.Create(name)",
    },
    "RUN install -d -o app -g app data logs\nUSER app\n",
  ],
  [
    "sources of Java",
    'FROM eclipse-temurin:21-jre\nWORKDIR /app\nCOPY target/a.jar .\nCMD ["java", "-jar", "a.jar"]\n',
    {
      "src/main/java/A.java":
        'static final Path ROOT = Paths.get("uploads/all");\nfile.transferTo(ROOT.resolve(file.getName()));\n' +
        'new FileWriter("hits.txt", true);\nnew File("logs").mkdirs();\nString url = "jdbc:sqlite:db/a.db";',
    },
    "RUN install -d -o app -g app db uploads/all && chown app:app .\nUSER app\n",
  ],
  [
    "sources of Rust",
    'FROM rust:1.90-trixie AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\n\nFROM debian:trixie-slim\nWORKDIR /app\nCOPY --from=build /src/target/release/a /a\nCMD ["/a"]\n',
    {
      "src/main.rs":
        'let dir = env::var("DIR").unwrap_or_else(|_| "data".to_string());\nfs::write(format!("{dir}/x"), "")?;\n' +
        'File::create(Path::new("cache").join(id))?;\nOpenOptions::new().append(true).open("log/a")?;\n#[cfg(test)]\nfs::write(path, "")',
    },
    "RUN install -d -o app -g app log cache data\nUSER app\n",
  ],
  [
    "sources of Ruby",
    'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nCMD ["ruby", "app.rb"]\n',
    {
      "app.rb":
        "FileUtils.mkdir_p 'files' unless x\nFile.open(File.join(__dir__, 'log', 'a'), 'a')\nFile.open('in.txt')\n" +
        "DB = SQLite3::Database.new(ENV.fetch('DB', '/data/a.db'))",
    },
    "RUN install -d -o app -g app /data log files\nUSER app\n",
  ],
  [
    "sources of PHP",
    'FROM php:8.4-cli\nWORKDIR /app\nCOPY . .\nCMD ["php", "-S", "0.0.0.0:80", "index.php"]\n',
    {
      "index.php":
        "file_put_contents(__DIR__ . '/var/x', 1);\nfopen('in.txt', 'r');\nfopen(\"logs/$day.txt\", 'ab');\nmkdir(\"up/$id\");",
    },
    "RUN install -d -o www-data -g www-data var up logs\nUSER www-data\n",
  ],
  [
    "what Rails fills when it compiles its assets",
    'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nRUN bin/rails assets:precompile\nCMD ["bin/rails", "server"]\n',
    { "config.ru": "" },
    "RUN bin/rails assets:precompile && mkdir -p log tmp && chown -R app:app log tmp\n",
  ],
  [
    "what Rails fills, and another server writes to",
    'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nRUN bundle exec rails assets:precompile\nCMD ["bundle", "exec", "puma"]\n',
    { "config.ru": "" },
    "RUN bundle exec rails assets:precompile && mkdir -p log tmp && chown -R app:app log tmp\n",
  ],
  [
    "what an entry script may do as root, within a condition",
    `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["hack/enter"]\nCMD ["node", "a.js"]\n`,
    { "hack/enter": '#!/bin/sh\nif ! mountpoint -q /x; then\n  mount -t tmpfs none /x\nfi\nexec "$@"\n', "a.js": "" },
    /enter calls mount when it starts/,
  ],
  [
    "a folder that an entry script makes where there is none",
    `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./enter.sh"]\nCMD ["node", "a.js"]\n`,
    { "enter.sh": '#!/bin/sh\nset -e\nif [ ! -d /data/x ]; then mkdir -p /data/x; fi\nexec "$@"\n', "a.js": "" },
    "RUN install -d -o node -g node /data/x\n",
  ],
  [
    "an entry script that asks who runs it",
    `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./enter.sh"]\nCMD ["node", "a.js"]\n`,
    { "enter.sh": '#!/bin/sh\nif [ "$(id -u)" = 0 ]; then chown -R node /app; fi\nexec "$@"\n', "a.js": "" },
    "USER node\n",
  ],
  [
    "a program that is built at each start",
    'FROM rust:1.90\nWORKDIR /app\nCOPY . .\nRUN cargo build\nCMD ["cargo", "run"]\n',
    { "Cargo.toml": "[package]\n", "src/main.rs": "fn main() {}" },
    /"cargo run" builds the program anew at each start/,
  ],
  [
    "tests that are built at each start",
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /app\nCOPY . .\nRUN dotnet restore\nCMD ["dotnet", "test"]\n',
    { "a.csproj": '<Project Sdk="Microsoft.NET.Sdk" />' },
    /"dotnet test" builds the program anew at each start/,
  ],
  [
    "a database that comes with the sources, above the folder that the program works in",
    'FROM python:3.13-slim\nCOPY . /app\nWORKDIR /app/src\nCMD ["python", "app.py"]\n',
    { "src/app.py": 'sqlite3.connect("../db/shop.db")\n', "db/shop.db": "" },
    "COPY --chown=app:app . /app\nWORKDIR /app/src\nUSER app\n",
  ],
  [
    "a database beside the sources, named by the place of a file",
    'FROM python:3.13-slim\nCOPY . /app\nWORKDIR /app/src\nCMD ["python", "app.py"]\n',
    { "src/app.py": 'sqlite3.connect(Path(__file__).parent.parent / "db" / "shop.db")\n', "db/shop.db": "" },
    "COPY --chown=app:app . /app\nWORKDIR /app/src\nUSER app\n",
  ],
  ...django.map(
    ([title, settings, start]) =>
      [
        `the static files that Django collects: ${title}`,
        `FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\n${start}\n`,
        {
          "manage.py": "",
          "shop/settings.py": settings,
          "start.sh": "#!/bin/sh\nset -e\npython manage.py collectstatic --noinput\nexec gunicorn shop.wsgi\n",
        },
        "RUN install -d -o app -g app staticfiles\nUSER app\n",
      ] as const,
  ),
  [
    "the static files that nobody collects",
    python(""),
    { "manage.py": "", "main.py": 'STATIC_ROOT = "/srv/static"\n' },
    "COPY --chown=app:app . .\n\nUSER app\n",
  ],
  ...systemFiles.map(
    ([start, files]) =>
      [
        `files of the system: ${start} ${Object.values(files)}`,
        `FROM ${/puma|ruby/.test(start) ? "ruby:3.4-slim" : "python:3.13-slim"}\nWORKDIR /app\nCOPY . .\n${start}\n`,
        files,
        /\/(?:var\/log|run) is a folder of the system, which belongs to root/,
      ] as const,
  ),
  ...noFiles.map(
    (start) =>
      [
        `no files: ${start}`,
        `FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\n${start}\n`,
        {
          "gunicorn.conf.py":
            'accesslog = os.environ.get("LOG", "-")\nerrorlog = "-"\nbind = "0.0.0.0:80"\nworker_tmp_dir = "/dev/shm"\n',
        },
        "COPY --chown=app:app . .\nUSER app\n",
      ] as const,
  ),
  [
    "a cache and a log in folders of their own",
    python(""),
    { "main.py": 'cache = diskcache.Cache("/cache")\nlogging.basicConfig(level=1, filename="/logs/a.log")\n' },
    "RUN install -d -o app -g app /logs /cache\nUSER app\n",
  ],
  [
    "a folder in which no RUN does more than make it, though it runs programs",
    python("RUN mkdir -p /var/lib/shop\nRUN python manage.py check"),
    { "manage.py": "", "main.py": "" },
    "RUN mkdir -p /var/lib/shop && chown -R app:app /var/lib/shop\n",
  ],
  [
    "a log that loading the settings makes in the build already",
    python("RUN python manage.py collectstatic --noinput"),
    {
      "manage.py": "",
      "main.py": 'LOGGING = {"handlers": {"f": {"class": "logging.FileHandler", "filename": "logs/a.log"}}}\nA = "b"\n',
      "logs/.keep": "",
    },
    "RUN chown -R app:app logs\nUSER app\n",
  ],
  [
    "a script that a heredoc of COPY writes",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nCOPY --chmod=755 <<EOF /start.sh\n#!/bin/sh\nmkdir -p /data\nexec node server.js\nEOF\nCMD ["/start.sh"]\n',
    { "server.js": "" },
    "RUN install -d -o node -g node /data\nUSER node\n",
  ],
  [
    "what a script starts that a RUN writes",
    node(
      'RUN cat > /start.sh <<\'EOF\'\n#!/bin/sh\nnode fill.js\nexec "$@"\nEOF\nRUN chmod +x /start.sh\nENTRYPOINT ["/start.sh"]',
    ),
    { "server.js": "", "fill.js": "require('fs').writeFileSync('state/a', '')" },
    "RUN install -d -o node -g node state\n",
  ],
  [
    "a script that a RUN writes with echo, line by line",
    node(
      "RUN echo '#!/bin/sh' > /start.sh && echo 'mkdir -p state && exec node server.js' >> /start.sh && chmod +x /start.sh\nENTRYPOINT [\"/start.sh\"]",
    ),
    { "server.js": "" },
    "RUN install -d -o node -g node state\nUSER node\n",
  ],
  [
    "a script that a RUN writes with printf",
    node(
      "RUN printf '#!/bin/sh\\n%s\\n' 'touch /data/a' 'exec node server.js' > /start.sh\nENTRYPOINT [\"sh\", \"/start.sh\"]",
    ),
    { "server.js": "" },
    "RUN install -d -o node -g node /data\nUSER node\n",
  ],
  [
    "a script that is added to what was there",
    node(
      'RUN curl -fsSo /start.sh https://example.org/a && echo \'exec node .\' >> /start.sh\nENTRYPOINT ["sh", "/start.sh"]',
    ),
    { "server.js": "" },
    /nobody can tell from here what start\.sh writes/,
  ],
  [
    "a script on the PATH, with its tabs",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nCOPY --chmod=755 <<-EOF /usr/local/bin/\n\t#!/bin/sh\n\ttouch /data/a\n\texec node server.js\n\tEOF\nCMD ["EOF"]\n',
    { "server.js": "" },
    "RUN install -d -o node -g node /data\nUSER node\n",
  ],
  [
    "a script that variables are put into",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nENV DATA=/data\nCOPY <<EOF /start.sh\n#!/bin/sh\nmkdir -p $DATA\nEOF\nCMD ["sh", "/start.sh"]\n',
    { "server.js": "" },
    /nobody can tell from here what start\.sh writes/,
  ],
  [
    "a script that is changed later",
    "FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nRUN cat > /start.sh <<'EOF'\n#!/bin/sh\nexec node server.js\nEOF\nRUN sed -i 's/node/tsx/' /start.sh\nCMD [\"sh\", \"/start.sh\"]\n",
    { "server.js": "" },
    /nobody can tell from here what start\.sh writes/,
  ],
  [
    "what a service writes in the folder that it works in",
    node(""),
    {
      "server.js": "require('fs').writeFileSync('state/a', '')",
      "compose.yaml": "services: {a: {build: ., working_dir: /srv/live, command: node /app/server.js}}",
    },
    "RUN install -d -o node -g node state /srv/live/state\n",
  ],
  [
    "what another service of the same image writes",
    python("RUN mkdir -p /srv/beat && python manage.py check"),
    {
      "manage.py": "",
      "main.py": "",
      "compose.yaml": "services: {a: {build: .}, b: {build: ., command: celery -A shop beat -s /srv/beat/db}}",
    },
    "chown app:app /srv/beat\n",
  ],
  ...[
    "jekyll serve",
    "bundle exec jekyll serve",
    "nanoc live",
    "mkdocs build",
    "python -m mkdocs build",
    "sphinx-autobuild src _build",
    "mlflow server",
    "dagster dev",
    "jupyter lab",
    "scrapy crawl a -o a.json",
  ].map((line): readonly [string, string, Files, string] => [
    `the folder that ${line} works in`,
    `FROM python:3.13-slim\nWORKDIR /work\nCOPY src ./src\nCMD ${line}\n`,
    { "src/a.txt": "" },
    "RUN chown app:app .\n",
  ]),
  [
    "a folder that holds the one that the program works in",
    "FROM node:24-slim\nCOPY . /app\nWORKDIR /app/src\nCMD node server.js\n",
    { "src/server.js": "require('fs').writeFileSync('../data/a', '')", "data/.keep": "" },
    "COPY --chown=node:node . /app\n",
  ],
  ...[
    ["forever", "-o", "a.log", "server.js"],
    ["pm2-runtime", "server.js", "--error", "./a.log"],
  ].map((argv): readonly [string, string, Files, string] => [
    `a log beside the program: ${argv.join(" ")}`,
    node("").replace(/CMD.*/, `CMD ${JSON.stringify(argv)}`),
    { "server.js": "" },
    "RUN chown node:node .\n",
  ]),
  ...[
    'require("fs").rmSync("up", { recursive: true, force: true }); require("fs").mkdirSync("up")',
    'const { rimrafSync } = require("rimraf"); rimrafSync("up"); require("fs").mkdirSync("up")',
    'const fs = require("fs-extra"); fs.removeSync("up"); fs.ensureDirSync("up")',
  ].map((text): readonly [string, string, Files, string] => [
    `what a folder is removed from: ${text}`,
    node(""),
    { "server.js": text },
    "RUN chown node:node .\nUSER node\n",
  ]),
  ...(
    [
      ["rm -rf tmp", "RUN install -d -o node -g node tmp && chown node:node .\n"],
      ["rimraf tmp", "RUN install -d -o node -g node tmp && chown node:node .\n"],
      ["npx -y rimraf@6 tmp", "RUN install -d -o node -g node tmp && chown node:node .\n"],
      ["shx rm -rf tmp", "RUN install -d -o node -g node tmp && chown node:node .\n"],
      ["mkdirp /srv/a", "RUN install -d -o node -g node /srv/a tmp/sess\n"],
      ["cpy 'a/*' /srv/a --flat", "RUN install -d -o node -g node /srv/a tmp/sess\n"],
      ["copyfiles a/* /srv/a -u 1", "RUN install -d -o node -g node /srv/a tmp/sess\n"],
      ["shx mkdir -p /srv/a", "RUN install -d -o node -g node /srv/a tmp/sess\n"],
    ] as const
  ).map(([command, expected]): readonly [string, string, Files, string] => [
    `what a package script does before the program: ${command}`,
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n',
    {
      "package.json": manifest(`${command} && node server.js`),
      "server.js": 'const S = require("session-file-store")(x)\nnew S({ path: "./tmp/sess" })',
    },
    expected,
  ]),
  [
    "a folder of the system that is not there is not removed",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n',
    { "package.json": manifest("rm -rf /run/a && node server.js"), "server.js": "" },
    "COPY --chown=node:node . .\nUSER node\n",
  ],
  [
    "what a folder is removed from in Python",
    python(""),
    { "main.py": 'import os, shutil\nshutil.rmtree("out", ignore_errors=True)\nos.makedirs("out")\n' },
    "chown app:app .\n",
  ],
  [
    "the folder that the base image works in",
    'FROM oven/bun:1.3.0\nCOPY . .\nCMD ["bun", "index.ts"]\n',
    { "index.ts": 'import { appendFileSync } from "fs";\nappendFileSync("log.txt", "x");\n' },
    "RUN chown bun:bun .\nUSER bun\n",
  ],
  [
    "modules by other names",
    node(""),
    {
      "server.js":
        'const fs = require("fs"), p = require("path");\nfs.writeFileSync(p.join(__dirname, "db", "a.json"), "");\n' +
        'fs.writeFileSync(require("node:path").resolve(__dirname, "logs", "a.log"), "");\n' +
        'fs.writeFileSync(words.join("/"), "");\n',
    },
    /cannot be told/,
  ],
  [
    "a folder by a module of another name",
    node(""),
    {
      "server.js": 'const p = require("path");\nrequire("fs").writeFileSync(p.join(__dirname, "db", "a.json"), "");\n',
    },
    "RUN install -d -o node -g node db\nUSER node\n",
  ],
  ...["server", "./server/"].map((folder): readonly [string, string, Files, string] => [
    `the scripts of a package in the folder ${folder}`,
    `FROM node:24.22.0-slim\nWORKDIR /srv\nCOPY ${folder} ./\nRUN npm install\nCMD ["npm", "run", "start"]\n`,
    {
      "server/package.json":
        '{"name":"a","scripts":{"prestart":"npm run db:up","db:up":"node db/up.js","start":"node src/a.js"}}',
      "server/db/up.js": 'require("fs").writeFileSync("a.db", "");',
      "server/src/a.js": "",
      "web/package.json": '{"name":"web","scripts":{"start":"vite"}}',
    },
    "RUN chown node:node .\nUSER node\n",
  ]),
  [
    "a shell of ENTRYPOINT that CMD gives its script",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/bin/sh", "-c"]\nCMD ["node up.js && node server.js"]\n',
    {
      "package.json": manifest("node server.js"),
      "up.js": 'require("fs").writeFileSync("a.db", "");',
      "server.js": "",
    },
    "RUN chown node:node .\nUSER node\n",
  ],
  [
    "a script that another folder has",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n',
    {
      "package.json": manifest("npm --prefix api run serve"),
      "api/package.json": '{"name":"api","scripts":{"serve":"node up.js && node server.js"}}',
      "api/server.js": 'require("fs").mkdirSync("var/cache", { recursive: true });',
    },
    "COPY --chown=node:node . .\nUSER node\n",
  ],
  [
    "what runs the scripts of many packages",
    'FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD ["npm", "start"]\n',
    {
      "package.json":
        '{"name":"a","scripts":{"build":"turbo run build","start":"turbo run start"},"dependencies":{"turbo":"2"}}',
      "server.js": "",
    },
    /turbo keeps logs and what it builds/,
  ],
  ["an environment of pipenv", python("RUN pipenv install --deploy"), {}, /pipenv puts into \/root/],
];

describe("what the user is given", () => {
  for (const [title, text, files, expected] of cases) {
    test(title, async () => {
      const found = await given(text, files);
      if (typeof expected === "string") {
        assert.ok(found.text.includes(expected), found.text);
        assert.equal(found.hint, undefined);
      } else {
        assert.match(found.hint ?? found.text, expected);
      }
    });
  }
});
