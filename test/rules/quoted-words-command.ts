import type { Cases } from "../cases";

const files = { "package.json": '{ "scripts": { "start": "node server.js" } }', "server.js": "" };

export default {
  invalid: [
    ['FROM node\nCMD [|"npm" "start"|]', 'FROM node\nCMD ["npm", "start"]', { message: "brackets" }],
    ['FROM node\nCOPY . .\nCMD [|"npm" "start"|]', 'FROM node\nCOPY . .\nCMD ["node", "server.js"]', { files }],
    [
      'FROM node\nCOPY . .\nCMD [|"npm" "start"|]',
      'FROM node\nCOPY . .\nCMD ["npm", "start"]',
      { files, fix: "Write it in exec form" },
    ],
    ['FROM node\nCMD [|"node" "server.js"|]', 'FROM node\nCMD ["node", "server.js"]'],
    ["FROM node\nENTRYPOINT [|'node' \"server.js\"|]", 'FROM node\nENTRYPOINT ["node", "server.js"]'],
    ['FROM node\nCMD [|"npm start"|]', 'FROM node\nCMD ["npm", "start"]', { message: "blanks included" }],
    ['FROM node\nCOPY . .\nCMD [|"npm start"|]', 'FROM node\nCOPY . .\nCMD ["node", "server.js"]', { files }],
    ["FROM node\nCMD [|'npm run a && npm run b'|]", 'FROM node\nCMD ["sh", "-c", "npm run a && exec npm run b"]'],
    [
      'FROM node\nCMD [|"node" "$FILE"|]',
      'FROM node\nCMD ["sh", "-c", "exec \\"node\\" \\"$FILE\\""]',
      { message: "replaces the variables" },
    ],
    ['FROM node\nCMD [|"node" \\\n  "server.js"|]', 'FROM node\nCMD ["node", "server.js"]'],
    ['FROM node\nCMD [|"npm" "run" "my script"|]', 'FROM node\nCMD ["npm", "run", "my script"]'],
    [
      'FROM node AS dev\nCMD [|"npm" "run" "dev"|]\nFROM node\nCMD [|"npm" "start"|]',
      'FROM node AS dev\nCMD ["npm", "run", "dev"]\nFROM node\nCMD ["npm", "start"]',
    ],
    [
      'FROM node\nSHELL ["/bin/bash", "-c"]\nCMD [|"npm" "start"|]',
      'FROM node\nSHELL ["/bin/bash", "-c"]\nCMD ["npm", "start"]',
    ],
    [
      'FROM node\nENTRYPOINT ["dumb-init", "--"]\nCMD [|"node" "a"|]',
      'FROM node\nENTRYPOINT ["dumb-init", "--"]\nCMD ["node", "a"]',
    ],
  ],
  valid: [
    'FROM node\nCMD ["npm", "start"]',
    "FROM node\nCMD npm start",
    'FROM node\nCMD npm "start"',
    'FROM node\nCMD "start-app.sh"',
    'FROM node\nCMD "/opt/my app/run"',
    'FROM node\nCMD "npm" "start" > log',
    'FROM node\nCMD "a" "b" && "c" "d"',
    "FROM node\nCMD “npm” “start”",
    'FROM node\nCMD ["npm" "start"]',
    'FROM node\nRUN "npm" "ci"',
    'FROM node\nHEALTHCHECK CMD "curl" "localhost"',
    'FROM node\nONBUILD CMD "npm" "start"',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD "C:\\Program Files\\app.exe" "x"',
    'FROM node\n# hadolint ignore=DL3025\nCMD "npm" "start"',
  ],
} satisfies Cases;
