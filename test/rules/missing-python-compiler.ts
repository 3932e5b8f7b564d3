import type { Cases } from "../cases";

const tools = (names: string) =>
  `RUN apt-get update && apt-get install -y --no-install-recommends ${names} && rm -rf /var/lib/apt/lists/*\n`;
const slim = "FROM python:3.13-slim\nWORKDIR /app\n";
const listed = `${slim}COPY requirements.txt ./\n`;
const requirements = (text: string) => ({ files: { "requirements.txt": text } });

export default {
  invalid: [
    [
      `${listed}RUN pip install --no-cache-dir -r [|requirements.txt|]`,
      `${listed}${tools("gcc libc6-dev libpq-dev")}RUN pip install --no-cache-dir -r requirements.txt`,
      { ...requirements("flask==3.1.0\npsycopg2==2.9.10 # the database\n"), message: "compiles psycopg2" },
    ],
    [
      `${slim}RUN pip install flask [|uWSGI==2.0.30|]`,
      `${slim}${tools("gcc libc6-dev")}RUN pip install flask uWSGI==2.0.30`,
    ],
    [
      "FROM python:3.12-alpine AS base\nFROM base\nRUN pip install [|mysqlclient|]",
      "FROM python:3.12-alpine AS base\nFROM base\nRUN apk add --no-cache gcc musl-dev mariadb-connector-c-dev pkgconf\nRUN pip install mysqlclient",
    ],
    // These bring no compiler.
    [
      `${slim}${tools("curl libpq5")}RUN pip install [|psycopg2|]`,
      `${slim}${tools("curl libpq5 gcc libc6-dev libpq-dev")}RUN pip install psycopg2`,
    ],
    [
      `${slim}RUN pip install [|"psycopg[c]"|]`,
      `${slim}${tools("gcc libc6-dev libpq-dev")}RUN pip install "psycopg[c]"`,
    ],
  ],
  valid: [
    [`${listed}RUN pip install -r requirements.txt`, requirements("flask\npsycopg2-binary==2.9.10\n")],
    [`${listed}RUN pip install -r requirements.txt`, requirements('psycopg2; sys_platform == "win32"\n')],
    [
      `${listed}RUN pip install -r requirements.txt`,
      requirements("--extra-index-url https://example.org/wheels\npsycopg2\n"),
    ],
    [`FROM python:3.13\nCOPY requirements.txt .\nRUN pip install -r requirements.txt`, requirements("psycopg2\n")],
    `${slim}${tools("gcc libc6-dev libpq-dev")}RUN pip install psycopg2`,
    `${slim}COPY wheels/*.whl ./\nRUN pip install psycopg2`,
    `${slim}ENV PIP_INDEX_URL=https://example.org/simple\nRUN pip install psycopg2`,
    `${slim}RUN ./prepare.sh && pip install psycopg2`,
    `${slim}RUN pip install psycopg2 || pip install psycopg2-binary`,
    "FROM example.org/python:3.13-slim\nRUN pip install psycopg2",
    // Who may bring a compiler, wheels or another index.
    `${slim}RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install psycopg2`,
    `${slim}RUN --mount=type=bind,from=wheels,target=/w PIP_NO_INDEX=1 PIP_FIND_LINKS=/w pip install psycopg2`,
    `${slim}COPY deps /deps\nRUN /deps/install && pip install psycopg2`,
    `${slim}RUN apt-get update && apt-get install -y $(cat apt.txt) && pip install psycopg2`,
    `${slim}${tools("libtool")}RUN pip install uwsgi`,
    `${slim}RUN pip install psycopg2; pip install psycopg2-binary`,
    // Another stage has installed it.
    `FROM python:3.13 AS b\nRUN python -m venv /venv && /venv/bin/pip install psycopg2\n${slim}COPY --from=b /venv /venv\nRUN /venv/bin/pip install psycopg2`,
  ],
} satisfies Cases;
