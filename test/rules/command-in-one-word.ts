import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM node\nCMD [[|"node server.js"|]]', 'FROM node\nCMD ["node", "server.js"]', { message: '"node server.js"' }],
    [
      'FROM node\nENTRYPOINT [[|"/usr/bin/java -jar /a.jar"|]]',
      'FROM node\nENTRYPOINT ["/usr/bin/java", "-jar", "/a.jar"]',
    ],
    ['FROM debian\nRUN [[|"apt-get update"|]]', 'FROM debian\nRUN ["apt-get", "update"]'],
    [
      'FROM debian\nHEALTHCHECK CMD [[|"curl -f localhost:$PORT"|]]',
      'FROM debian\nHEALTHCHECK CMD ["sh", "-c", "exec curl -f localhost:$PORT"]',
    ],
    [
      'FROM node\nCMD [[|"npm run migrate && npm start"|]]',
      'FROM node\nCMD ["sh", "-c", "npm run migrate && npm start"]',
    ],
    ['FROM node\nCMD [[|"npm start"|], "--", "x"]', 'FROM node\nCMD ["npm", "start", "--", "x"]'],
  ],
  valid: [
    'FROM node\nCMD ["node", "a b.js"]',
    'FROM debian\nCOPY ["run.sh", "/opt/my tool/run"]\nENTRYPOINT ["/opt/my tool/run", "two words"]',
    'FROM debian\nCOPY ["run", "/opt/my tool"]\nENTRYPOINT ["/opt/my tool"]',
    'FROM debian\nENTRYPOINT ["echo"]\nCMD ["two words"]',
    'FROM debian\nENTRYPOINT ["sh", "-c"]\nCMD ["node server.js"]',
    'FROM debian\nENTRYPOINT ["/entry"]\nCMD ["node server.js"]',
    'FROM example.com/a\nCMD ["node server.js"]',
    'FROM node\nCMD ["node server.js", ]',
  ],
} satisfies Cases;
