import type { Cases } from "../cases";

const uv = "FROM python:3.13-slim\nCOPY --from=ghcr.io/astral-sh/uv:0.9.0 /uv /bin/\nWORKDIR /app\n";

export default {
  invalid: [
    [
      `${uv}COPY requirements.txt ./\nRUN uv pip [|install|] -r requirements.txt`,
      `${uv}COPY requirements.txt ./\nRUN uv pip install --system -r requirements.txt`,
    ],
    [
      `${uv}RUN uv pip [|install|] a && uv pip install b\nRUN uv pip sync r.txt`,
      `${uv}RUN uv pip install --system a && uv pip install --system b\nRUN uv pip sync --system r.txt`,
    ],
    [
      "FROM debian:13-slim\nCOPY --from=ghcr.io/astral-sh/uv:0.9.0 /uv /bin/\nRUN uv pip [|install|] a",
      "FROM debian:13-slim\nCOPY --from=ghcr.io/astral-sh/uv:0.9.0 /uv /bin/\nRUN uv pip install --system --break-system-packages a",
    ],
  ],
  valid: [
    "FROM python:3.13-slim\nRUN pip install uv && uv pip install -t /a flask",
    "FROM python:3.13-slim\nRUN --mount=type=bind,source=a.toml,target=uv.toml pip install uv && uv pip install flask",
    ...[
      "RUN uv pip install --system a",
      "RUN uv venv && uv pip install a",
      "RUN uv venv /opt/venv\nENV VIRTUAL_ENV=/opt/venv\nRUN uv pip install a",
      "RUN python -m venv .venv && uv pip install a",
      "ENV UV_SYSTEM_PYTHON=1\nRUN uv pip install a",
      "RUN UV_SYSTEM_PYTHON=1 uv pip install a",
      "RUN uv sync && uv pip install a",
      "ENV PATH=/srv/py/bin:$PATH\nRUN uv pip install a",
      "RUN uv pip install --python /usr/local/bin/python a",
      "RUN uv pip install --target /out a",
      "RUN uv pip install a || true",
      "RUN uv pip compile a.in -o a.txt",
      "COPY . .\nRUN uv pip install a",
    ].map((rest) => uv + rest),
    "FROM ghcr.io/astral-sh/uv:python3.13-bookworm-slim\nRUN uv pip install a",
    [
      `${uv}COPY pyproject.toml ./\nRUN uv pip install a`,
      { files: { "pyproject.toml": "[tool.uv.pip]\nsystem = true\n" } },
    ],
  ],
} satisfies Cases;
