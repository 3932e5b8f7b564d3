/** Projects of uv and poetry that stay in one stage, and why. */

import type { Left } from "../compiled.test";

const uvFiles = {
  "pyproject.toml": '[project]\nname = "api"\nrequires-python = ">=3.12"\ndependencies = ["fastapi", "uvicorn"]\n',
  "uv.lock": "version = 1\n",
  "main.py": "",
};
const uvText = `FROM python:3.13-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY . .
CMD ["uv", "run", "uvicorn", "main:app"]
`;
const poetryFiles = {
  "pyproject.toml": '[tool.poetry]\nname = "shop"\n\n[tool.poetry.dependencies]\npython = "^3.12"\ndjango = "^5"\n',
  "poetry.lock": '[[package]]\nname = "django"\n',
  "manage.py": "",
};
const poetryText = `FROM python:3.13-slim
RUN pip install --no-cache-dir poetry==2.1.1
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --only main --no-root
COPY . .
CMD ["python", "manage.py", "migrate"]
`;

type More = Readonly<Record<string, string>>;
const rule = "python-build-shipped";

function uv(title: string, reason: string | undefined, from = "", to = "", more: More = {}): Left {
  return { title: `uv: ${title}`, reason, rule, files: { ...uvFiles, ...more }, text: uvText.replace(from, to) };
}

function poetry(title: string, reason: string | undefined, from = "", to = "", more: More = {}): Left {
  const text = poetryText.replace(from, to);
  return { title: `poetry: ${title}`, reason, rule, files: { ...poetryFiles, ...more }, text };
}

const project = (more: string) => ({ "pyproject.toml": `${uvFiles["pyproject.toml"]}${more}` });
const asks = (range: string) => ({ "pyproject.toml": `[project]\nrequires-python = "${range}"\ndependencies = []\n` });

