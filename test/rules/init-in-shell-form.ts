import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node\nENTRYPOINT [|tini -- node app.js|]",
      'FROM node\nENTRYPOINT ["tini", "--", "node", "app.js"]',
      { message: "tini runs below a shell" },
    ],
    [
      'FROM node\nENTRYPOINT [|/usr/bin/dumb-init --|]\nCMD ["node", "a"]',
      'FROM node\nENTRYPOINT ["/usr/bin/dumb-init", "--"]\nCMD ["node", "a"]',
    ],
    [
      "FROM node\nCMD [|dumb-init node app.js --port $PORT|]",
      'FROM node\nCMD ["sh", "-c", "exec dumb-init node app.js --port $PORT"]',
    ],
    [
      "FROM node\nCMD [|/sbin/tini -- npm run a && npm run b|]",
      'FROM node\nCMD ["sh", "-c", "/sbin/tini -- npm run a && exec npm run b"]',
    ],
    ['FROM node\nCMD [|dumb-init node "a b"|]', 'FROM node\nCMD ["dumb-init", "node", "a b"]'],
  ],
  valid: [
    'FROM node\nCMD ["dumb-init", "node", "app.js"]',
    'FROM node\nENTRYPOINT ["tini", "--"]\nCMD ["node", "a"]',
    "FROM node\nCMD node dumb-init",
    "FROM node\nCMD exec dumb-init node a",
    "FROM node\nONBUILD CMD dumb-init node a",
    "FROM node\nRUN dumb-init node a",
    "FROM node\nHEALTHCHECK CMD dumb-init node a",
    'FROM node\nENTRYPOINT ["sh", "-c", "dumb-init node a"]',
  ],
} satisfies Cases;
