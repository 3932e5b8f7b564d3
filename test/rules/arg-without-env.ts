import type { Cases } from "../cases";

const python = "FROM python:3.13-slim\n";
const kept = (start: string) => `${python}ARG PORT=8000\nENV PORT=$PORT\n${start}`;

export default {
  invalid: [
    // Nobody asks for it by name, but the program reads it.
    [
      'FROM python:3.13-slim\nARG [|WEB_CONCURRENCY|]=4\nCMD ["gunicorn", "-b", ":8000", "app:app"]',
      'FROM python:3.13-slim\nARG WEB_CONCURRENCY=4\nENV WEB_CONCURRENCY=$WEB_CONCURRENCY\nCMD ["gunicorn", "-b", ":8000", "app:app"]',
      { severity: "warning" },
    ],
    // It goes as well without.
    [
      'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nARG [|ASPNETCORE_ENVIRONMENT|]=Production\nCMD ["dotnet", "a.dll"]',
      'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nARG ASPNETCORE_ENVIRONMENT=Production\nENV ASPNETCORE_ENVIRONMENT=$ASPNETCORE_ENVIRONMENT\nCMD ["dotnet", "a.dll"]',
      { severity: "info" },
    ],
    [
      "FROM python:3.13-slim\nARG [|GUNICORN_CMD_ARGS|]\nCMD exec python -m gunicorn app:app",
      "FROM python:3.13-slim\nARG GUNICORN_CMD_ARGS\nENV GUNICORN_CMD_ARGS=$GUNICORN_CMD_ARGS\nCMD exec python -m gunicorn app:app",
      { severity: "info" },
    ],
    [
      'FROM node:24-slim\nARG [|NODE_ENV|]=production\nRUN npm ci\nCMD ["node", "a.js"]',
      'FROM node:24-slim\nARG NODE_ENV=production\nENV NODE_ENV=$NODE_ENV\nRUN npm ci\nCMD ["node", "a.js"]',
    ],
    [
      `${python}ARG PORT=8000\nCMD python -m http.server $[|PORT|]`,
      kept("CMD python -m http.server $PORT"),
      { message: "PORT is an argument of the build" },
    ],
    [
      `${python}ARG PORT=8000\nCMD ["sh", "-c", "exec python -m http.server \${[|PORT|]}"]`,
      kept('CMD ["sh", "-c", "exec python -m http.server ${PORT}"]'),
    ],
    [
      `${python}ARG PORT=8000\nCMD ["sh", "-c", [|"exec python -m http.server \\"$PORT\\""|]]`,
      kept('CMD ["sh", "-c", "exec python -m http.server \\"$PORT\\""]'),
    ],
    [
      `${python}ARG PORT=8000\nENTRYPOINT exec python -m http.server $[|PORT|]`,
      kept("ENTRYPOINT exec python -m http.server $PORT"),
    ],
    [
      `${python}ARG PORT=8000\nHEALTHCHECK CMD python check.py $[|PORT|]\nCMD ["python", "a.py"]`,
      kept('HEALTHCHECK CMD python check.py $PORT\nCMD ["python", "a.py"]'),
    ],
    [
      `ARG PORT=80\n${python}CMD python -m http.server $[|PORT|]`,
      `ARG PORT=80\n${python}ARG PORT\nENV PORT=$PORT\nCMD python -m http.server $PORT`,
    ],
    [
      `${python.replace("\n", " AS a")}\nARG PORT=80\nCMD python -m http.server $[|PORT|]\nFROM a\nUSER 1000`,
      `${python.replace("\n", " AS a")}\nARG PORT=80\nENV PORT=$PORT\nCMD python -m http.server $PORT\nFROM a\nUSER 1000`,
    ],
    [
      `${python}ARG WORKERS\nCMD gunicorn -w $[|WORKERS|] a:app`,
      `${python}ARG WORKERS\nENV WORKERS=$WORKERS\nCMD gunicorn -w $WORKERS a:app`,
      { severity: "info" },
    ],
    [
      "FROM debian:12-slim\nARG TARGETARCH\nENTRYPOINT exec /app-$[|TARGETARCH|]",
      "FROM debian:12-slim\nARG TARGETARCH\nENV TARGETARCH=$TARGETARCH\nENTRYPOINT exec /app-$TARGETARCH",
      { severity: "warning" },
    ],
    [`${python}ARG API_TOKEN\nCMD python a.py --token $[|API_TOKEN|]`, undefined],
  ],
  valid: [
    // An option, the program itself or a file says it, or the build alone is to have it.
    'FROM python:3.13-slim\nARG WEB_CONCURRENCY=4\nCMD ["gunicorn", "-w4", "app:app"]',
    'FROM ruby:3.4-slim\nARG RAILS_ENV=production\nCMD ["rails", "server", "-e", "production"]',
    'FROM eclipse-temurin:21-jdk\nARG JAVA_TOOL_OPTIONS=-Xmx2g\nRUN ./mvnw package\nCMD ["java", "-jar", "a.jar"]',
    [
      'FROM node:24-slim\nWORKDIR /app\nARG NODE_ENV=production\nCOPY . .\nCMD ["node", "a.js"]',
      { files: { "a.js": 'process.env.NODE_ENV ??= "production";\n' } },
    ],
    [
      'FROM node:24-slim\nWORKDIR /app\nARG NODE_ENV=production\nCOPY . .\nCMD ["node", "--env-file=prod.env", "a.js"]',
      { files: { "a.js": "", "prod.env": "NODE_ENV=production\n" } },
    ],
    [
      'FROM node:24-slim\nARG NODE_ENV=production\nCMD ["node", "a.js"]',
      { files: { "compose.yaml": "services:\n  a:\n    build: .\n    env_file: web.env\n" } },
    ],
    'FROM node:24-slim\nARG NODE_ENV=production\nENV NODE_ENV=$NODE_ENV\nCMD ["node", "a.js"]',
    'FROM node:24-slim\nARG NODE_ENV=production\nRUN npm ci\nCMD ["npx", "next", "start"]',
    "FROM node:24-slim\nARG NODE_ENV=production\nRUN npm ci\nCMD NODE_ENV=production node a.js",
    "FROM node:24-slim AS build\nARG NODE_ENV=production\nRUN npm ci\nFROM nginx:1.31\nCOPY --from=build /a /b",
    'FROM example/gunicorn:1\nARG WEB_CONCURRENCY=4\nCMD ["gunicorn", "app:app"]',
    [
      'FROM python:3.13-slim\nARG WEB_CONCURRENCY=4\nCMD ["gunicorn", "app:app"]',
      { files: { "compose.yaml": "services:\n  a:\n    build: .\n    environment:\n      WEB_CONCURRENCY: 2\n" } },
    ],
    kept("CMD python -m http.server $PORT"),
    `${python}ARG PORT\nENV PORT=80\nCMD python -m http.server $PORT`,
    `${python}ARG HOSTNAME=a\nCMD echo $HOSTNAME`,
    `${python}ARG PORT=80\nRUN echo $PORT\nCMD ["python"]`,
    `${python}ARG PORT=80\nCMD python -m http.server \${PORT:-80}`,
    `${python}ARG PORT=80\nCMD PORT=81; python -m http.server $PORT`,
    `${python}ARG PORT=80\nCMD . ./env && python -m http.server $PORT`,
    `${python}ARG PORT=80\nCMD awk '{ print $PORT }' a`,
    `${python}ARG PYTHON_VERSION=3\nCMD echo $PYTHON_VERSION`,
    `${python}ARG PORT=80\nCMD ["python", "$PORT"]`,
    `${python}ARG PORT=80\nENTRYPOINT ["/entrypoint.sh"]\nCMD python -m http.server $PORT`,
    `${python.replace("\n", " AS a")}\nARG PORT=80\nCMD python -m http.server $PORT\nFROM a\nENV PORT=80`,
    "FROM example.com/base\nARG PORT=80\nCMD serve $PORT",
    [
      `${python}ARG PORT=80\nCMD python -m http.server $PORT`,
      { files: { "compose.yaml": "services:\n  web:\n    build: .\n    environment:\n      PORT: 80\n" } },
    ],
  ],
} satisfies Cases;
