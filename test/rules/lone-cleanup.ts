import type { Cases } from "../cases";

const install = "FROM node:24-slim\nRUN yarn install\n";

export default {
  invalid: [
    [`${install}[|RUN|] rm -rf /usr/local/share/.cache/yarn\nCMD ["node", "a.js"]`, `${install}CMD ["node", "a.js"]`],
    [`${install}[|RUN|] npm cache clean --force && rm -rf ~/.npm`, install.trimEnd()],
    [
      "FROM debian:13\nRUN apt-get update && apt-get install -y jq\n[|RUN|] apt-get clean && rm -rf /var/lib/apt/lists/*",
      "FROM debian:13\nRUN apt-get update && apt-get install -y jq",
    ],
    ["FROM alpine:3.22\n[|RUN|] rm -rf /var/cache/apk/* /root/.cache/pip\nCMD a", "FROM alpine:3.22\nCMD a"],
  ],
  valid: [
    `${install}RUN rm -rf /usr/local/share/.cache/yarn /app/secret`,
    `${install}RUN rm -rf dist`,
    `${install}RUN rm -rf /root /tmp`,
    `${install}RUN yarn cache clean && yarn build`,
    "FROM debian:13\nRUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*",
    "FROM debian:13 AS all\nRUN rm -rf /var/lib/apt/lists/*\nFROM scratch\nCOPY --from=all / /",
    "FROM debian:13\nONBUILD RUN rm -rf /var/lib/apt/lists/*",
    "FROM debian:13\nRUN apt-get purge -y gcc",
  ],
} satisfies Cases;
