import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM node:22-slim\nCMD ["npx", "prisma", "migrate", "deploy", [|"&&"|], "node", "dist/main.js"]',
      'FROM node:22-slim\nCMD ["sh", "-c", "npx prisma migrate deploy && exec node dist/main.js"]',
      { message: "&& and what follows are arguments of npx" },
    ],
    [
      'FROM debian\nRUN ["apt-get", "update", [|"&&"|], "apt-get", "clean"]',
      "FROM debian\nRUN apt-get update && apt-get clean",
    ],
    [
      'FROM debian\nCMD ["serve", "a b", [|">"|], "/dev/null", "2>&1"]',
      `FROM debian\nCMD ["sh", "-c", "exec serve 'a b' > /dev/null 2>&1"]`,
    ],
    ['FROM debian\nCMD ["a", [|"|"|], "b"]', 'FROM debian\nCMD ["sh", "-c", "a | b"]'],
    [
      'FROM debian\nHEALTHCHECK CMD ["curl", "-f", "http://localhost", [|"||"|], "exit", "1"]',
      'FROM debian\nHEALTHCHECK CMD ["sh", "-c", "curl -f http://localhost || exit 1"]',
    ],
    // What "$@" would be then is not known.
    ['FROM debian\nENTRYPOINT ["migrate", [|"&&"|], "serve"]', undefined],
    // There is no shell.
    ['FROM gcr.io/distroless/static-debian12\nCMD ["/a", [|"&&"|], "/b"]', undefined],
  ],
  valid: [
    'FROM debian\nCMD ["sh", "-c", "a && b"]',
    'FROM debian\nCMD ["sh", "-c", "a", "&&", "b"]',
    'FROM debian\nENTRYPOINT ["sh", "-c"]\nCMD ["a", "&&", "b"]',
    'FROM debian\nRUN ["find", "/", "-exec", "rm", "{}", ";"]',
    'FROM debian\nCMD ["expr", "1", "|", "2"]',
    'FROM debian\nCMD ["grep", "a&&b"]',
    "FROM debian\nCMD a && b",
  ],
} satisfies Cases;
