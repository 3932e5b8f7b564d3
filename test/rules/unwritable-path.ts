import type { Cases } from "../cases";

const files = {
  "package.json": '{"dependencies":{"a":"1"}}',
  "package-lock.json": "{}",
  "a.js": "",
  "s.sh": "",
  ".dockerignore": "node_modules\n",
};
const app = "FROM node:24-slim\nWORKDIR /app\n";
const given = "FROM node:24-slim\nWORKDIR /app\nRUN chown node:node /app\n";
const copied = "USER node\nCOPY --chown=node:node package*.json ./\n";
const user = "FROM node:24-slim\nUSER node\n";
const node = "FROM node:24-slim\n";

export default {
  invalid: [
    [
      "FROM debian:13\nUSER 1000\nRUN install -m 755 -d [|/opt/a|]",
      "FROM debian:13\nRUN install -d -o 1000 /opt/a\nUSER 1000\nRUN install -m 755 -d /opt/a",
    ],
    [
      "FROM debian:13\nUSER 1000\nRUN install -m 755 /etc/hosts [|/etc/a|]",
      "FROM debian:13\nRUN install -m 755 /etc/hosts /etc/a\nUSER 1000",
    ],
    [
      "FROM python:3.12-slim\nUSER 1000\nRUN pip install --target [|/opt/a|] flask",
      "FROM python:3.12-slim\nRUN install -d -o 1000 /opt/a\nUSER 1000\nRUN pip install --target /opt/a flask",
    ],
    [
      "FROM debian:13\nUSER 1000\nRUN set -e; touch [|/etc/a|]; echo",
      "FROM debian:13\nRUN set -e; touch /etc/a; echo\nUSER 1000",
    ],
    ["FROM debian:13\nUSER 1000\nRUN ls; touch [|/etc/a|]", "FROM debian:13\nRUN ls; touch /etc/a\nUSER 1000"],
    ...[
      ["FROM python:3.12-slim\nUSER 1000\n", "pip install flask", "USER 1000"],
      ["FROM python:3.12-slim\nUSER nobody\n", "python -m pip install --user flask", "USER nobody"],
    ].map(
      ([start = "", install = "", user = ""]) =>
        [
          `${start}RUN [|${install.split(" ")[0]}|]${install.slice((install.split(" ")[0] ?? "").length)}`,
          `${start.replace(`${user}\n`, "")}RUN ${install}\n${user}`,
          { message: "its home folder" },
        ] as const,
    ),
    [
      "FROM python:3.12-slim\nRUN useradd app\nUSER app\nRUN [|pip|] install flask",
      "FROM python:3.12-slim\nRUN useradd app\nRUN install -d -o app /home/app\nUSER app\nRUN pip install flask",
    ],
    [
      "FROM ruby:3.3-slim\nWORKDIR /rails\nRUN touch Gemfile Gemfile.lock\nUSER 1000\nRUN bundle config set --local deployment true && [|bundle|] install",
      "FROM ruby:3.3-slim\nWORKDIR /rails\nRUN touch Gemfile Gemfile.lock\nRUN chown 1000 /rails\nUSER 1000\nRUN bundle config set --local deployment true && bundle install",
    ],
    [
      "FROM ruby:3.3-slim\nWORKDIR /rails\nRUN touch Gemfile\nUSER 1000\nRUN [|bundle|] install",
      "FROM ruby:3.3-slim\nWORKDIR /rails\nRUN touch Gemfile\nRUN chown 1000 /rails\nUSER 1000\nRUN bundle install",
    ],
    [
      "FROM debian:12-slim\nWORKDIR /app\nUSER nobody\nRUN rm -rf [|/app|]",
      "FROM debian:12-slim\nWORKDIR /app\nRUN rm -rf /app\nUSER nobody",
    ],
    // Projects.
    [
      `${app}${copied}RUN [|npm|] ci\n`,
      `${given}${copied}RUN npm ci\n`,
      { files, message: 'npm ci works as "node" here and may not write /app, which belongs to root' },
    ],
    [
      `${app}${copied}RUN a=b [|npm|] install --omit=dev && ls`,
      `${given}${copied}RUN a=b npm install --omit=dev && ls`,
      { files },
    ],
    [`${app}${copied}RUN [|pnpm|] install`, `${given}${copied}RUN pnpm install`, { files }],
    [
      `${app}${copied}WORKDIR /\nRUN cd /app && [|npm|] ci`,
      `${given}${copied}WORKDIR /\nRUN cd /app && npm ci`,
      { files },
    ],
    [
      `${app}${copied}WORKDIR /\nRUN [|npm|] --prefix /app ci`,
      `${given}${copied}WORKDIR /\nRUN npm --prefix /app ci`,
      { files },
    ],
    // The names of what is copied are known without the context.
    [`${app}${copied}RUN [|npm|] ci\n`, `${given}${copied}RUN npm ci\n`],
    // One cause is said once.
    [
      `${app}${copied}RUN [|npm|] ci\nRUN touch x\nRUN mkdir y`,
      `${given}${copied}RUN npm ci\nRUN touch x\nRUN mkdir y`,
      { files },
    ],
    // The copy makes the folder, below USER as well.
    [
      "FROM node:24-slim\nUSER node\nCOPY . /srv/app\nRUN cd /srv/app && [|npm|] ci",
      "FROM node:24-slim\nUSER node\nCOPY --chown=node:node . /srv/app\nRUN cd /srv/app && npm ci",
      { files },
    ],
    [
      "FROM python:3.13-slim\nRUN useradd -m -U jobs\nWORKDIR /srv/jobs\n\n# who\nUSER jobs\nRUN python -m venv [|.venv|]",
      "FROM python:3.13-slim\nRUN useradd -m -U jobs\nWORKDIR /srv/jobs\n\nRUN chown jobs:jobs /srv/jobs\n# who\nUSER jobs\nRUN python -m venv .venv",
    ],
    [
      "FROM python:3.13-slim\nRUN useradd jobs\nUSER jobs\nRUN python3 -m venv [|/opt/venv|]",
      "FROM python:3.13-slim\nRUN useradd jobs\nRUN install -d -o jobs /opt/venv\nUSER jobs\nRUN python3 -m venv /opt/venv",
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /srv/a\nUSER 1000:1000\nRUN [|uv|] venv",
      "FROM python:3.13-slim\nWORKDIR /srv/a\nRUN chown 1000:1000 /srv/a\nUSER 1000:1000\nRUN uv venv",
    ],
    [
      `${node}WORKDIR /srv/a\nUSER node\nCOPY composer.json ./\nRUN [|composer|] install`,
      `${node}WORKDIR /srv/a\nRUN chown node:node /srv/a\nUSER node\nCOPY composer.json ./\nRUN composer install`,
    ],
    // Folders and files.
    [
      `${user}RUN mkdir [|/data|]`,
      `${node}RUN install -d -o node -g node /data\nUSER node\nRUN mkdir -p /data`,
      { message: 'mkdir works as "node" here and may not write /, which belongs to root' },
    ],
    [
      `${user}RUN mkdir -p [|/data/a|] [|/cache|]`,
      `${node}RUN install -d -o node -g node /data/a\nRUN install -d -o node -g node /cache\nUSER node\nRUN mkdir -p /data/a /cache`,
    ],
    [`${user}RUN touch [|/etc/a|]`, `${node}RUN touch /etc/a\nUSER node`],
    [
      `${user}WORKDIR /a\nRUN echo a >> [|/etc/a|] 2>&1`,
      `${user}WORKDIR /a\nUSER root\nRUN echo a >> /etc/a 2>&1\nUSER node`,
      { message: 'The shell works as "node"' },
    ],
    [`${user}RUN echo a | tee -a [|/etc/a|] >/dev/null`, `${node}RUN echo a | tee -a /etc/a >/dev/null\nUSER node`],
    [
      `${user}RUN curl -fsSLo [|/usr/local/bin/a|] https://example.org/a`,
      `${node}RUN curl -fsSLo /usr/local/bin/a https://example.org/a\nUSER node`,
    ],
    [`${app}USER node\nRUN [|wget|] https://example.org/a`, `${given}USER node\nRUN wget https://example.org/a`],
    [
      `${user}RUN wget -qO [|/opt/a|] https://example.org/a`,
      `${node}RUN wget -qO /opt/a https://example.org/a\nUSER node`,
    ],
    [
      `${user}RUN git clone https://example.org/a.git [|/srv/a|]`,
      `${node}RUN install -d -o node -g node /srv/a\nUSER node\nRUN git clone https://example.org/a.git /srv/a`,
    ],
    [
      `${user}RUN curl -L https://example.org/a.tgz | [|tar|] -xz -C /opt`,
      `${node}RUN curl -L https://example.org/a.tgz | tar -xz -C /opt\nUSER node`,
    ],
    [`${user}RUN ln -s /a [|/usr/local/bin/a|]`, `${node}RUN ln -s /a /usr/local/bin/a\nUSER node`],
    [`${app}USER node\nRUN cp /etc/passwd [|.|]`, `${given}USER node\nRUN cp /etc/passwd .`],
    [
      `${app}COPY a.js ./\nUSER node\nRUN sed -i s/a/b/ [|a.js|]`,
      `${app}COPY a.js ./\nRUN chown node:node /app\nUSER node\nRUN sed -i s/a/b/ a.js`,
      { files },
    ],
    [
      `${user}COPY s.sh /s.sh\nRUN chmod +x [|/s.sh|]`,
      `${user}COPY --chown=node:node s.sh /s.sh\nRUN chmod +x /s.sh`,
      { files, message: 'chmod works as "node" here, but /s.sh belongs to root, who alone may do that' },
    ],
    [`${user}RUN touch [|/root/a|]`, undefined, { message: "may not enter /root" }],
    [
      `${node}RUN mkdir /a && chown node /a && chmod 555 /a\nUSER node\nRUN touch [|/a/b|]`,
      undefined,
      { message: "has the mode 555" },
    ],
    // Tools for all.
    [`${user}RUN [|npm|] i -g pm2`, `${node}RUN npm i -g pm2\nUSER node`, { message: "/usr/local/lib/node_modules" }],
    [`${user}WORKDIR /a\nRUN [|corepack|] enable`, `${user}WORKDIR /a\nUSER root\nRUN corepack enable\nUSER node`],
    [
      `${user}ENV NPM_CONFIG_PREFIX=/opt/npm\nRUN [|npm|] i -g pm2`,
      `${node}RUN install -d -o node -g node /opt/npm\nUSER node\nENV NPM_CONFIG_PREFIX=/opt/npm\nRUN npm i -g pm2`,
    ],
    // A stage that goes on as the user of another.
    [
      `${node}WORKDIR /app\nUSER node\nFROM 0\nRUN touch [|a|]`
        .replace("FROM 0", "FROM b")
        .replace("24-slim", "24-slim AS b"),
      "FROM node:24-slim AS b\nWORKDIR /app\nUSER node\nFROM b\nUSER root\nRUN chown node:node /app\nUSER node\nRUN touch a",
    ],
    // Images of other languages.
    [
      "FROM golang:1.25\nWORKDIR /src\nUSER 1000\nRUN go build -o [|app|] .",
      "FROM golang:1.25\nWORKDIR /src\nRUN chown 1000 /src\nUSER 1000\nRUN go build -o app .",
    ],
    [
      "FROM php:8.4-fpm\nWORKDIR /srv/app\nUSER www-data\nRUN mkdir [|var|]",
      "FROM php:8.4-fpm\nWORKDIR /srv/app\nRUN chown www-data:www-data /srv/app\nUSER www-data\nRUN mkdir var",
    ],
    [
      "FROM eclipse-temurin:21-jdk\nWORKDIR /app\nUSER 1000\nRUN mkdir [|target|]",
      "FROM eclipse-temurin:21-jdk\nWORKDIR /app\nRUN chown 1000 /app\nUSER 1000\nRUN mkdir target",
    ],
  ],
  valid: [
    "FROM debian:13\nUSER 1000\nRUN install -d /tmp/a && install /etc/hosts /tmp/a/",
    // A shell minds the last command alone.
    "FROM debian:13\nUSER 1000\nRUN touch /etc/a; echo",
    "FROM debian:13\nUSER 1000\nRUN touch /etc/a && touch /etc/b; ls",
    "FROM debian:13\nUSER 1000\nRUN <<EOF\ntouch /etc/a\nls\nEOF",
    "FROM python:3.12-slim\nRUN useradd -m app\nUSER app\nRUN pip install flask",
    "FROM python:3.12-slim\nENV HOME=/tmp\nUSER 1000\nRUN pip install --user flask",
    "FROM python:3.12-slim\nRUN python -m venv /venv && chown -R 1000 /venv\nENV PATH=/venv/bin:$PATH\nUSER 1000\nRUN pip install flask",
    "FROM python:3.12-slim\nRUN echo 'app:x:1000:1000::/tmp:' >> /etc/passwd\nUSER 1000\nRUN pip install flask",
    "FROM python:3.12-slim\nUSER 1000\nRUN pip install --target /tmp/x flask",
    "FROM ubuntu:24.04\nUSER 1000\nRUN pip install --user flask",
    "FROM example.com/python\nUSER 1000\nRUN pip install --user flask",
    "FROM ruby:3.3-slim\nWORKDIR /rails\nRUN touch Gemfile Gemfile.lock\nUSER 1000\nRUN bundle config set --local without development && bundle install",
    "FROM ruby:3.3-slim\nWORKDIR /rails\nENV BUNDLE_PATH=/usr/local/bundle BUNDLE_DEPLOYMENT=1\nRUN touch Gemfile Gemfile.lock\nUSER 1000\nRUN bundle install",
    "FROM debian:12-slim\nUSER nobody\nRUN rm -f /app/a && rm -rf /tmp/x",
    "FROM debian:12-slim\nRUN install -d -o nobody /srv/x && touch /srv/x/a\nUSER nobody\nRUN rm /srv/x/a",
    "FROM golang:1.25\nUSER 1000\nRUN go install example.com/x@latest && mkdir /go/x /tmp/x",
    "FROM php:8.4-fpm\nUSER www-data\nRUN mkdir var /var/www/x",
    "FROM rust:1.90\nUSER 1000\nRUN mkdir /usr/local/cargo/x",
    "FROM nginx:1.29\nUSER nginx\nRUN touch /var/cache/nginx/x",
    [`${given}${copied}RUN npm ci`, { files }],
    [`${node}USER node\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci`, { files }],
    [`${node}WORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nUSER node`, { files }],
    [`${app}RUN chmod 777 /app\n${copied}RUN npm ci`, { files }],
    [`${app}RUN ./setup.sh\n${copied}RUN npm ci`, { files }],
    // Nothing is installed.
    [`${app}${copied}RUN npm ci`, { files: { ...files, "package.json": "{}" } }],
    [`${app}${copied}RUN npm ci || true`, { files }],
    [`${app}${copied}RUN if a; then npm ci; fi`, { files }],
    [`${app}${copied}RUN [ -w . ] && npm ci`, { files }],
    [`${app}${copied}RUN sudo npm ci && npm ci --dry-run && npm -v`, { files }],
    [`${app}${copied}RUN --mount=type=cache,target=/app/node_modules,uid=1000 npm ci`, { files }],
    [`${app}${copied}RUN --mount=type=tmpfs,target=/app npm ci`, { files }],
    [`${app}RUN install -d -o node -g node node_modules\n${copied}RUN npm ci`, { files }],
    // The project lies elsewhere.
    [`${app}USER node\nRUN npm ci`, { files }],
    // Nobody knows what was there before.
    "FROM example.org/base\nWORKDIR /app\nUSER 1000\nRUN npm ci",
    `${app}USER $U\nRUN touch a`,
    `${app}COPY . .\nUSER node\nRUN mkdir -p a`,
    // Places for all.
    `${user}RUN touch /tmp/a && mkdir ~/a /home/node/b && echo a > /dev/null && cd /tmp && curl -O https://example.org/a`,
    `${user}RUN mkdir -p /tmp /etc && cp /etc/passwd /tmp/`,
    `${user}RUN wget -qO- https://example.org | tar xz -C /tmp`,
    // The prefix of npm is another.
    `${user}RUN npm config set prefix /home/node/g && npm i -g pm2`,
    `${user}ENV NPM_CONFIG_PREFIX=/home/node/g\nRUN npm i -g pm2`,
    `${user}RUN npm i -g --prefix ~/g pm2 && corepack enable --install-directory ~/bin`,
    `${user}RUN NPM_CONFIG_PREFIX=~/g npm i -g pm2`,
    `${node}RUN chown -R node /usr/local/lib/node_modules /usr/local/bin\nUSER node\nRUN npm i -g pm2 && corepack enable`,
    `${user}RUN yarn global add a && corepack prepare pnpm@9 --activate`,
    // Other matters.
    `${user}COPY --chown=node s.sh /s.sh\nRUN chmod +x /s.sh`,
    `${user}RUN apt-get update && touch /etc/a`,
    `${user}ONBUILD RUN touch /etc/a`,
    'FROM node:24-slim\nUSER node\nCMD ["touch", "/etc/a"]',
  ],
} satisfies Cases;
