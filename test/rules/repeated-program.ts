import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM python:3.12-slim\nCOPY main.py /\nENTRYPOINT ["python3"]\nCMD [[|"python"|], "/main.py"]',
      'FROM python:3.12-slim\nCOPY main.py /\nENTRYPOINT ["python3"]\nCMD ["/main.py"]',
    ],
    ['FROM node\nENTRYPOINT ["node"]\nCMD [[|"node"|], "job.js"]', 'FROM node\nENTRYPOINT ["node"]\nCMD ["job.js"]'],
    [
      'FROM debian\nENTRYPOINT ["tini", "--", "/usr/bin/python3", "-u"]\nCMD [[|"python3"|], "a.py"]',
      'FROM debian\nENTRYPOINT ["tini", "--", "/usr/bin/python3", "-u"]\nCMD ["a.py"]',
    ],
    ['FROM debian AS a\nENTRYPOINT ["/srv/run"]\nFROM a\nCMD [[|"/srv/run"|]]', undefined],
    ...[
      ["nodejs22-debian12", '[|"node"|], "/a.js"', '"/a.js"'],
      ["nodejs24-debian13:nonroot", '[|"/nodejs/bin/node"|], "a.js"', '"a.js"'],
      ["python3-debian12", '[|"python"|], "a.py"', '"a.py"'],
      ["java21-debian12", '[|"java"|], "-jar", "/a.jar"', '"/a.jar"'],
      ["java21-debian12", '[|"-jar"|], "/a.jar"', '"/a.jar"'],
      ["python3-debian12", '[|"gunicorn"|], "a:app"', '"-m", "gunicorn", "a:app"'],
    ].map(
      ([image, bad, good]) =>
        [
          `FROM gcr.io/distroless/${image} AS a\nFROM a\nCMD [${bad}]`,
          `FROM gcr.io/distroless/${image} AS a\nFROM a\nCMD [${good}]`,
        ] as const,
    ),
    [
      'FROM gcr.io/distroless/java21-debian12\nCMD [[|"java"|], "-Xmx1g", "-jar", "/a.jar"]',
      'FROM gcr.io/distroless/java21-debian12\nENTRYPOINT ["/usr/bin/java", "-Xmx1g", "-jar", "/a.jar"]',
    ],
    [
      'FROM gcr.io/distroless/nodejs22-debian12\nCMD [[|"npm"|], "start"]',
      undefined,
      { message: "takes npm for the file" },
    ],
    ['FROM gcr.io/distroless/nodejs22-debian12\nCMD [[|"sh"|], "-c", "node a.js"]', undefined],
    ['FROM alpine/git\nCMD [[|"git"|], "status"]', 'FROM alpine/git\nCMD ["status"]'],
    [
      'FROM debian\nENTRYPOINT ["java", "-jar"]\nCMD [[|"java"|], "-jar", "/a.jar"]',
      'FROM debian\nENTRYPOINT ["java", "-jar"]\nCMD ["/a.jar"]',
    ],
  ],
  valid: [
    'FROM gcr.io/distroless/nodejs22-debian12\nCMD ["/a.js"]',
    'FROM gcr.io/distroless/nodejs22-debian12\nENTRYPOINT []\nCMD ["/nodejs/bin/node", "a.js"]',
    'FROM gcr.io/distroless/java-base-debian12\nCMD ["java", "-jar", "/a.jar"]',
    'FROM gcr.io/distroless/cc-debian12\nCMD ["/node"]',
    'FROM gcr.io/distroless/python3-debian12\nCMD ["-m", "gunicorn", "a:app"]',
    'FROM gcr.io/distroless/nodejs22-debian12\nWORKDIR /app\nCOPY --from=node:22 /x npm\nCMD ["npm"]',
    'FROM python:3.13\nENTRYPOINT ["python", "-m"]\nCMD ["gunicorn"]',
    'FROM node\nENTRYPOINT ["tini"]\nCMD ["node", "a.js"]',
    'FROM node\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["node", "a.js"]',
    'FROM node\nCMD ["node", "node", "a.js"]',
    'FROM debian\nENTRYPOINT ["minio"]\nCMD ["minio"]',
    'FROM debian\nENTRYPOINT ["env"]\nCMD ["env"]',
    "FROM node\nENTRYPOINT node a.js\nCMD node",
  ],
} satisfies Cases;
