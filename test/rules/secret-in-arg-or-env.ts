import type { Cases } from "../cases";

const ignoring = { ".dockerignore": ".npmrc\n" };

export default {
  invalid: [
    // Labels are part of the image as well.
    [
      "FROM debian:13\nLABEL [|com.acme.token|]=ghp_16C7e42F292c6912E7710c838347Ae178B4a",
      undefined,
      { message: "labels" },
    ],
    ['FROM debian:13\nLABEL maintainer=a [|db-password|]="Tr0ub4dor-9"', undefined, { severity: "warning" }],
    ["FROM scratch\nENV A=b [|GPG_PASSPHRASE|]=hunter2x", "FROM scratch\nENV A=b"],
    ["FROM scratch\nARG [|BUNDLE_GEMS__EXAMPLE__COM|]", undefined],
    ["FROM scratch\nENV A=b [|SSHPASS|]=hunter2x", "FROM scratch\nENV A=b"],
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
    // Passwords in addresses and connection strings.
    [
      "FROM node:24\nENV [|DATABASE_URL|]=postgres://app:hunter2x@db/x",
      "FROM node:24",
      { message: "the password of app" },
    ],
    [
      "FROM node:24\nENV [|REDIS_URL|]=redis://:hunter2x@cache:6379 A=1",
      "FROM node:24\nENV A=1",
      { message: "a password" },
    ],
    ["FROM node:24\nENV [|BROKER|]=amqp://app:hunter2x@$HOST/x", "FROM node:24"],
    ["FROM node:24\nENV [|DSN|]='app:hunter2x@tcp(db:3306)/x'", "FROM node:24"],
    ['FROM node:24\nENV [|ConnectionStrings__Db|]="Server=db;User Id=sa;Password=hunter2x;"', "FROM node:24"],
    ["FROM node:24\nENV [|CELERY_BROKER|]=amqp://guest:guest@rabbit//", "FROM node:24", { severity: "info" }],
    // A default that the container starts with.
    ["FROM postgres:17\nENV [|POSTGRES_PASSWORD|]=changeme", "FROM postgres:17", { severity: "info" }],
    ["FROM node:24\nENV [|JWT_SECRET|]=<change-me>", "FROM node:24", { severity: "info" }],
    ["FROM node:24\nARG [|NPM_TOKEN|]=your_token_here", undefined, { severity: "warning" }],
    [
      `FROM node:24\nENV [|NOTIFY|]=https://hooks.slack.com/services/T0A1B2C3D/B0A1B2C3D/${"a1".repeat(12)}`,
      "FROM node:24",
      { message: "the address of a Slack webhook", severity: "error" },
    ],
    // Known by its value.
    ["FROM node:24\nENV [|SETTING|]=AKIA5QWERTYUIOPASDFG", "FROM node:24", { message: "an AWS access key" }],
  ],
  valid: [
    "FROM debian:13\nLABEL com.acme.token=required vcs.ref=1234567890abcdef1234567890abcdef12345678",
    "ARG TOKEN_NAME\nFROM debian:13\nLABEL com.acme.token=$TOKEN_NAME com.acme.password-policy=strict9",
    "FROM scratch\nARG BUNDLE_BUILD__PG__CO\nENV BUNDLE_MIRROR__HTTPS__RUBYGEMS__ORG=https://m.example.com",
    "FROM scratch\nENV CHECK_PASSWORD=./check_password GET_TOKEN=../bin/get-token",
    "FROM node:24\nENV API_KEY=your_api_key_here NPM_TOKEN=<token> AUTH_TOKEN=xxxx GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "FROM node:24\nENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "FROM node:24\nENV DATABASE_URL=postgres://user:password@localhost/x OTHER_URL=postgres://postgres:postgres@localhost/x",
    "FROM node:24\nENV A=postgres://app:$PW@db/x B=https://git@example.com/x C=http://db:5432/a@b D='Server=db;Password=<password>'",
    "FROM node:24\nENV SLACK=https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "FROM node:24\nENV DB_PASSWORD=${DB_PASSWORD} API_TOKEN=$API_TOKEN API_KEY=${API_KEY:-none} MY_PASSWORD={{password}}",
    "FROM debian:13\nENV SIGNING_KEY=573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62",
    'FROM scratch\nENV Logging__Properties__0__Key=ProcessId RESET_OS_PASSWORD="reset.sh" AUTH=https://a.example.org',
    "FROM scratch\nENV BYPASS=1 COMPASS=n PASS_THROUGH=y GLOB_PAT=x OLD_PWD=x FIRST_PASS=x publicKey=x tokenUrl=x NOPASSWD=x",
    "FROM debian:13\nENV DB_SECRET_ARN=arn:aws:secretsmanager:eu-1:123456789012:secret:prod-1a2b KAFKA_KEY_SERIALIZER=org.acme.StringSerializer",
    "FROM debian:13\nENV TOKEN=0x6B175474E89094C44Da98b954EedeAC495271d0F SECRET_MANAGER=gcp KEY_COLUMN=id",
    "FROM debian:13\nENV APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=DontWarn MYSQL_ALLOW_EMPTY_PASSWORD=1 PASSWORD_HASHER=argon2id",
    "FROM debian:13\nENV SSH_AUTH_SOCK=a TOKEN_EXPIRE_MINUTES=30 ANSIBLE_HOST_KEY_CHECKING=x SELENIUM_KEY_DELAY=100ms AUTH_STRATEGY=local",
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
