/** Servers whose first process stays root: what is told of each, and which of them may as well start as another user. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lint, unsilenced } from "../server/engine/lint";
import { score } from "../server/engine/score";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const settings = { rules: {} };

async function judge(text: string, files: Files) {
  const file = parseDockerfile(text);
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const problems = lint(file, facts, settings);
  const all = { problems, unsilenced: unsilenced(file, facts, settings) };
  const user = score(file, all, facts).practices.find(({ practice }) => practice === "unprivileged-user");
  return { problems, user };
}

describe("why the first process stays root", () => {
  const installed = (packages: string, start: string) =>
    `FROM debian:12-slim\nRUN apt-get update && apt-get install -y ${packages}\nCMD ${start}\n`;
  const ofSupervisor = installed("supervisor", '["supervisord", "-n"]');
  const cases: readonly (readonly [text: string, doubt: RegExp | undefined, files?: Files])[] = [
    [installed("nginx", '["nginx", "-g", "daemon off;"]'), /^nginx stays root/],
    [installed("php8.2-fpm", '["php-fpm8.2", "-F"]'), /^PHP-FPM stays root/],
    [installed("apache2", "apachectl -D FOREGROUND"), /^Apache stays root/],
    ["FROM httpd:2.4\n", /^Apache stays root/],
    [installed("openssh-server", '["/usr/sbin/sshd", "-D"]'), /^sshd needs root/],
    [ofSupervisor, /^supervisord stays root/],
    [
      ofSupervisor,
      /^supervisord runs api as root, to which supervisord.conf gives no user/,
      {
        "supervisord.conf":
          "[supervisord]\nnodaemon=true\n[program:nginx]\ncommand=nginx -g 'daemon off;'\n[program:api]\ncommand=node api.js\n",
      },
    ],
    [
      ofSupervisor,
      /runs a and 1 more as root, to which app.conf/,
      {
        "docker/supervisor/app.conf":
          "[program:a]\ncommand = a\n[program:b]\nuser=root\ncommand = b\n[program:c]\ncommand=c\nuser=www-data\n",
      },
    ],
    [
      ofSupervisor,
      /^supervisord stays root to start each/,
      { "supervisord.conf": "[program:api]\ncommand=node api.js\nuser=node\n" },
    ],
    [ofSupervisor, undefined, { "supervisord.conf": "[supervisord]\nuser=app\n[program:api]\ncommand=node api.js\n" }],
  ];
  for (const [text, doubt, files = {}] of cases) {
    test(text.split("\n").at(-2), async () => {
      const { user } = await judge(text, files);
      assert.equal(user?.state, doubt ? "unknown" : "met");
      assert.match(user?.doubt ?? "", doubt ?? /^$/);
    });
  }
});

describe("why the server of an official image may need root", () => {
  const fpm = "FROM php:8.4-fpm\nCOPY www.conf /usr/local/etc/php-fpm.d/www.conf\n";
  const apache = "FROM php:8.4-apache\n";
  const listening = `${apache}RUN sed -i 's/80/8080/g' /etc/apache2/ports.conf\n`;
  const nginx = "FROM nginx:1.30\nCOPY site.conf /etc/nginx/conf.d/default.conf\n";
  const cases: readonly (readonly [text: string, doubt: RegExp | undefined, files?: Files])[] = [
    [fpm, /^www.conf has user = app/, { "www.conf": "[www]\nuser = app\n" }],
    [fpm, /listen on \/run\/php.sock, which root opens/, { "www.conf": "[www]\nlisten = /run/php.sock\n" }],
    [fpm, undefined, { "www.conf": "[www]\n; user = app\nlisten = 0.0.0.0:9000\nslowlog = /tmp/slow.log\n" }],
    [fpm, /names \/var\/log\/fpm.log to be written/, { "www.conf": '[www]\naccess.log = "/var/log/fpm.log"\n' }],
    [fpm, /^www.conf has rlimit_files/, { "www.conf": "[www]\nrlimit_files = 9\n" }],
    [fpm, /^what COPY in line 2 says is not known/],
    ["FROM php:8.4-fpm\nCOPY --from=x / /\n", /^what COPY in line 2 says is not known/],
    [
      "FROM php:8.4-fpm\nCOPY <<A /usr/local/etc/php-fpm.d/a.conf\nchroot = /srv\nA\n",
      /^the text in line 2 has chroot/,
    ],
    ["FROM php:8.4-fpm\nRUN echo 'user = app' >> /usr/local/etc/php-fpm.d/zz.conf\n", /^RUN in line 2 changes/],
    [
      "FROM php:8.4-fpm\n",
      /^compose starts another program/,
      { "compose.yaml": "services:\n  a:\n    build: .\n  b:\n    build: .\n    command: php artisan queue:work\n" },
    ],
    [apache, /^Apache listens on port 80/],
    [listening, undefined],
    [
      `${apache}COPY ports.conf /etc/apache2/\n`,
      /^Apache listens on port 443/,
      { "ports.conf": "Listen 8080\nListen 443\n" },
    ],
    [
      `${apache}COPY ports.conf /etc/apache2/\n`,
      /^ports.conf has Apache listen on a port that cannot/,
      { "ports.conf": "Listen ${PORT}\n" },
    ],
    [`${apache}RUN sed -i 's/80/\${PORT}/g' /etc/apache2/ports.conf\n`, /^RUN in line 2 has Apache listen on a port/],
    [`${listening}RUN a2enmod rewrite ssl\n`, /^RUN in line 3 has Apache read a key/],
    [`${listening}ENV APACHE_RUN_USER=app\n`, /^ENV in line 3 changes who Apache is/],
    [
      `${listening}COPY a.conf /etc/apache2/sites-enabled/default.conf\n`,
      /^a.conf names \/var\/log\/a.log/,
      { "a.conf": "ErrorLog /var/log/a.log\n" },
    ],
    [nginx, /another publisher/, { "site.conf": "server {\n listen 8080;\n access_log /dev/stdout;\n}\n" }],
    [nginx, /^site.conf has nginx listen on 80, a port/, { "site.conf": "server {\n listen [::]:80;\n}\n" }],
    [nginx, /^site.conf has a server without listen/, { "site.conf": "server {\n # listen 8080;\n}\n" }],
    [nginx, /^site.conf has nginx listen on \$\{PORT\}/, { "site.conf": "server { listen ${PORT}; }\n" }],
    [
      nginx,
      /names \/var\/log\/nginx\/a.log/,
      { "site.conf": "server { listen 8080; access_log /var/log/nginx/a.log; }\n" },
    ],
    [nginx, /nginx read a key/, { "site.conf": "server { listen 8443 ssl; ssl_certificate_key /a.key; }\n" }],
    [`${nginx}RUN rm /a\n`, /^RUN in line 3 may do what takes root/, { "site.conf": "server { listen 8080; }\n" }],
    [
      "FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/nginx.conf\n",
      /^nginx.conf takes the place/,
      { "nginx.conf": "events {}\nhttp { server { listen 8080; } }\n" },
    ],
    ["FROM nginx:1.30\nCOPY . /opt/a\n", /^COPY in line 2 brings what/],
    ["FROM nginx:1.30\nCOPY site /usr/share/nginx/html\n", /publishes port 80/],
  ];
  for (const [text, doubt, files = {}] of cases) {
    test(`${text.trim()} ${Object.values(files)[0] ?? ""}`, async () => {
      const { problems } = await judge(text, { "index.php": "", "site/a.html": "", ...files });
      const found = problems.find(({ rule }) => /^root-(?:php|nginx)$/.test(rule.id));
      assert.ok(found);
      const fix = found.fixes?.[0];
      assert.match(found.note ?? fix?.doubt ?? "", doubt ?? /^$/);
      assert.equal(fix !== undefined && !fix.optional, doubt === undefined);
    });
  }
});
