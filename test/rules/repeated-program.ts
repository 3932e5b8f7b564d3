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
  ],
  valid: [
    'FROM node\nENTRYPOINT ["tini"]\nCMD ["node", "a.js"]',
    'FROM node\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["node", "a.js"]',
    'FROM node\nCMD ["node", "node", "a.js"]',
    'FROM debian\nENTRYPOINT ["minio"]\nCMD ["minio"]',
    'FROM debian\nENTRYPOINT ["env"]\nCMD ["env"]',
    "FROM node\nENTRYPOINT node a.js\nCMD node",
  ],
} satisfies Cases;
