import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN npm install --loglevel verbose [|express|] sax@0.1.1 [|@a/b|] @a/c@1", undefined],
    [
      "FROM node\nRUN npm i -g [|pm2|] && yarn global add [|a|] && yarn add [|b|] && pnpm add -g [|c|] && bun add [|d|]",
      undefined,
    ],
    ["FROM node\nRUN npm i [|git+ssh://git@x:y/z.git|] [|github:a/b|] git://x/y#v1 github:a/b#c", undefined],
    [
      "ONBUILD RUN npm i -g [|tsx|]",
      "ONBUILD RUN npm i -g tsx@^4.1.0",
      { files: { "package.json": '{"dependencies": {"tsx": "^4.1.0"}}' } },
    ],
    [
      "FROM node\nRUN npm i -g [|tsx|]",
      undefined,
      { files: { "package.json": '{"dependencies": {"tsx": ">=4 <6"}}' } },
    ],
    [
      "FROM node\nRUN npm i -g [|pnpm|]",
      "FROM node\nRUN npm i -g pnpm@9.1.0",
      { files: { "package.json": '{"packageManager": "pnpm@9.1.0+sha512.ab"}' } },
    ],
  ],
  valid: [
    // npm-install tells what was meant.
    "FROM node\nRUN npm install ci",
    "FROM node\nRUN npm install && npm ci && npm install --progress=false && npm i -g npm@latest",
    'FROM node\nRUN npm install ./a ../b /c ~/d e.tgz f.tar.gz file:g https://x/y.tgz express@"4.1.1"',
    "FROM node\nRUN npm install -g $TOOLS a@$V",
    'FROM node\nARG V=1\nRUN npm install @o/p@">=0.1.0 <0.2.0" "a@>=$V <3" \'b@1 || 2\'',
  ],
} satisfies Cases;
