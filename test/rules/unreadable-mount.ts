import type { Cases } from "../cases";

const node = "FROM node:24-slim\nUSER node\nWORKDIR /home/node/a\n";

export default {
  invalid: [
    [
      `${node}RUN [|--mount=type=secret,id=npmrc,target=/home/node/.npmrc|] npm ci`,
      `${node}RUN --mount=type=secret,id=npmrc,target=/home/node/.npmrc,uid=1000 npm ci`,
      { message: 'The mounted secret belongs to root, so that "node", who this RUN works as, cannot read it' },
    ],
    [
      `${node}RUN [|--mount=type=secret,id=t|] T=$(cat /run/secrets/t) npm ci`,
      `${node}RUN --mount=type=secret,id=t,uid=1000 T=$(cat /run/secrets/t) npm ci`,
    ],
    [
      `${node}RUN [|--mount=uid=0,type=secret,id=t|] cat /run/secrets/t | a`,
      `${node}RUN --mount=uid=1000,type=secret,id=t cat /run/secrets/t | a`,
    ],
    [`${node}RUN [|--mount=type=secret,id=t,mode=0400|] a`, `${node}RUN --mount=type=secret,id=t,mode=0400,uid=1000 a`],
    [
      `${node}RUN [|--mount=type=ssh|] \\\n    git clone git@example.org:a/b.git`,
      `${node}RUN --mount=type=ssh,uid=1000 \\\n    git clone git@example.org:a/b.git`,
      { message: "SSH agent" },
    ],
    [
      `${node}RUN [|--mount=type=cache,target=/home/node/.npm|] --mount=type=cache,target=/home/node/.cache,uid=1000 npm ci`,
      `${node}RUN --mount=type=cache,target=/home/node/.npm,uid=1000 --mount=type=cache,target=/home/node/.cache,uid=1000 npm ci`,
      { message: "cannot write to it" },
    ],
    // The cache of a tool, in the folder of the app.
    [
      `${node}RUN [|--mount=type=cache,target=.next/cache|] npm run build`,
      `${node}RUN --mount=type=cache,target=.next/cache,uid=1000 npm run build`,
    ],
    [
      "FROM debian\nENV CACHE=/cache\nUSER 1001\nRUN [|--mount=type=cache,target=/cache,uid=1000|] ./build",
      "FROM debian\nENV CACHE=/cache\nUSER 1001\nRUN --mount=type=cache,target=/cache,uid=1001 ./build",
      { message: "belongs to the user 1000" },
    ],
    // Which number the user has is not known.
    ["FROM debian\nRUN useradd -m app\nUSER app\nRUN [|--mount=type=cache,target=/home/app/.cache|] a", undefined],
    [
      "FROM debian\nRUN useradd -m -u 1234 app\nUSER app\nRUN [|--mount=type=cache,target=/home/app/.cache|] a",
      "FROM debian\nRUN useradd -m -u 1234 app\nUSER app\nRUN --mount=type=cache,target=/home/app/.cache,uid=1234 a",
    ],
    [
      "FROM jenkins/jenkins\nRUN [|--mount=type=secret,id=a|] cat /run/secrets/a",
      "FROM jenkins/jenkins\nRUN --mount=type=secret,id=a,uid=1000 cat /run/secrets/a",
    ],
  ],
  valid: [
    `${node}RUN --mount=type=secret,id=t,uid=1000 --mount=type=ssh,mode=0666 a`,
    `${node}RUN --mount=type=secret,id=t,mode=0444 a`,
    `${node}RUN --mount=type=secret,id=t,gid=1000,mode=0440 a`,
    `${node}RUN --mount=type=secret,id=t,env=TOKEN a`,
    `${node}RUN --mount=type=secret,id=t if [ -r /run/secrets/t ]; then a; fi`,
    `${node}RUN --mount=type=secret,id=t cat /run/secrets/t || true`,
    `${node}RUN --mount=type=secret,id=t sudo cat /run/secrets/t`,
    `${node}RUN --mount=type=cache,target=/home/node/.npm,mode=0777 npm ci`,
    `${node}RUN --mount=type=cache,target=/home/node/.npm,mode=775,gid=1000 npm ci`,
    `${node}RUN --mount=type=cache,target=/home/node/.npm,from=a npm ci`,
    `${node}RUN --mount=type=cache,target=/home/node/.npm,ro npm ci`,
    `${node}RUN --mount=type=bind,target=. --mount=type=tmpfs,target=/tmp npm ci`,
    `${node}USER root\nRUN --mount=type=cache,target=/home/node/.npm npm ci`,
    // Somebody else's: what is wrong with it is another matter.
    `${node}RUN --mount=type=cache,target=/root/.npm npm ci`,
    `FROM debian AS a\nRUN --mount=type=cache,id=c,target=/c chown 1000 /c\n${node}RUN --mount=type=cache,id=c,target=/home/node/.npm npm ci`,
    "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci",
    "FROM example.org/base\nRUN --mount=type=secret,id=a cat /run/secrets/a",
    "FROM node:24\nARG U\nUSER $U\nRUN --mount=type=secret,id=a cat /run/secrets/a",
    "FROM debian\nRUN useradd -m app\nUSER app\nRUN --mount=type=cache,target=/home/app/.cache,uid=1000 a",
  ],
} satisfies Cases;
