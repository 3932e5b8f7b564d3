import type { Cases } from "../cases";

const ignoring = { ".dockerignore": ".npmrc\n" };

export default {
  invalid: [
    ["FROM scratch\nENV [|TOKEN|]=x", "FROM scratch", { fix: "Remove TOKEN and pass it when the container starts" }],
    ["FROM scratch\nENV [|API_KEY|]=x [|PASSWORD_HASH|]=x A=1", "FROM scratch\nENV A=1"],
    ["FROM scratch\nENV [|SSH_PRIVATE_KEY|] x", "FROM scratch"],
    [
      'FROM scratch\nENV A=1 \\\n    # comment\n    [|DB_PWORD|]=x\nCMD ["a"]',
      'FROM scratch\nENV A=1\n    # comment\nCMD ["a"]',
    ],
    ["FROM scratch\nARG [|TOKEN|]", undefined],
    [
      "FROM scratch\nENV [|dbPassword|]=h2x [|DBPASSWORD|]=h2x [|PGPASSWORD|]=h2x [|MYSQL_PWD|]=h2x [|DB_PASS|]=h2x A=1",
      "FROM scratch\nENV A=1",
    ],
    ["FROM scratch\nARG [|GITHUB_PAT|]\nARG [|stripeApiKey|]=x [|Jwt__Key|]=x", undefined],
    ["FROM scratch\nARG [|key|] value", undefined],
    ["FROM scratch\nARG A [|AWS_SECRET_ACCESS_KEY|]= B=1", undefined, { message: "history" }],
    // A build argument that RUNs use.
    [
      "FROM alpine:3.22\nARG [|GITHUB_TOKEN|]\nRUN apk add git && \\\n    # private\n    git clone https://x:${GITHUB_TOKEN}@github.com/a/b",
      "FROM alpine:3.22\nRUN --mount=type=secret,id=github_token,env=GITHUB_TOKEN apk add git && \\\n    # private\n    git clone https://x:${GITHUB_TOKEN}@github.com/a/b",
    ],
    [
      "ARG API_KEY\nFROM alpine:3.22 AS a\nARG A [|API_KEY|]\nRUN make\nFROM a\nRUN x --key $API_KEY && y\nRUN z $API_KEY",
      "FROM alpine:3.22 AS a\nARG A\nRUN make\nFROM a\nRUN --mount=type=secret,id=api_key,env=API_KEY x --key $API_KEY && y\nRUN --mount=type=secret,id=api_key,env=API_KEY z $API_KEY",
    ],
    [
      "# syntax=docker/dockerfile:1.10\nFROM alpine:3.22\nARG [|API_KEY|]=dev\nRUN <<EOF\nx $API_KEY\nEOF",
      "# syntax=docker/dockerfile:1.10\nFROM alpine:3.22\nRUN --mount=type=secret,id=api_key,env=API_KEY <<EOF\nx $API_KEY\nEOF",
    ],
    ["# syntax=docker/dockerfile:1.4\nFROM alpine:3.22\nARG [|API_KEY|]\nRUN x $API_KEY", undefined],
    ["FROM alpine:3.22\nARG [|API_KEY|]\nRUN x $API_KEY\nLABEL key=$API_KEY", undefined],
    // The variable that the .npmrc of the project names.
    [
      "FROM node:24\nARG [|NPM_TOKEN|]\nCOPY .npmrc package.json ./\nRUN npm ci",
      "FROM node:24\nCOPY .npmrc package.json ./\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci",
      { files: { ".npmrc": "//registry.example.org/:_authToken=${NPM_TOKEN}" } },
    ],
    // A token that is written to .npmrc.
    [
      'FROM node:24\nARG [|NPM_TOKEN|]\nWORKDIR /app\nRUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc && npm ci; rm .npmrc',
      "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
      { files: ignoring },
    ],
    [
      'FROM node:24\nENV [|NPM_TOKEN|] 1234\nWORKDIR /app\nRUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc && npm ci\nRUN rm .npmrc',
      "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
      { files: ignoring },
    ],
    // Known by its value.
    ["FROM node:24\nENV [|SETTING|]=AKIAIOSFODNN7EXAMPLE", "FROM node:24", { message: "an AWS access key" }],
  ],
  valid: [
    "FROM debian:13\nENV SIGNING_KEY=573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62",
    'FROM scratch\nENV Logging__Properties__0__Key=ProcessId RESET_OS_PASSWORD="reset.sh" AUTH=https://a.example.org',
    "FROM scratch\nENV BYPASS=1 COMPASS=n PASS_THROUGH=y GLOB_PAT=x OLD_PWD=x FIRST_PASS=x publicKey=x tokenUrl=x NOPASSWD=x",
    // The name of a secret that is mounted.
    "FROM a\nARG REGISTRY_PULL_SECRET=pull\nRUN --mount=type=secret,id=${REGISTRY_PULL_SECRET}/.dockerconfigjson login",
    "FROM a\nARG DEPLOY_TOKEN=deploy\nRUN cat /run/secrets/$DEPLOY_TOKEN | login",
    "ARG TOKEN\nFROM scratch",
    "FROM scratch\nENV tokens=x KEYS=x KEY_VERSION=x PASS=x secretkey=x PASSPHRASE=x",
    "FROM scratch\nLABEL TOKEN=x",
    "FROM scratch\nONBUILD ENV TOKEN=x",
    "FROM scratch\nENV PUBLIC_KEY=x STRIPE_PUBLISHABLE_KEY=x PASSWORD_FILE=/run/secrets/x DB_PASSWORD=/run/secrets/db",
    "FROM scratch\nARG AWS_ACCESS_KEY_ID KMS_KEY_ALIAS TOKEN_TTL SECRET_NAME AUTH_URL KEY_PATH AUTH_ENABLED DISABLE_AUTH",
    "FROM scratch\nENV GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568",
    'FROM scratch\nENV AUTH=true TOKEN=""',
    "FROM scratch\nENV SECRET_KEY_BASE_DUMMY=1 VITE_API_KEY=x",
    "FROM alpine\nRUN --mount=type=secret,id=token,env=TOKEN x $TOKEN",
  ],
} satisfies Cases;
