import type { Cases } from "../cases";

const python = "FROM python:3.13-slim\n";
const kept = (start: string) => `${python}ARG PORT=8000\nENV PORT=$PORT\n${start}`;

export default {
  invalid: [
    [
      `${python}ARG PORT=8000\nCMD python -m http.server $[|PORT|]`,
      kept("CMD python -m http.server $PORT"),
      { message: "PORT is an argument of the build" },
    ],
    [
      `${python}ARG PORT=8000\nCMD ["sh", "-c", "exec python -m http.server \${[|PORT|]}"]`,
      kept('CMD ["sh", "-c", "exec python -m http.server ${PORT}"]'),
    ],
    [
      `${python}ARG PORT=8000\nCMD ["sh", "-c", [|"exec python -m http.server \\"$PORT\\""|]]`,
      kept('CMD ["sh", "-c", "exec python -m http.server \\"$PORT\\""]'),
    ],
    [
      `${python}ARG PORT=8000\nENTRYPOINT exec python -m http.server $[|PORT|]`,
      kept("ENTRYPOINT exec python -m http.server $PORT"),
    ],
    [
      `${python}ARG PORT=8000\nHEALTHCHECK CMD python check.py $[|PORT|]\nCMD ["python", "a.py"]`,
      kept('HEALTHCHECK CMD python check.py $PORT\nCMD ["python", "a.py"]'),
    ],
    [
      `ARG PORT=80\n${python}CMD python -m http.server $[|PORT|]`,
      `ARG PORT=80\n${python}ARG PORT\nENV PORT=$PORT\nCMD python -m http.server $PORT`,
    ],
    [
      `${python.replace("\n", " AS a")}\nARG PORT=80\nCMD python -m http.server $[|PORT|]\nFROM a\nUSER 1000`,
      `${python.replace("\n", " AS a")}\nARG PORT=80\nENV PORT=$PORT\nCMD python -m http.server $PORT\nFROM a\nUSER 1000`,
    ],
    [
      `${python}ARG WORKERS\nCMD gunicorn -w $[|WORKERS|] a:app`,
      `${python}ARG WORKERS\nENV WORKERS=$WORKERS\nCMD gunicorn -w $WORKERS a:app`,
      { severity: "info" },
    ],
    [
      "FROM debian:12-slim\nARG TARGETARCH\nENTRYPOINT exec /app-$[|TARGETARCH|]",
      "FROM debian:12-slim\nARG TARGETARCH\nENV TARGETARCH=$TARGETARCH\nENTRYPOINT exec /app-$TARGETARCH",
      { severity: "warning" },
    ],
    [`${python}ARG API_TOKEN\nCMD python a.py --token $[|API_TOKEN|]`, undefined],
  ],
  valid: [
    kept("CMD python -m http.server $PORT"),
    `${python}ARG PORT\nENV PORT=80\nCMD python -m http.server $PORT`,
    `${python}ARG HOSTNAME=a\nCMD echo $HOSTNAME`,
    `${python}ARG PORT=80\nRUN echo $PORT\nCMD ["python"]`,
    `${python}ARG PORT=80\nCMD python -m http.server \${PORT:-80}`,
    `${python}ARG PORT=80\nCMD PORT=81; python -m http.server $PORT`,
    `${python}ARG PORT=80\nCMD . ./env && python -m http.server $PORT`,
    `${python}ARG PORT=80\nCMD awk '{ print $PORT }' a`,
    `${python}ARG PYTHON_VERSION=3\nCMD echo $PYTHON_VERSION`,
    `${python}ARG PORT=80\nCMD ["python", "$PORT"]`,
    `${python}ARG PORT=80\nENTRYPOINT ["/entrypoint.sh"]\nCMD python -m http.server $PORT`,
    `${python.replace("\n", " AS a")}\nARG PORT=80\nCMD python -m http.server $PORT\nFROM a\nENV PORT=80`,
    "FROM example.com/base\nARG PORT=80\nCMD serve $PORT",
    [
      `${python}ARG PORT=80\nCMD python -m http.server $PORT`,
      { files: { "compose.yaml": "services:\n  web:\n    build: .\n    environment:\n      PORT: 80\n" } },
    ],
  ],
} satisfies Cases;
