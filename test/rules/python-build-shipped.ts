import type { Cases } from "../cases";

const requirements = (text = "flask==3.1.0\n# a comment\nuvicorn[standard]>=0.30 ; python_version > '3.8'\n") => ({
  files: { "requirements.txt": text, "app.py": "" },
});
const title = "Install the packages in a build stage and ship a slim image";
const naive = 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "app.py"]';
const split = `FROM python:3.12 AS build
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt ./
RUN pip install -r requirements.txt

FROM python:3.12-slim
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY . .
CMD ["python", "app.py"]`;

const installing = (names: string) =>
  `RUN apt-get update && apt-get install -y --no-install-recommends ${names} && rm -rf /var/lib/apt/lists/*`;

export default {
  invalid: [
    [`[|FROM|]${naive.slice(4)}`, split, requirements()],
    [
      `[|FROM|]${naive.slice(4).replace("CMD", "RUN install -d -o nobody media\nCMD")}`,
      split.replace("CMD", "RUN install -d -o nobody media\nCMD"),
      requirements(),
    ],
    [
      `# The API
[|FROM|] python:3.12.1-bookworm
# Who runs it
RUN groupadd --system app && useradd --system --create-home --gid app app
ENV PYTHONUNBUFFERED=1
LABEL name=api

WORKDIR /srv
# Packages
COPY requirements.txt .
RUN pip install --upgrade pip && python -m pip install --no-cache-dir -r requirements.txt

# Sources
COPY --chown=app:app . .
RUN python manage.py collectstatic --noinput
EXPOSE 8000
USER app
HEALTHCHECK CMD python health.py || exit 1
CMD ["gunicorn", "app:app"]
# The end
`,
      `# The API
FROM python:3.12.1-bookworm AS build
ENV PYTHONUNBUFFERED=1

WORKDIR /srv
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
# Packages
COPY requirements.txt .
RUN pip install --upgrade pip && python -m pip install --no-cache-dir -r requirements.txt

FROM python:3.12.1-slim-bookworm
# Who runs it
RUN groupadd --system app && useradd --system --create-home --gid app app
ENV PYTHONUNBUFFERED=1
LABEL name=api

WORKDIR /srv
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH

# Sources
COPY --chown=app:app . .
RUN python manage.py collectstatic --noinput
EXPOSE 8000
USER app
HEALTHCHECK CMD python health.py || exit 1
CMD ["gunicorn", "app:app"]
# The end
`,
      requirements(),
    ],
    // Where nobody knows the account, nothing is given to it.
    [
      `[|FROM|]${naive.slice(4).replace("WORKDIR", "RUN useradd a\nWORKDIR").replaceAll("COPY ", "COPY --chown=a ")}`,
      split.replace("slim\n", "slim\nRUN useradd a\n").replace(/^COPY (?=\. )/m, "COPY --chown=a "),
      requirements(),
    ],
    // The slim image with compilers: they stay behind.
    [
      '[|FROM|] python:3.12-slim\nRUN apt-get update && apt-get install -y gcc g++ && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY app.py ./\nCMD ["python", "app.py"]',
      'FROM python:3.12-slim AS build\nRUN apt-get update && apt-get install -y gcc g++ && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nRUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n\nFROM python:3.12-slim\nWORKDIR /app\nCOPY --from=build /opt/venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCOPY app.py ./\nCMD ["python", "app.py"]',
      { ...requirements("uwsgi\n"), message: "gcc, g++" },
    ],
    // Libraries in the place of headers, and what the check of the container needs.
    [
      `[|FROM|]${naive.slice(4).replace("WORKDIR", "RUN apt-get update && apt-get install -y gcc libpq-dev gettext\nWORKDIR")}`,
      split
        .replace("build\n", "build\nRUN apt-get update && apt-get install -y gcc libpq-dev gettext\n")
        .replace("slim\n", "slim\nRUN apt-get update && apt-get install -y libpq5 gettext\n"),
      { ...requirements("psycopg2\n"), message: "gcc" },
    ],
    [
      `[|FROM|]${naive.slice(4).replace("CMD", "HEALTHCHECK CMD curl -f localhost\nCMD")}`,
      split
        .replace("slim\n", `slim\n${installing("curl libmariadb3")}\n`)
        .replace("CMD", "HEALTHCHECK CMD curl -f localhost\nCMD"),
      requirements("mysqlclient\n"),
    ],
    // uv and poetry, of which test/left/python.ts and test/hardened/pythonServers.ts have more.
    [
      '[|FROM|] python:3.13-slim\nRUN pip install poetry\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --only main\nCOPY . .\nCMD ["poetry", "run", "app.py"]',
      'FROM python:3.13-slim AS build\nRUN pip install poetry\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nENV POETRY_VIRTUALENVS_IN_PROJECT=true\nRUN poetry install --only main --no-root\n\nFROM python:3.13-slim\nWORKDIR /app\nCOPY --from=build /app/.venv /app/.venv\nENV PATH=/app/.venv/bin:$PATH\nCOPY . .\nCMD ["python", "app.py"]',
      {
        files: { "pyproject.toml": '[tool.poetry.dependencies]\nflask = "^3"\n', "poetry.lock": "", "app.py": "" },
        message: "poetry ships",
      },
    ],
    // A package that may need a library: on offer only.
    [`[|FROM|]${naive.slice(4)}`, split, { ...requirements("weasyprint\n"), fix: title }],
    // Why it is left.
    [`[|FROM|]${naive.slice(4)}`, undefined],
    [`[|FROM|]${naive.slice(4)}`, undefined, requirements("-e .\n")],
    [`[|FROM|]${naive.slice(4)}`, undefined, requirements("git+https://github.com/a/b\n")],
    [`[|FROM|]${naive.slice(4).replace("-r", "--user -r")}`, undefined, requirements()],
    [`[|FROM|]${naive.slice(4).replace("-r requirements.txt", "flask")}`, undefined, requirements()],
    [`[|FROM|]${naive.slice(4).replace("COPY", "RUN apt-get install -y libfoo-dev\nCOPY")}`, undefined, requirements()],
    [`[|FROM|]${naive.slice(4).replace("CMD", "HEALTHCHECK CMD jq . x\nCMD")}`, undefined, requirements()],
    [
      `[|FROM|]${naive.slice(4)}`,
      undefined,
      { files: { "requirements.txt": "flask\n", "app.py": 'subprocess.run(["git", "log"])' } },
    ],
    [`[|FROM|]${naive.slice(4).replace('"python"', '"./start.sh"')}`, undefined, requirements()],
    [`[|FROM|]${naive.slice(4).replace("RUN", "USER 1000\nRUN")}`, undefined, requirements()],
    [`[|FROM|]${naive.slice(4).replace("WORKDIR", "ENV PATH=/x:$PATH\nWORKDIR")}`, undefined, requirements()],
  ],
  valid: [
    [naive.replace("3.12", "3.12-slim"), requirements()],
    [naive.replace("3.12", "3.12-alpine"), requirements()],
    [split, requirements()],
    [naive, { ...requirements(), path: "dev.Dockerfile" }],
    "FROM python:3.12\nRUN pip install -r requirements.txt",
  ],
} satisfies Cases;
