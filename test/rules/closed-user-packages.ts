import type { Cases } from "../cases";

const build = "FROM python:3.13-slim AS build\nRUN pip install --user -r r.txt\nFROM python:3.13-slim\n";

export default {
  invalid: [
    [
      `${build}RUN adduser --disabled-password app\nCOPY --from=build /root/.local [|/root/.local|]\nENV A=b PATH="/root/.local/bin:$PATH"\nUSER app`,
      `${build}RUN adduser --disabled-password app\nCOPY --from=build /root/.local /home/app/.local\nENV A=b PATH="/home/app/.local/bin:$PATH"\nUSER app`,
      { message: "runs as app" },
    ],
    [`${build}COPY --from=build /root/.local [|/root/.local|]\nUSER 1001`, undefined],
    [
      "FROM python:3.13-slim\nRUN pip install [|--user|] -r r.txt\nUSER nobody",
      "FROM python:3.13-slim\nRUN pip install -r r.txt\nUSER nobody",
    ],
  ],
  valid: [
    "FROM python:3.13-slim\nRUN pip install --user build && python -m build\nUSER nobody",
    "FROM python:3.13-slim AS b\nRUN pip install --user flask\nFROM python:3.13-slim\nCOPY --from=b /root/.local /root/.local\nRUN cp -r /root/.local /opt/a\nUSER nobody",
    `${build}COPY --from=build /root/.local /root/.local`,
    `${build}COPY --from=build /root/.local /home/app/.local\nUSER app`,
    `${build}COPY --from=build /root/.local /root/.local\nRUN chmod 755 /root\nUSER 1001`,
    "FROM python:3.13-slim\nUSER 1001\nRUN pip install --user x",
    "FROM python:3.13-slim\nENV PYTHONUSERBASE=/x\nRUN pip install --user x\nUSER 1001",
    "FROM some/image\nRUN pip install --user x\nUSER 1001",
  ],
} satisfies Cases;
