import type { Cases } from "../cases";

const files = { "pyproject.toml": '[dependency-groups]\ndev = ["pytest"]\n', "uv.lock": "" };
const poetry = { "pyproject.toml": '[tool.poetry.group.dev.dependencies]\npytest = "8"\n', "poetry.lock": "" };

export default {
  invalid: [
    [
      'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv [|sync|]\nCMD ["uv", "run", "app"]',
      'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync --no-dev\nCMD ["uv", "run", "--no-dev", "app"]',
      { files },
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN poetry [|install|] --no-root\nCMD python app.py",
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN poetry install --only main --no-root\nCMD python app.py",
      { files: poetry },
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pdm [|sync|] --no-editable\nCMD python app.py",
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pdm sync --prod --no-editable\nCMD python app.py",
      { files },
    ],
    // A later step may use them, so that somebody has to decide.
    [
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv [|sync|]\nRUN uv run pytest\nCMD python app.py",
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync --no-dev\nRUN uv run pytest\nCMD python app.py",
      { files },
    ],
  ],
  valid: [
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync --no-dev", { files }],
    ["FROM python:3.13-slim\nENV UV_NO_DEV=1\nWORKDIR /app\nCOPY . .\nRUN uv sync", { files }],
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync", { files: { "pyproject.toml": "", "uv.lock": "" } }],
    "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync",
    ["FROM python:3.13-slim AS test\nWORKDIR /app\nCOPY . .\nRUN uv sync\nFROM python:3.13-slim", { files }],
    ["FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pipenv install --deploy", { files }],
  ],
} satisfies Cases;
