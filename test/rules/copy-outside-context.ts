import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM scratch\nCOPY [|../x.txt|] /", undefined, { message: "Docker takes x.txt from the context instead" }],
    ["FROM scratch\nCOPY [|..|] /", undefined, { message: "Docker takes the whole context" }],
    [
      "FROM scratch\nADD [|a/../../../src/|] /",
      "FROM scratch\nADD src/ /",
      { files: { "src/a": "" }, message: "Docker takes src from the context instead" },
    ],
    [
      "FROM scratch\nCOPY [|../x.txt|] /",
      undefined,
      { files: { "a.txt": "" }, message: "looks for x.txt in it, which is not there" },
    ],
    [
      "FROM node\nRUN --mount=type=bind,source=[|../package.json|],target=/p npm ci",
      "FROM node\nRUN --mount=type=bind,source=package.json,target=/p npm ci",
      { files: { "package.json": "{}" } },
    ],
    [
      "FROM scratch\nCOPY [|/home/me/project/src/app.js|] /",
      "FROM scratch\nCOPY /src/app.js /",
      { files: { "src/app.js": "" }, message: "/home/me/project/src/app.js is a path of your machine" },
    ],
    ["FROM scratch\nCOPY [|/etc/ssl/openssl.cnf|] /", undefined, { files: { "src/app.js": "" } }],
    ["FROM scratch\nCOPY [|~/.ssh/config|] /", undefined],
    ["FROM scratch\nCOPY [|C:\\Users\\me\\app|] /app/", undefined, { message: "C:\\Users\\me\\app is a path of your" }],
    ["FROM scratch\nCOPY [|C:/Users/me/app|] /app/", undefined],
  ],
  valid: [
    "FROM scratch\nCOPY a/../b ./c /src/d /home/me/x ..x /",
    ["FROM scratch\nCOPY /etc/nginx.conf /home/me /", { files: { "etc/nginx.conf": "", "home/me/x": "" } }],
    ["FROM scratch AS a\nFROM scratch\nCOPY --from=a ../x /home/me/y C:/z /", { files: { "a.txt": "" } }],
    ["FROM scratch\nONBUILD COPY ../x /\nCOPY a /", { files: { a: "" } }],
    "FROM node\nRUN --mount=type=bind,from=a,source=../x,target=/x cat /x",
  ],
} satisfies Cases;
