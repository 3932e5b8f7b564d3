import type { Cases } from "../cases";

const build = (run: string) =>
  `FROM python:3.13-slim AS build\nWORKDIR /code\nRUN ${run}\nFROM python:3.13-slim\nWORKDIR /app\n`;
const venv = build("python -m venv /code/venv && /code/venv/bin/pip install -r r.txt");

export default {
  invalid: [
    [
      `${venv}COPY --from=build /code/venv ./venv\nENV PATH="/app/venv/bin:$PATH"\nCMD [[|"uvicorn"|], "a:app"]`,
      `${venv}COPY --from=build /code/venv ./venv\nENV PATH="/app/venv/bin:$PATH"\nCMD ["python", "-m", "uvicorn", "a:app"]`,
      { message: "names /code/venv/bin/python" },
    ],
    [
      `${build("uv sync")}COPY --from=build /code /app\nCMD exec [|/app/.venv/bin/gunicorn|] a:app`,
      `${build("uv sync")}COPY --from=build /code /app\nCMD exec /app/.venv/bin/python -m gunicorn a:app`,
    ],
    [
      `${build("poetry config virtualenvs.in-project true && poetry install")}COPY --from=build /code/.venv /app/.venv\nENV PATH=/app/.venv/bin:$PATH\nCMD [[|"alembic"|], "upgrade"]`,
      undefined,
    ],
  ],
  valid: [
    `${venv}COPY --from=build /code/venv /code/venv\nENV PATH=/code/venv/bin:$PATH\nCMD ["uvicorn", "a:app"]`,
    `${venv}COPY --from=build /code/venv ./venv\nENV PATH=/app/venv/bin:$PATH\nCMD ["python", "-m", "uvicorn", "a:app"]`,
    `${venv}COPY --from=build /code/venv ./venv\nRUN pip install uvicorn\nENV PATH=/app/venv/bin:$PATH\nCMD ["uvicorn", "a:app"]`,
    `${venv}COPY --from=build /code/venv ./venv\nCOPY --from=build /code/venv /code/venv\nENV PATH=/app/venv/bin:$PATH\nCMD ["uvicorn", "a:app"]`,
    `${build("uv venv --relocatable && uv sync")}COPY --from=build /code /app\nCMD ["/app/.venv/bin/gunicorn", "a:app"]`,
    `${build("pip install --target /code/x gunicorn")}COPY --from=build /code /app\nCMD ["gunicorn", "a:app"]`,
  ],
} satisfies Cases;
