import type { Cases } from "../cases";

const files = { "pyproject.toml": "", "uv.lock": "", Pipfile: "", "Pipfile.lock": "", "poetry.lock": "" };

export default {
  invalid: [
    [
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv [|sync|] --no-cache",
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync --frozen --no-cache",
      { files },
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /app\nRUN --mount=type=bind,source=uv.lock,target=uv.lock uv [|sync|]",
      "FROM python:3.13-slim\nWORKDIR /app\nRUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync --frozen",
      { files },
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY Pipfile Pipfile.lock ./\nRUN pipenv [|install|] --system",
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY Pipfile Pipfile.lock ./\nRUN pipenv install --deploy --system",
      { files, message: "Pipfile.lock" },
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pdm [|install|] --prod",
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pdm install --check --prod",
      { files: { ...files, "pdm.lock": "" } },
    ],
  ],
  valid: [
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pdm sync && pdm install --frozen-lockfile", { files }],
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync --locked", { files }],
    ["FROM python:3.13-slim\nENV UV_FROZEN=1\nWORKDIR /app\nCOPY . .\nRUN uv sync", { files }],
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN poetry install", { files }],
    // No lock file, or none that is copied.
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync", { files: { "pyproject.toml": "" } }],
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY pyproject.toml ./\nRUN uv sync", { files }],
    "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync",
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pipenv install requests", { files }],
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync", { files, path: "dev.Dockerfile" }],
  ],
} satisfies Cases;
