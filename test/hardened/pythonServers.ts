/** Programs of Python with naive Dockerfiles, and what *Harden Dockerfile* makes of them. */

import type { Shape } from "../cases";

export const pythonServers: readonly Shape[] = [
  {
    title: "uv: its own image, with the project installed in a second step",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "main.py": "from fastapi import FastAPI\n",
      "pyproject.toml":
        '[project]\nname = "api"\nversion = "1.0.0"\nrequires-python = ">=3.11,<3.14"\ndependencies = ["fastapi[standard]>=0.118", "uvicorn>=0.37", "psycopg2>=2.9", "sqlalchemy"]\n\n[dependency-groups]\ndev = ["pytest>=8"]\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
      "uv.lock": "version = 1\n",
    },
    before: `# syntax=docker/dockerfile:1
FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
# Where the app is
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy PYTHONUNBUFFERED=1
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    uv sync --locked --no-install-project --no-dev
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv \\
    uv sync --locked --no-dev
ENV PATH="/app/.venv/bin:$PATH"
ENTRYPOINT []
CMD ["fastapi", "run", "--host", "0.0.0.0", "main.py"]
`,
    after: `# syntax=docker/dockerfile:1
FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim AS build
# Where the app is
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy PYTHONUNBUFFERED=1
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    uv sync --locked --no-install-project --no-dev
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv \\
    uv sync --locked --no-dev

FROM python:3.12-slim-bookworm
RUN groupadd --system app && useradd --system --create-home --gid app app
# Where the app is
WORKDIR /app
ENV PYTHONUNBUFFERED=1
COPY --from=build --chown=app:app /app/.venv /app/.venv
COPY --chown=app:app . /app
ENV PATH="/app/.venv/bin:$PATH"
USER app
ENTRYPOINT []
CMD ["fastapi", "run", "--host", "0.0.0.0", "main.py"]
`,
  },
  {
    title: "uv: a full image, sources by name, a check and a start in a shell",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "alembic.ini": "",
      "main.py": "from fastapi import FastAPI\n",
      "pyproject.toml":
        '[project]\nname = "api"\nversion = "1.0.0"\nrequires-python = ">=3.11,<3.14"\ndependencies = ["fastapi[standard]>=0.118", "uvicorn>=0.37", "psycopg2>=2.9", "sqlalchemy"]\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      "src/a.py": "",
      "uv.lock": "version = 1\n",
    },
    before: `FROM python:3.13
RUN pip install --no-cache-dir uv==0.5.1
WORKDIR /srv
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY src ./src
COPY main.py alembic.ini ./
RUN uv sync --frozen --no-dev
EXPOSE 8080
HEALTHCHECK CMD curl -f http://localhost:8080/ || exit 1
CMD uv run alembic upgrade head && uv run --no-dev gunicorn -b 0.0.0.0:8080 main:app
`,
    after: `FROM python:3.13 AS build
RUN pip install --no-cache-dir uv==0.5.1
WORKDIR /srv
COPY pyproject.toml uv.lock ./
RUN uv sync --no-cache --frozen --no-dev --no-install-project
COPY src ./src
COPY main.py alembic.ini ./
RUN uv sync --no-cache --frozen --no-dev

FROM python:3.13-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends curl libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY --from=build --chown=app:app /srv/.venv /srv/.venv
ENV PATH=/srv/.venv/bin:$PATH
COPY --chown=app:app pyproject.toml uv.lock ./
COPY --chown=app:app src ./src
COPY --chown=app:app main.py alembic.ini ./
EXPOSE 8080
HEALTHCHECK CMD curl -f http://localhost:8080/ || exit 1
USER app
CMD ["sh", "-c", "alembic upgrade head && exec gunicorn -b 0.0.0.0:8080 main:app"]
`,
  },
  {
    title: "uv: everything copied first, a module started",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "main.py": "from fastapi import FastAPI\n",
      "pyproject.toml":
        '[project]\nname = "api"\nversion = "1.0.0"\nrequires-python = ">=3.11,<3.14"\ndependencies = ["fastapi[standard]>=0.118", "uvicorn>=0.37", "psycopg2>=2.9", "sqlalchemy"]\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      "uv.lock": "version = 1\n",
    },
    before: `FROM python:3.12-bookworm
COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /uvx /bin/
WORKDIR /app
COPY . .
RUN uv sync --frozen
RUN uv run main.py collect
CMD ["uv", "run", "-m", "uvicorn", "main:app"]
`,
    after: `FROM python:3.12-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /uvx /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --no-cache --frozen --no-dev

FROM python:3.12-slim-bookworm
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=app:app /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH
COPY --chown=app:app . .
RUN python main.py collect
USER app
CMD ["python", "-m", "uvicorn", "main:app"]
`,
  },
  {
    title: "uv: Alpine, with a library and that of C++",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "main.py": "from fastapi import FastAPI\n",
      "pyproject.toml":
        '[project]\nname = "api"\nversion = "1.0.0"\nrequires-python = ">=3.11,<3.14"\ndependencies = ["fastapi[standard]>=0.118", "uvicorn>=0.37", "psycopg2>=2.9", "sqlalchemy"]\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      "uv.lock": "version = 1\n",
    },
    before: `FROM python:3.12-alpine
RUN apk add --no-cache build-base postgresql-dev tini
COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY . .
ENTRYPOINT ["tini", "--"]
CMD ["/app/.venv/bin/uvicorn", "main:app"]
`,
    after: `FROM python:3.12-alpine AS build
RUN apk add --no-cache build-base postgresql-dev tini
COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --no-cache --frozen --no-dev

FROM python:3.12-alpine
RUN addgroup -S app && adduser -S -G app app
RUN apk add --no-cache libstdc++ libpq tini
WORKDIR /app
COPY --from=build --chown=app:app /app/.venv /app/.venv
COPY --chown=app:app . .
USER app
ENTRYPOINT ["tini", "--"]
CMD ["/app/.venv/bin/uvicorn", "main:app"]
`,
  },
  {
    title: "uv: a start script, uv by its installer",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "entrypoint.sh": '#!/bin/sh\nset -e\nalembic upgrade head\nexec "$@"\n',
      "main.py": "from fastapi import FastAPI\n",
      "pyproject.toml":
        '[project]\nname = "api"\nversion = "1.0.0"\nrequires-python = ">=3.11,<3.14"\ndependencies = ["fastapi[standard]>=0.118", "uvicorn>=0.37", "psycopg2>=2.9", "sqlalchemy"]\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      "uv.lock": "version = 1\n",
    },
    before: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y gcc libpq-dev curl && rm -rf /var/lib/apt/lists/*
RUN curl -LsSf https://astral.sh/uv/install.sh | sh
ENV PATH="/root/.local/bin:$PATH"
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY . .
ENV PATH="/app/.venv/bin:$PATH"
ENTRYPOINT ["./entrypoint.sh"]
CMD ["uvicorn", "main:app"]
`,
    after: `FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev curl ca-certificates && rm -rf /var/lib/apt/lists/*
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -LsSf https://astral.sh/uv/install.sh | sh
ENV PATH="/root/.local/bin:$PATH"
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --no-cache --frozen --no-dev

FROM python:3.12-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 curl ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=app:app /app/.venv /app/.venv
COPY --chown=app:app . .
ENV PATH="/app/.venv/bin:$PATH"
USER app
ENTRYPOINT ["./entrypoint.sh"]
CMD ["uvicorn", "main:app"]
`,
  },
  {
    title: "uv: an environment of another name",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "main.py": "from fastapi import FastAPI\n",
      "pyproject.toml":
        '[project]\nname = "api"\nversion = "1.0.0"\nrequires-python = ">=3.11,<3.14"\ndependencies = ["fastapi[standard]>=0.118", "uvicorn>=0.37", "psycopg2>=2.9", "sqlalchemy"]\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      "uv.lock": "version = 1\n",
    },
    before: `FROM python:3.12-slim
ENV UV_PROJECT_ENVIRONMENT=/opt/venv PATH=/opt/venv/bin:$PATH
RUN pip install uv
WORKDIR /app
COPY . .
RUN uv sync --no-dev
CMD ["python", "main.py"]
`,
    after: `FROM python:3.12-slim AS build
ENV UV_PROJECT_ENVIRONMENT=/opt/venv PATH=/opt/venv/bin:$PATH
RUN pip install --no-cache-dir uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --no-cache --frozen --no-dev

FROM python:3.12-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY --chown=app:app . .
USER app
CMD ["python", "main.py"]
`,
  },
  {
    title: "poetry: into the Python of the image",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "manage.py": "\n",
      "poetry.lock": "\n",
      "pyproject.toml":
        '[tool.poetry]\nname = "shop"\nversion = "0.1.0"\npackages = [{ include = "shop" }]\n\n[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "^5.0"\ngunicorn = "^23"\npsycopg2 = "^2.9"\nuvicorn = { extras = ["standard"], version = "^0.30" }\n\n[tool.poetry.group.dev.dependencies]\npytest = "^8"\n\n[tool.poetry.scripts]\nshop = "shop.main:run"\n\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
      "shop/main.py": "\n",
    },
    before: `FROM python:3.12
ENV PYTHONDONTWRITEBYTECODE=1 \\
    POETRY_VERSION=1.8.3 \\
    POETRY_VIRTUALENVS_CREATE=false
RUN pip install "poetry==$POETRY_VERSION"
WORKDIR /code
COPY pyproject.toml poetry.lock* /code/
RUN poetry install --no-interaction --no-ansi --no-root
COPY . /code
RUN python manage.py collectstatic --noinput
EXPOSE 8000
CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
`,
    after: `FROM python:3.12 AS build
ENV PYTHONDONTWRITEBYTECODE=1 \\
    POETRY_VERSION=1.8.3 \\
    POETRY_VIRTUALENVS_IN_PROJECT=true
RUN pip install --no-cache-dir "poetry==$POETRY_VERSION"
WORKDIR /code
COPY pyproject.toml poetry.lock* /code/
RUN poetry install --only main --no-interaction --no-ansi --no-root

FROM python:3.12-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /code
COPY --from=build --chown=app:app /code/.venv /code/.venv
ENV PATH=/code/.venv/bin:$PATH
COPY --chown=app:app . /code
RUN python manage.py collectstatic --noinput
EXPOSE 8000
USER app
CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
`,
  },
  {
    title: "poetry: its installer, and a script of the project",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "manage.py": "\n",
      "poetry.lock": "\n",
      "pyproject.toml":
        '[tool.poetry]\nname = "shop"\nversion = "0.1.0"\npackages = [{ include = "shop" }]\n\n[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "^5.0"\ngunicorn = "^23"\npsycopg2 = "^2.9"\nuvicorn = { extras = ["standard"], version = "^0.30" }\n\n[tool.poetry.group.dev.dependencies]\npytest = "^8"\n\n[tool.poetry.scripts]\nshop = "shop.main:run"\n\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
      "shop/main.py": "\n",
    },
    before: `FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends curl build-essential libpq-dev && rm -rf /var/lib/apt/lists/*
ENV POETRY_HOME=/opt/poetry
RUN curl -sSL https://install.python-poetry.org | python3 -
ENV PATH="$POETRY_HOME/bin:$PATH"
WORKDIR /app
COPY . .
RUN poetry config virtualenvs.create false \\
    && poetry install --no-dev
CMD ["shop"]
`,
    after: `FROM python:3.12-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends curl build-essential libpq-dev && rm -rf /var/lib/apt/lists/*
ENV POETRY_HOME=/opt/poetry
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -sSL https://install.python-poetry.org | python3 -
ENV PATH="$POETRY_HOME/bin:$PATH"
WORKDIR /app
COPY . .
RUN poetry config virtualenvs.in-project true \\
    && poetry install --no-dev

FROM python:3.12-slim-bookworm
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends curl libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=app:app /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH
COPY --chown=app:app . .
USER app
CMD ["shop"]
`,
  },
  {
    title: "poetry: a start by poetry",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "manage.py": "\n",
      "poetry.lock": "\n",
      "pyproject.toml":
        '[tool.poetry]\nname = "shop"\nversion = "0.1.0"\npackages = [{ include = "shop" }]\n\n[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "^5.0"\ngunicorn = "^23"\npsycopg2 = "^2.9"\nuvicorn = { extras = ["standard"], version = "^0.30" }\n\n[tool.poetry.group.dev.dependencies]\npytest = "^8"\n\n[tool.poetry.scripts]\nshop = "shop.main:run"\n\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
      "shop/main.py": "\n",
    },
    before: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y gcc libpq-dev
RUN pip install poetry
WORKDIR /app
COPY poetry.lock pyproject.toml ./
RUN poetry install --only main --no-root
COPY . .
CMD poetry run gunicorn shop.wsgi --bind 0.0.0.0:$PORT
`,
    after: `FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY poetry.lock pyproject.toml ./
ENV POETRY_VIRTUALENVS_IN_PROJECT=true
RUN poetry install --only main --no-root

FROM python:3.12-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=app:app /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH
COPY --chown=app:app . .
USER app
CMD ["sh", "-c", "exec gunicorn shop.wsgi --bind 0.0.0.0:$PORT"]
`,
  },
  {
    title: "poetry: a COPY above the WORKDIR",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "main.py": "\n",
      "poetry.lock": "\n",
      "pyproject.toml":
        '[tool.poetry]\nname = "shop"\nversion = "0.1.0"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3"\n',
    },
    before: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y gcc
RUN pip install poetry
COPY . /srv/shop
WORKDIR /srv/shop
RUN poetry config virtualenvs.create false && poetry install --only main --no-root
CMD ["python", "main.py"]
`,
    after: `FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir poetry
COPY pyproject.toml poetry.lock /srv/shop/
WORKDIR /srv/shop
RUN poetry config virtualenvs.in-project true && poetry install --only main --no-root

FROM python:3.12-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
WORKDIR /srv/shop
COPY --from=build --chown=app:app /srv/shop/.venv /srv/shop/.venv
ENV PATH=/srv/shop/.venv/bin:$PATH
COPY --chown=app:app . /srv/shop
USER app
CMD ["python", "main.py"]
`,
  },
  {
    title: "pip: a working folder below that of the COPY",
    files: {
      ".dockerignore": ".git\n.venv\n__pycache__\n",
      "requirements.txt": "flask==3.0.0\n",
      "src/main.py": "\n",
    },
    before: `FROM python:3.12
COPY . /app
WORKDIR /app/src
RUN pip install -r ../requirements.txt
CMD ["python", "main.py"]
`,
    after: `FROM python:3.12 AS build
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt /app/
WORKDIR /app/src
RUN pip install --no-cache-dir -r ../requirements.txt

FROM python:3.12-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
WORKDIR /app/src
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY --chown=app:app . /app
USER app
CMD ["python", "main.py"]
`,
  },
];
