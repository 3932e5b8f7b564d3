import type { Cases } from "../cases";

const from = "FROM node:24-slim\n";

export default {
  invalid: [
    [`${from}CMD [|pm2 start app.js|]`, `${from}CMD ["pm2-runtime", "start", "app.js"]`, { message: "ends at once" }],
    [
      `${from}CMD [[|"pm2", "start", "ecosystem.config.js", "--env", "production"|]]`,
      `${from}CMD ["pm2-runtime", "start", "ecosystem.config.js", "--env", "production"]`,
    ],
    [
      `${from}CMD [|pm2 start dist/main.js -i 2 --name api|] && tail -f /dev/null`,
      `${from}CMD ["pm2-runtime", "start", "dist/main.js", "-i", "2", "--name", "api"]`,
      { message: "signals tail -f alone" },
    ],
    [`${from}CMD ["sh", "-c", "[|pm2 start app.js|] && pm2 logs"]`, `${from}CMD ["pm2-runtime", "start", "app.js"]`],
    [`${from}CMD [|pm2 start app.js|]; sleep infinity`, `${from}CMD ["pm2-runtime", "start", "app.js"]`],
    [
      `${from}ENTRYPOINT [[|"node_modules/.bin/pm2", "start", "app.js"|]]`,
      `${from}ENTRYPOINT ["node_modules/.bin/pm2-runtime", "start", "app.js"]`,
    ],
    // More than that is started there.
    [`${from}CMD npm run migrate && [|pm2 start app.js|] && pm2 logs`, undefined],
    [`${from}CMD [|pm2 start $APP|] && pm2 logs`, undefined],
  ],
  valid: [
    `${from}CMD ["pm2-runtime", "app.js"]`,
    `${from}CMD ["pm2", "start", "app.js", "--no-daemon"]`,
    `${from}CMD pm2 start app.js --attach`,
    `${from}CMD pm2 logs`,
    `${from}CMD ["node", "pm2", "start"]`,
    `${from}RUN pm2 start app.js`,
  ],
} satisfies Cases;
