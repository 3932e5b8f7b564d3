import type { Cases } from "../cases";

const venv = "RUN python -m venv /venv && /venv/bin/pip install flask==3.1.0";

export default {
  invalid: [
    [
      `FROM python:3.11-slim AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build [|/venv|] /venv`,
      `FROM python:3.12-slim AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
      { message: "installed for Python 3.11, and Python 3.12 does not find them" },
    ],
    [
      "FROM python:3.11 AS build\nRUN pip install --prefix=/install flask\nFROM python:3.12.4-slim\nCOPY --from=build [|/install|] /usr/local",
      "FROM python:3.12.4 AS build\nRUN pip install --prefix=/install flask\nFROM python:3.12.4-slim\nCOPY --from=build /install /usr/local",
    ],
    [
      "FROM python:3.11 AS build\nRUN pip install flask\nFROM python:3.12\nCOPY --from=build [|/usr/local/lib/python3.11/site-packages|] /usr/local/lib/python3.11/site-packages",
      "FROM python:3.12 AS build\nRUN pip install flask\nFROM python:3.12\nCOPY --from=build /usr/local/lib/python3.11/site-packages /usr/local/lib/python3.11/site-packages",
    ],
    [
      `FROM python:3.12 AS build\n${venv}\nFROM python:3.12-alpine\nCOPY --from=build [|/venv|] /venv`,
      undefined,
      { message: "compiled ones do not load" },
    ],
    [
      `FROM python:3.12 AS build\n${venv}\nFROM gcr.io/distroless/python3-debian12\nCOPY --from=build [|/venv|] /venv`,
      undefined,
    ],
  ],
  valid: [
    `FROM python:3.12 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
    `FROM python:3.12.1 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
    `FROM python:3 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
    `FROM python:3.11 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /app /app`,
    "FROM python:3.11 AS build\nRUN pip wheel -w /wheels flask\nFROM python:3.12-slim\nCOPY --from=build /wheels /wheels",
    `FROM example/python AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
  ],
} satisfies Cases;
