import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM debian\nCMD [[|"A=1"|], "sleep", "9"]',
      'FROM debian\nCMD ["env", "A=1", "sleep", "9"]',
      { message: 'takes "A=…" for the name of a program: the container does not start' },
    ],
    [
      'FROM node:24\nENTRYPOINT [ [|"NODE_ENV=production"|], "node", "a.js" ]',
      'FROM node:24\nENTRYPOINT [ "env", "NODE_ENV=production", "node", "a.js" ]',
    ],
    [
      'FROM node:24\nCMD [[|"NODE_ENV=production"|], "node", "a.js"]',
      'FROM node:24\nCMD ["env", "NODE_ENV=production", "node", "a.js"]',
    ],
    ['FROM debian\nCMD [[|"exec"|], "sleep", "9"]', 'FROM debian\nCMD ["sleep", "9"]'],
    ['FROM debian\nRUN [[|"export"|], "A=1"]', undefined, { message: "the build stops here" }],
    ['FROM debian\nHEALTHCHECK CMD [[|"A=1"|], "true"]', 'FROM debian\nHEALTHCHECK CMD ["env", "A=1", "true"]'],
    ['FROM gcr.io/distroless/static\nENTRYPOINT [[|"A=1"|], "/a"]', undefined],
  ],
  valid: [
    'FROM debian\nCMD ["env", "A=1", "sleep", "9"]',
    'FROM debian\nENTRYPOINT ["env"]\nCMD ["A=1", "sleep", "9"]',
    'FROM example.com/unknown\nCMD ["A=1", "sleep"]',
    'FROM debian\nCMD ["sh", "-c", "A=1 exec sleep 9"]',
    "FROM debian\nCMD A=1 sleep 9",
    'FROM debian\nONBUILD CMD ["A=1", "sleep"]',
  ],
} satisfies Cases;
