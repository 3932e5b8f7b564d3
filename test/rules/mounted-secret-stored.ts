import type { Cases } from "../cases";

const mount = "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=token ";

export default {
  invalid: [
    [`${mount}cp /run/secrets/token [|/app/token|]`, undefined, { message: 'The mounted secret "token" is stored' }],
    [`${mount}cat /run/secrets/token > [|.env|] && npm ci`, undefined],
    [`${mount}cat < /run/secrets/token >> [|/etc/app.conf|]`, undefined],
    [`${mount}cat /run/secrets/token | base64 -d > [|key|]`, undefined],
    [`${mount}cat /run/secrets/token | tee [|key|]`, undefined],
    [`${mount}echo "password $(cat /run/secrets/token)" > [|~/.netrc|] && npm ci`, undefined],
    [`${mount}TOKEN="$(cat /run/secrets/token)" && echo "TOKEN=$TOKEN" >> [|.env|]`, undefined],
    [`${mount}install -m 600 /run/secrets/token [|/root/.netrc|]`, undefined],
    [
      `${mount}[|git|] config --global url."https://$(cat /run/secrets/token)@github.com/".insteadOf https://github.com/`,
      undefined,
    ],
    ["FROM node:24\nRUN --mount=type=secret,id=a,target=/tmp/key cp /tmp/key [|/root/key|]", undefined],
    ["FROM node:24\nRUN --mount=type=secret,id=a,env=KEY printf '%s' \"$KEY\" > [|/root/key|]", undefined],
    ["FROM node:24 AS b\nRUN --mount=type=secret,id=a cp /run/secrets/a [|/x|]\nFROM scratch", undefined],
  ],
  valid: [
    `${mount}TOKEN=$(cat /run/secrets/token) npm ci`,
    `${mount}cat /run/secrets/token > .env && npm ci && rm .env`,
    `${mount}cp /run/secrets/token /tmp/t && npm ci && rm -rf /tmp/*`,
    `${mount}cat /run/secrets/token > /dev/null`,
    `${mount}npm ci --token "$(cat /run/secrets/token)" > log`,
    `${mount}cat /run/secrets/token | docker login --password-stdin > log`,
    `${mount}cat /run/secrets/tokens > x`,
    `${mount}test -s /run/secrets/token && echo there > x`,
    "FROM node:24\nRUN --mount=type=secret,id=ca,target=/tmp/corp.crt cp /tmp/corp.crt /usr/local/share/ca-certificates/",
    "FROM node:24\nRUN --mount=type=secret,id=a --mount=type=tmpfs,target=/t cp /run/secrets/a /t/a && npm ci",
  ],
} satisfies Cases;
