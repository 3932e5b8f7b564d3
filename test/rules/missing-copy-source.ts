import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM scratch\nCOPY [|notes.md|] b.txt /",
      undefined,
      { files: { "b.txt": "", Makefile: "all:\n\tcp a.txt b.txt\n\tdocker build -t a .\n" } },
    ],
    [
      "FROM scratch\nCOPY [|nginx.conf|] /etc/",
      "FROM scratch\nCOPY docker/nginx.conf /etc/",
      { files: { "docker/nginx.conf": "" }, message: "did you mean docker/nginx.conf?" },
    ],
    [
      "FROM scratch\nCOPY package.json [|./pacakge-lock.json|] ./",
      "FROM scratch\nCOPY package.json ./package-lock.json ./",
      { files: { "package.json": "{}", "package-lock.json": "{}" } },
    ],
    [
      'FROM scratch\nADD [[|"sorce/"|], "/app/"]',
      'FROM scratch\nADD ["source/", "/app/"]',
      { files: { "source/a.js": "" } },
    ],
    [
      "FROM node\nRUN --mount=type=bind,source=[|package.jsn|],target=/p.json \\\n    npm ci",
      "FROM node\nRUN --mount=type=bind,source=package.json,target=/p.json \\\n    npm ci",
      { files: { "package.json": "{}" }, message: "the mount fails" },
    ],
    [
      "FROM scratch\nCOPY [|package.json|] [|yarn.lock|] ./\nCOPY [|src|] src",
      undefined,
      { files: { "compose.yaml": "services:\n  web:\n    build: .\n", "server.js": "" } },
    ],
    // Nothing like it, or several of that name.
    ["FROM scratch\nCOPY [|start.sh|] /", undefined, { files: { "a.txt": "" }, message: "the build stops here" }],
    ["FROM scratch\nCOPY [|start.sh|] /", undefined, { files: { "a/start.sh": "", "b/start.sh": "" } }],
    ["FROM scratch\nCOPY [|/app|] /", undefined, { files: { "a.txt": "" } }],
    ["FROM scratch\nCOPY [|config/app.toml|] /", undefined, { files: { "x.y": "", ".gitignore": "*.log\n!config\n" } }],
    ["FROM scratch\nCOPY [|src|] /src", undefined, { files: { "package.json": "{}" } }],
  ],
  valid: [
    // What builds the image brings it first.
    [
      "FROM scratch\nCOPY shared/a.txt b.txt /",
      { files: { "b.txt": "", "api/a.txt": "", Makefile: "all:\n\tcp -r ../api ./shared\n\tdocker build -t a .\n" } },
    ],
    [
      "FROM scratch\nCOPY notes.md b.txt /",
      {
        files: {
          "b.txt": "",
          ".github/workflows/a.yml":
            "jobs:\n  a:\n    steps:\n      - run: ./notes.sh > notes.md\n      - run: docker build -t a .\n",
        },
      },
    ],
    // A generator of projects makes it.
    [
      "FROM scratch\nCOPY package.json .yarnrc.yml a.txt /",
      { files: { "a.txt": "", "package.json.hbs": "", ".yarnrc.yml.ejs": "" } },
    ],
    ["FROM scratch\nCOPY ./build/<%= name %>-*.jar /app.jar\nCOPY {{ conf }}.json /", { files: { "a.txt": "" } }],
    ["FROM scratch\nCOPY a.txt /x # here", { files: { "a.txt": "" } }],
    "FROM scratch\nCOPY a.txt /",
    ["FROM scratch\nCOPY . a.txt ./b src src/c ./ /x/", { files: { "a.txt": "", b: "", "src/c": "" } }],
    // What is not listed: below node_modules and behind links.
    [
      "FROM scratch\nCOPY node_modules/x link/y a/.git/HEAD /",
      { files: { "node_modules/": "", link: "", "a/.git/": "" } },
    ],
    // Another image, another build, what is not known.
    [
      "FROM scratch AS a\nONBUILD COPY x.txt /\nFROM scratch\nCOPY --from=a x.txt /\nCOPY $FILE /\nADD https://example.com/x /\nCOPY <<EOF /z\nEOF",
      { files: { "a.txt": "" } },
    ],
    ["ARG FILE=x.txt\nFROM scratch\nARG FILE\nCOPY $FILE /", { files: { "a.txt": "" } }],
    ["FROM scratch\nCOPY --parents x/./y.txt /", { files: { "a.txt": "" } }],
    [
      "FROM node\nRUN --mount=type=bind,from=a,source=x --mount=type=cache,target=/x --mount=type=bind,target=. a",
      { files: { "a.txt": "" } },
    ],
    ["FROM node\nRUN --mount=type=bind,source=$X,target=/x a", { files: { "a.txt": "" } }],
    // Files that are made before the build, or need not be there.
    ["FROM scratch\nCOPY dist build/app.js app.jar .env server.pem node_modules ./", { files: { "a.txt": "" } }],
    ["FROM scratch\nCOPY server /", { files: { "go.mod": "", "main.go": "" } }],
    ["FROM scratch\nCOPY yarn.lock* [l]ock.json ./", { files: { "a.txt": "" } }],
    [
      "FROM scratch\nCOPY conf/local.json public/app.js ./",
      { files: { ".gitignore": "# x\nlocal.json\r\n/public/\n" } },
    ],
    // Others speak of these.
    ["FROM scratch\nCOPY Secret.txt /", { files: { ".dockerignore": "*.txt\n" } }],
    ["FROM scratch\nCOPY A.txt ../b.txt /home/me/x.txt /", { files: { "a.txt": "" } }],
  ],
} satisfies Cases;
