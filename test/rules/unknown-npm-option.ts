import type { Cases } from "../cases";

const from = "FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\n";

export default {
  invalid: [
    [`${from}RUN npm ci [|--omit-dev|]`, `${from}RUN npm ci --omit=dev`, { message: "all the same" }],
    [`${from}RUN npm install [|--only-production|] --no-audit`, `${from}RUN npm install --omit=dev --no-audit`],
    [
      `${from}ENV NODE_ENV=production\nRUN npm ci [|--no-dev|]`,
      `${from}ENV NODE_ENV=production\nRUN npm ci --omit=dev`,
      { severity: "info" },
    ],
    [`${from}RUN npm ci [|--omit=devDependencies|]`, `${from}RUN npm ci --omit=dev`],
  ],
  valid: [
    `${from}RUN npm ci --omit=dev && npm ci --omit dev && npm ci --production --prod`,
    `${from}RUN composer install --no-dev`,
    `${from}RUN npm run build --no-dev`,
  ],
} satisfies Cases;
