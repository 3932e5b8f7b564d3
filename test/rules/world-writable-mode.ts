import type { Cases } from "../cases";

const from = "FROM debian:13\n";

export default {
  invalid: [
    // Of what is for all, the sticky bit has to stay.
    ["FROM a\nRUN chmod [|777|] /tmp", "FROM a\nRUN chmod 1777 /tmp", { severity: "info", message: "sticky" }],
    ["FROM debian:13\nRUN install -m [|0777|] -d /srv/data", undefined, { message: '"/srv/data"', severity: "info" }],
    [
      "FROM debian:13\nRUN install -o app [|-m777|] x /srv/x && mkdir -p [|--mode=777|] /srv/a && mkdir -m [|a+rwx|] /srv/b",
      undefined,
    ],
    [`${from}RUN mkdir /srv/a && chmod -R [|0777|] /srv`, `${from}RUN mkdir /srv/a && chmod -R 0755 /srv`],
    [`${from}RUN chmod [|666|] /etc/app.conf`, `${from}RUN chmod 644 /etc/app.conf`],
    [
      `${from}RUN find /srv -type d -exec chmod [|0777|] {} +`,
      `${from}RUN find /srv -type d -exec chmod 0755 {} +`,
      { message: '"/srv"', severity: "warning" },
    ],
    [`${from}RUN find /srv -type f | xargs chmod [|666|]`, `${from}RUN find /srv -type f | xargs chmod 644`],
    // Who writes it then has to own it.
    [
      "FROM node:24-slim\nRUN mkdir /data && chmod -R [|777|] /data\nUSER node\n",
      "FROM node:24-slim\nRUN mkdir /data && chown -R node:node /data && chmod -R 755 /data\nUSER node\n",
    ],
    [
      "FROM node:24-slim\nCOPY --chmod=[|777|] a /a\nUSER node\n",
      "FROM node:24-slim\nCOPY --chmod=755 --chown=node:node a /a\nUSER node\n",
    ],
    ["FROM node:24-slim\nUSER node\nRUN chmod [|777|] /a", "FROM node:24-slim\nUSER node\nRUN chmod 755 /a"],
    [
      "FROM node:24-slim\nRUN chmod [|777|] /data",
      "FROM node:24-slim\nRUN chown 1001:1001 /data && chmod 755 /data",
      { files: { "compose.yaml": 'services:\n  web:\n    build: .\n    user: "1001:1001"\n' } },
    ],
    ["FROM node:24-slim\nRUN chmod [|777|] /data\nRUN useradd app\nUSER app", undefined],
    ["FROM node:24-slim\nRUN find /data -exec chmod [|777|] {} +\nUSER node", undefined],
    ["FROM node:24-slim\nRUN chmod [|777|] /data\nUSER $APP", undefined],
    // The workers of Apache are not root, and root goes on to write what is theirs.
    [
      "FROM php:8.4-apache\nRUN chmod -R [|777|] storage",
      "FROM php:8.4-apache\nRUN chown -R www-data:www-data storage && chmod -R 755 storage",
    ],
    [
      'FROM php:8.4-fpm-alpine\nCOPY --chmod=[|777|] var /srv/var\nENTRYPOINT ["./entry.sh"]\nCMD ["php-fpm"]',
      'FROM php:8.4-fpm-alpine\nCOPY --chmod=755 --chown=www-data:www-data var /srv/var\nENTRYPOINT ["./entry.sh"]\nCMD ["php-fpm"]',
    ],
    ['FROM debian:13\nRUN chmod -R [|777|] /var/www\nCMD ["apache2ctl", "-DFOREGROUND"]', undefined],
    ['FROM debian:13\nRUN chmod [|777|] /data\nENTRYPOINT ["gosu", "app", "server"]', undefined],
    [`${from}RUN chmod -R [|a+rwX|] /srv`, undefined],
    [`${from}RUN chmod [|ugo+w|] /srv /opt`, undefined],
    [`${from}RUN chmod -R [|o+w|] $DIR`, undefined],
    [`${from}COPY --chmod=[|777|] a /srv/a`, `${from}COPY --chmod=755 a /srv/a`],
  ],
  valid: [
    "FROM debian:13\nRUN install -m 0755 -d /srv && mkdir -m 1777 /srv/tmp && mkdir -pm 755 /a && install -d -m 0777 /tmp/x",
    `${from}RUN chmod -R 755 /srv && chmod 1777 /tmp`,
    `${from}RUN chmod 1777 /tmp`,
    `${from}RUN find /tmp -exec chmod 777 {} + && find /srv -perm 777 -exec chmod 755 {} ";" && find /srv -exec ls {} +`,
    `${from}RUN chmod 1777 /srv/shared`,
    `${from}RUN chmod +w /srv`,
    `${from}RUN chmod g+w -R /srv`,
    `${from}RUN chmod -R g=u /srv`,
    `${from}RUN chmod $MODE /srv`,
    `${from}COPY --chmod=0644 a /srv/a`,
  ],
} satisfies Cases;
