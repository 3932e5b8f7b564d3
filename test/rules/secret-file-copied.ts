import type { Cases } from "../cases";

export default {
  invalid: [
    // Out of a mount of the context.
    [
      "FROM debian:13\nRUN --mount=type=bind,source=.env,target=/tmp/.env cp /tmp/.env [|/app/.env|]",
      undefined,
      { files: { ".env": "API_KEY=x9" } },
    ],
    [
      "FROM debian:13\nWORKDIR /app\nRUN --mount=type=bind,target=/ctx cp /ctx/id_rsa [|.|]",
      undefined,
      { severity: "error" },
    ],
    // Settings of tools, by their text.
    ...(
      [
        ["pip.conf", "/etc/pip.conf", "[global]\nextra-index-url = https://bot:s3cr8@pypi.example.com/simple"],
        ["config/yarnrc.yml", ".yarnrc.yml", 'npmAuthToken: "npm_abcdefghijklmnopqrstuvwxyz0123456789"'],
        ["NuGet.Config", "./", '<add key="Username" value="a" />\n<add key="ClearTextPassword" value="s3cr8t" />'],
        ["auth.json", "/tmp/", '{"github-oauth": {"github.com": "ghp_abcdefghijklmnopqrstuvwxyz0123456789"}}'],
        ["settings.xml", "/root/.m2/", "<server><id>a</id><password>s3cr8t</password></server>"],
      ] as const
    ).map(
      ([name, target, text]) =>
        [
          `FROM debian:13\nCOPY [|${name}|] ${target}`,
          undefined,
          { files: { [name]: text }, message: "stays in the layer" },
        ] as const,
    ),
    ["FROM node:24\nCOPY [|id_rsa|] /root/.ssh/", undefined, { message: "private SSH key" }],
    ["FROM node:24\nADD [|.ssh/id_ed25519|] [|./certs/tls.key|] /root/", undefined],
    ["FROM node:24\nCOPY package.json [|.env|] ./", undefined, { message: "environment values" }],
    ['FROM node:24\nCOPY [[|".aws/"|], "/root/.aws/"]', undefined, { message: "AWS" }],
    ["FROM node:24\nCOPY [|certs/privkey.pem|] /etc/ssl/", undefined],
    ["FROM node:24\nCOPY [|server-key.pem|] /etc/ssl/", undefined],
    ["FROM node:24\nCOPY \\\n  # for git\n  [|.netrc|] \\\n  /root/", undefined],
    ["FROM node:24 AS a\nCOPY [|.git-credentials|] /root/\nFROM node:24", undefined],
    ["FROM node:24\nCOPY --from=build [|/app/.env|] ./", undefined],
    ["FROM node:24\nCOPY [|kubeconfig|] [|.docker/config.json|] [|keystore.p12|] /root/", undefined],
    [
      "FROM node:24\nCOPY [|config/prod.env|] /etc/app/env",
      undefined,
      {
        message: "sets DB_PASSWORD",
        severity: "warning",
        files: { "config/prod.env": "A=1\nexport DB_PASSWORD='hunter2x'\n" },
      },
    ],
    [
      "FROM node:24\nCOPY [|.env.production|] ./.env",
      undefined,
      { files: { ".env.production": "API_TOKEN=9f86d081\n" } },
    ],
    ["FROM node:24\nADD [|deploy/*.env|] /etc/", undefined, { files: { "deploy/app.env": "JWT_SECRET=hunter2x\n" } }],
  ],
  valid: [
    ["FROM debian:13\nCOPY .env /app/", { files: { ".env": "PORT=3000\nLOG_LEVEL=info\n" } }],
    "FROM debian:13\nRUN --mount=type=bind,target=/ctx . /ctx/.env && make",
    "FROM debian:13\nRUN --mount=type=bind,source=.env,target=/tmp/.env cp /tmp/.env /app/.env && make && rm /app/.env",
    [
      "FROM debian:13\nRUN --mount=type=bind,target=/ctx cp /ctx/.env /app/",
      { files: { ".env": "API_KEY=x9", ".dockerignore": ".env\n" } },
    ],
    ...(
      [
        ["pip.conf", "[global]\nindex-url = https://pypi.example.com/simple"],
        ["pip.conf", "[global]\nindex-url = https://bot:${PIP_PASSWORD}@pypi.example.com/simple"],
        ["yarnrc.yml", 'npmAuthToken: "${NPM_TOKEN}"\nnodeLinker: node-modules'],
        ["auth.json", '{"password": "Passwort-vergessen", "auth.failed": "Fehlgeschlagen"}'],
        ["settings.xml", "<server><password>${env.PASSWORD}</password></server>"],
        ["nuget.config", '<add key="ClearTextPassword" value="%FEED_PASSWORD%" />'],
      ] as const
    ).map(([name, text]): [string, object] => [`FROM debian:13\nCOPY ${name} ./`, { files: { [name]: text } }]),
    [
      "FROM node:24\nCOPY .env.production ./.env",
      { files: { ".env.production": "VITE_API_KEY=abc\nAPI_URL=https://x\nTOKEN=\n" } },
    ],
    ["FROM node:24\nCOPY prod.env /etc/", { files: { "prod.env": "DB_PASSWORD=changeme\nAPI_KEY=${API_KEY}\n" } }],
    ["FROM node:24\nCOPY example.env /etc/", { files: { "example.env": "DB_PASSWORD=hunter2x\n" } }],
    "FROM node:24\nCOPY . .",
    "FROM node:24\nCOPY .env.example .env.production ./",
    "FROM node:24\nCOPY id_rsa.pub ca.pem cert.pem fullchain.pem public-key.pem pubkey.pem /etc/ssl/",
    "FROM debian:13\nADD https://example.org/private.key /etc/apt/keyrings/",
    "FROM debian:13\nCOPY nodesource.key /etc/apt/keyrings/",
    "FROM node:24\nCOPY sample /app/.env",
    "FROM node:24\nRUN --mount=type=secret,id=id_rsa,target=/root/.ssh/id_rsa git fetch",
  ],
} satisfies Cases;
