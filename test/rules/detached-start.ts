import type { Cases } from "../cases";

const from = "FROM node:24-slim\n";

export default {
  invalid: [
    [`${from}CMD [|forever start app.js|] && tail -f /dev/null`, undefined, { message: "signals tail -f alone" }],
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
    // It stays, and does not heed the signal.
    [
      `${from}CMD [[|"pm2", "start", "app.js", "--no-daemon"|]]`,
      `${from}CMD ["pm2-runtime", "start", "app.js"]`,
      { message: "waits ten seconds" },
    ],
    [
      `${from}CMD [|pm2 start app.json --attach --env production|]`,
      `${from}CMD ["pm2-runtime", "start", "app.json", "--env", "production"]`,
    ],
    // More than that is started there.
    [`${from}CMD npm run migrate && [|pm2 start app.js|] && pm2 logs`, undefined],
    [`${from}CMD [|pm2 start $APP|] && pm2 logs`, undefined],
    // Daemons of distributions.
    [
      'FROM debian:13-slim\nRUN apt-get update && apt-get install -y cron\nCMD [[|"cron"|]]',
      'FROM debian:13-slim\nRUN apt-get update && apt-get install -y cron\nCMD ["cron", "-f"]',
      { message: "ends at once" },
    ],
    [
      'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y openssh-server\nCMD [[|"/usr/sbin/sshd", "-e"|]]',
      'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y openssh-server\nCMD ["/usr/sbin/sshd", "-D", "-e"]',
    ],
    ["FROM alpine:3.22\nCMD [|crond -l 2|]", 'FROM alpine:3.22\nCMD ["crond", "-f", "-l", "2"]'],
    // nginx goes there by itself.
    [
      'FROM nginx:1.30\nCMD [[|"nginx"|]]',
      'FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]',
      { message: "ends at once" },
    ],
    ["FROM nginx:1.30\nCMD [|nginx|]", 'FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]'],
    ['FROM nginx:1.30\nENTRYPOINT [[|"nginx"|]]', 'FROM nginx:1.30\nENTRYPOINT ["nginx", "-g", "daemon off;"]'],
    [
      'FROM nginxinc/nginx-unprivileged:1.30\nCOPY site.conf /etc/nginx/conf.d/default.conf\nCMD [[|"nginx", "-g", "worker_processes 1;"|]]',
      undefined,
    ],
    [
      'FROM debian:13-slim\nRUN apt-get update && apt-get install -y nginx\nCMD [[|"/usr/sbin/nginx"|]]',
      'FROM debian:13-slim\nRUN apt-get update && apt-get install -y nginx\nCMD ["/usr/sbin/nginx", "-g", "daemon off;"]',
    ],
    [
      'FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/\nCMD [[|"nginx"|]]',
      'FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/\nCMD ["nginx", "-g", "daemon off;"]',
      { files: { "nginx.conf": "events {}\nhttp {\n  include /etc/nginx/mime.types;\n}\n" } },
    ],
    [
      "FROM debian:13-slim\nCMD [|service nginx start|] && tail -f /dev/null",
      undefined,
      { message: "signals tail -f alone" },
    ],
    ['FROM httpd:2.4\nCMD [[|"apachectl", "start"|]]', undefined],
  ],
  valid: [
    'FROM debian:13-slim\nRUN apt-get update && apt-get install -y cron\nCMD ["cron", "-f", "-L", "2"]',
    "FROM debian:13-slim\nRUN apt-get update && apt-get install -y cron\nCMD cron && tail -f /var/log/cron.log",
    'FROM alpine:3.22\nCMD ["crond", "-f"]',
    'FROM debian:13-slim\nRUN apt-get update && apt-get install -y openssh-server\nCMD ["/usr/sbin/sshd", "-De"]',
    // A program of the project.
    'FROM debian:13-slim\nCOPY cron /usr/local/bin/\nCMD ["cron"]',
    `${from}STOPSIGNAL SIGINT\nCMD ["pm2", "start", "app.js", "--no-daemon"]`,
    'FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]',
    "FROM nginx:1.30\nCMD nginx -g 'daemon off;'",
    'FROM nginx:1.30\nRUN echo "daemon off;" >> /etc/nginx/nginx.conf\nCMD ["nginx"]',
    'FROM nginx:1.30\nRUN ./setup.sh\nCMD ["nginx"]',
    'FROM nginx:1.30\nCMD ["nginx", "-c", "/x.conf"]',
    'FROM nginx:1.30\nCMD ["nginx-debug"]',
    'FROM nginx:1.30\nENTRYPOINT ["/own.sh"]\nCMD ["nginx"]',
    "FROM nginx:1.30\nCMD nginx && node server.js",
    'FROM example/nginx:1\nCMD ["nginx"]',
    // Nothing is known of it, or it says so itself.
    'FROM nginx:1.30\nCOPY etc /etc\nCMD ["nginx"]',
    'FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/nginx.conf\nCMD ["nginx"]',
    [
      'FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/nginx.conf\nCMD ["nginx"]',
      { files: { "nginx.conf": "daemon off;\nevents {}\nhttp {}\n" } },
    ],
    [
      'FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/nginx.conf\nCMD ["nginx"]',
      { files: { "nginx.conf": "events {}\ninclude /etc/nginx/own.conf;\n" } },
    ],
    `${from}CMD ["pm2-runtime", "app.js"]`,
    `${from}CMD pm2 logs`,
    `${from}CMD ["node", "pm2", "start"]`,
    `${from}RUN pm2 start app.js`,
    'FROM debian:13-slim\nRUN apt-get update && apt-get install -y cron\nCOPY cron /usr/local/bin/cron\nCMD ["cron"]',
    "FROM debian:13-slim\nRUN apt-get update && apt-get install -y cron\nCMD cron; while true; do sleep 1; done",
  ],
} satisfies Cases;
