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
    [
      "FROM python:3.12 AS build\nRUN pip install --target=/deps numpy==2.0.0\nFROM python:3.12-alpine\nCOPY --from=build [|/deps|] /deps",
      undefined,
      { message: "compiled ones do not load" },
    ],
    [
      "FROM python:3.12 AS build\nRUN pip install -t /deps numpy==2.0.0\nFROM python:3.13-slim\nCOPY --from=build [|/deps|] /deps",
      "FROM python:3.13 AS build\nRUN pip install -t /deps numpy==2.0.0\nFROM python:3.13-slim\nCOPY --from=build /deps /deps",
      { message: "Python 3.13 does not load compiled ones" },
    ],
    [
      `FROM python:3.11-slim-bookworm AS build\n${venv}\nFROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y python3\nCOPY --from=build [|/venv|] /venv`,
      undefined,
      { message: "points to /usr/local/bin/python3, which debian:bookworm-slim has not" },
    ],
    [
      "FROM debian:12 AS build\nRUN apt-get install -y python3-venv && python3 -m venv /venv\nFROM python:3.11-slim\nCOPY --from=build [|/venv|] /venv",
      undefined,
      { message: "points to /usr/bin/python3" },
    ],
  ],
  valid: [
    "FROM python:3.12 AS build\nRUN pip install --target=/deps requests\nFROM python:3.13-slim\nCOPY --from=build /deps /deps",
    `FROM python:3.11 AS build\n${venv}\nFROM debian:12-slim\nCOPY --from=build /usr/local /usr/local\nCOPY --from=build /venv /venv`,
    `FROM python:3.11 AS build\n${venv}\nFROM debian:12-slim\nRUN ln -s /usr/bin/python3 /usr/local/bin/python3\nCOPY --from=build /venv /venv`,
    `FROM python:3.11 AS build\n${venv}\nFROM example.com/python-base\nCOPY --from=build /venv /venv`,
    `FROM python:3.11 AS build\n${venv}\nFROM gcr.io/distroless/python3-debian12\nCOPY --from=build /venv/lib /venv/lib`,
    "FROM debian:12 AS build\nRUN apt-get install -y python3-venv && python3 -m venv /venv\nFROM gcr.io/distroless/python3-debian12\nCOPY --from=build /venv /venv",
    "FROM debian:12 AS build\nRUN python3 -m venv /venv\nFROM python:3.11-slim\nRUN apt-get update && apt-get install -y python3\nCOPY --from=build /venv /venv",
    `FROM python:3.12 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
    `FROM python:3.12.1 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
    `FROM python:3 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
    `FROM python:3.11 AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /app /app`,
    "FROM python:3.11 AS build\nRUN pip wheel -w /wheels flask\nFROM python:3.12-slim\nCOPY --from=build /wheels /wheels",
    `FROM example/python AS build\n${venv}\nFROM python:3.12-slim\nCOPY --from=build /venv /venv`,
  ],
} satisfies Cases;