export const pythonLeft: readonly Left[] = [
  poetry(
    "a start that is quoted twice",
    'runs "poetry run"',
    /CMD.*/.exec(poetryText)?.[0],
    'CMD ["sh", "-c", "umask 2; exec sh -c \\"poetry run a\\""]',
  ),
  uv("as it is", undefined),
  { title: "uv: no lock file", reason: "no pyproject.toml with uv.lock", rule, text: uvText, files: { "main.py": "" } },
  uv("another Python by the project", "so that uv downloads another", "", "", asks("<3.13")),
  uv("one of several Pythons", undefined, "", "", asks(">=3.11,<4.0,!=3.12.1")),
  uv("one line of Python", undefined, "", "", asks("==3.13.*")),
  uv("a release of Python", "may download another", "", "", asks("==3.13.1")),
  uv("another Python by a file", ".python-version may ask", "", "", { ".python-version": "3.12\n" }),
  uv("the same Python by a file", undefined, "", "", { ".python-version": "3.13\n" }),
  uv("a release by a file", ".python-version may ask", "", "", { ".python-version": "3.13.2\n" }),
  uv("no version in the tag", "may download another", ":3.13-slim", ":slim"),
  uv("another folder by a variable", "UV_PYTHON is set", "WORKDIR", "ENV UV_PYTHON=3.11\nWORKDIR"),
  uv("another folder for a RUN", "sets where packages go", "uv sync", "UV_PROJECT_ENVIRONMENT=/x uv sync"),
  uv(
    "the Python of the system",
    "folder of Python itself",
    "WORKDIR",
    "ENV UV_PROJECT_ENVIRONMENT=/usr/local\nWORKDIR",
  ),
  uv("links into the cache", "UV_LINK_MODE is set", "WORKDIR", "ENV UV_LINK_MODE=symlink\nWORKDIR"),
  uv("an option", "--python", "--no-dev", "--no-dev --python 3.12"),
  uv("another user", "by another user", "RUN", "USER 1000\nRUN"),
  uv("several projects", "beside its own", "", "", project('\n[tool.uv.workspace]\nmembers = ["a"]\n')),
  uv("a start that installs", "has left out", "--no-dev", "--no-dev --no-install-project", {
    ...project('\n[build-system]\nrequires = ["hatchling"]\n'),
  }),
  uv("the project itself", undefined, "", "", project('\n[build-system]\nrequires = ["hatchling"]\n')),
  uv(
    "a builder that makes files",
    "hatch-vcs",
    "",
    "",
    project('\n[build-system]\nrequires = ["hatchling", "hatch-vcs"]\n'),
  ),
  uv("setup.py", "setup.py may make", "", "", {
    ...project('\n[build-system]\nrequires = ["setuptools>=61"]\n'),
    "setup.py": "",
  }),
  uv("a package more for the start", 'runs "uv run"', '"run"', '"run", "--with", "rich"'),
  uv("uv itself at the start", 'runs "uv pip"', '"run", "uvicorn"', '"pip", "list"'),
  uv("an environment of the computer that builds", "would lie over", "", "", { ".venv/pyvenv.cfg": "" }),
  uv("the same, not ignored yet", undefined, "", "", { ".venv/pyvenv.cfg": "", ".dockerignore": ".git\n" }),
  uv("the same, ignored", undefined, "", "", { ".venv/pyvenv.cfg": "", ".dockerignore": ".venv\n" }),
  uv("a start script that is known", undefined, '["uv", "run", ', '["./start.sh", ', {
    "start.sh": '#!/bin/sh\nexec "$@"\n',
  }),
  uv("a start script with uv", 'runs "uv"', '["uv", "run", ', '["./start.sh", ', {
    "start.sh": "#!/bin/sh\nuv run a\n",
  }),
  uv("a start script that is not known", 'runs "./start.sh"', '["uv", "run", ', '["./start.sh", '),
  uv("headers of an unknown library", "libfoo-dev", "WORKDIR", "RUN apt-get install -y libfoo-dev\nWORKDIR"),
  uv("a program that starts git", "main.py starts git", "", "", { "main.py": 'subprocess.run(["git", "log"])' }),
  uv("a package that starts git", "gitpython", "", "", {
    "pyproject.toml": '[project]\nrequires-python = ">=3.12"\ndependencies = ["GitPython>=3"]\n',
  }),
  uv("a full image and a package that may need more", "Whether weasyprint", "-slim", "", {
    "pyproject.toml": '[project]\nrequires-python = ">=3.12"\ndependencies = ["weasyprint"]\n',
  }),
  uv("a RUN of another kind", 'what "./prepare.sh" does', "WORKDIR", "RUN ./prepare.sh\nWORKDIR"),
  uv("a release and a digest", "slim variant", "python:3.13-slim", `python:3.13@sha256:${"0".repeat(64)}`),
  uv("a name of the stage", "slim variant", "3.13-slim", "3.13-slim AS app"),

  poetry("as it is", undefined),
  poetry("another place", "is configured in a way", "RUN poetry", "RUN poetry config virtualenvs.path /x && poetry"),
  poetry("settings in a file", "poetry.toml says", "", "", { "poetry.toml": "[virtualenvs]\ncreate = false\n" }),
  poetry("harmless settings in a file", undefined, "", "", { "poetry.toml": "[virtualenvs]\nin-project = true\n" }),
  poetry("an environment of its own", "VIRTUAL_ENV is set", "WORKDIR", "ENV VIRTUAL_ENV=/opt/venv\nWORKDIR"),
  poetry("a program by its path", "/usr/local/bin/python", '"python"', '"/usr/local/bin/python"'),
  poetry(
    "the folder of packages",
    "names the folder of packages",
    "COPY . .",
    "COPY . .\nRUN rm -r /usr/local/lib/python3.13/site-packages/pip",
  ),
  poetry("what poetry brings for itself", "imports requests", "", "", { "shop.py": "import requests\n" }),
  poetry("the same, locked", undefined, "", "", {
    "shop.py": "import requests\n",
    "poetry.lock": '[[package]]\nname = "requests"\n',
  }),
  poetry(
    "a script of a project that is not installed",
    "has left out",
    '["python", "manage.py"',
    '["poetry", "run", "shop"',
    {
      "pyproject.toml": `${poetryFiles["pyproject.toml"]}\n[tool.poetry.scripts]\nshop = "shop:run"\n`,
    },
  ),
  poetry("poetry itself at the start", 'runs "poetry shell"', '["python", "manage.py"', '["poetry", "shell"'),
  poetry(
    "a build script",
    "which builds the project",
    "./\nRUN poetry install --only main --no-root\nCOPY . .",
    "./\nCOPY . .\nRUN poetry install --only main",
    {
      "pyproject.toml": `${poetryFiles["pyproject.toml"]}\n[build-system]\nrequires = ["poetry-core", "cython"]\n`,
    },
  ),
];
