import type { Cases, Invalid } from "../cases";

const locked = { files: { "package.json": "{}", "package-lock.json": "{}" } };
const newLock = { files: { "package.json": "{}", "package-lock.json": '{"lockfileVersion": 3}' } };
const folders = {
  files: {
    ...locked.files,
    "api/package.json": "{}",
    "web/package.json": "{}",
    "web/package-lock.json": "{}",
  },
};
const command = 'CMD ["node", "a.js"]\n';
const start = `FROM node:24-slim\nWORKDIR /app\n${command}`;

export default {
  invalid: [
    [`${start}COPY . .\nRUN npm [|install|]\n`, `${start}COPY . .\nRUN npm ci --omit=dev\n`, locked],
    ...["<<EOF bash -e", "sh -e <<'EOF'"].map(
      (call): Invalid => [
        `${start}COPY . .\nRUN ${call}\nnpm [|install|]\nEOF\n`,
        `${start}COPY . .\nRUN ${call}\nnpm ci --omit=dev\nEOF\n`,
        locked,
      ],
    ),
    // Two files do not fit into one.
    [
      `${start}COPY package.json /tmp/package.json\nRUN cd /tmp && npm [|install|]\n`,
      `${start}COPY package.json package-lock.json /tmp/\nRUN cd /tmp && npm ci --omit=dev\n`,
      locked,
    ],
    [
      `${start}COPY ["package.json", "./package.json"]\nRUN npm [|install|]\n`,
      `${start}COPY ["package.json", "package-lock.json", "./"]\nRUN npm ci --omit=dev\n`,
      locked,
    ],
    [
      `${start}COPY package.json package.json\nRUN npm [|install|]\n`,
      `${start}COPY package.json package-lock.json ./\nRUN npm ci --omit=dev\n`,
      locked,
    ],
    // Whose lock file counts is a matter of the folder.
    [
      `${start}COPY . .\nRUN cd api && npm [|install|]\n`,
      undefined,
      { ...folders, message: "no api/package-lock.json" },
    ],
    [
      `${start}COPY . .\nRUN npm --prefix api [|install|]\n`,
      undefined,
      { ...folders, message: "no api/package-lock.json" },
    ],
    [
      `${start}COPY . .\nRUN cd web && npm [|install|]\n`,
      `${start}COPY . .\nRUN cd web && npm ci --omit=dev\n`,
      folders,
    ],
    [
      `${start}COPY package.json ./\nCOPY web/package.json web/\nRUN npm [|install|] --prefix web\n`,
      `${start}COPY package.json ./\nCOPY web/package.json web/package-lock.json web/\nRUN npm ci --omit=dev --prefix web\n`,
      folders,
    ],
    // What is copied by a pattern brings it along.
    [
      `${start}COPY package.json ./\nCOPY web/package*.json web/\nRUN npm [|install|] --prefix web\n`,
      `${start}COPY package.json ./\nCOPY web/package*.json web/\nRUN npm ci --omit=dev --prefix web\n`,
      folders,
    ],
    [`${start}COPY . .\nRUN npm [|install|] -C web\n`, `${start}COPY . .\nRUN npm ci --omit=dev -C web\n`, folders],
    [`${start}COPY . .\nRUN git clone x && cd x && npm [|install|]\n`, undefined, locked],
    [`${start}COPY . .\nRUN npm [|i|] --no-audit\n`, `${start}COPY . .\nRUN npm ci --omit=dev --no-audit\n`, locked],
    [`${start}COPY . .\nRUN npm [|install|]\n`, `${start}COPY . .\nRUN npm ci\n`, { ...locked, fix: "Use npm ci" }],
    [
      `${start}COPY package.json ./\nRUN npm [|install|] && npm cache clean --force\n`,
      `${start}COPY package.json package-lock.json ./\nRUN npm ci --omit=dev && npm cache clean --force\n`,
      locked,
    ],
    [
      `${start}COPY package*.json ./\nRUN npm [|install|] --production\n`,
      `${start}COPY package*.json ./\nRUN npm ci --production\n`,
      locked,
    ],
    [
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm [|install|] \\\n  && npm run build\nFROM node:24-slim\nCOPY --from=build /app/dist /app\n`,
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci \\\n  && npm run build\nFROM node:24-slim\nCOPY --from=build /app/dist /app\n`,
      locked,
    ],
    [
      `FROM node:14-slim\n${command}COPY . .\nRUN npm [|install|]`,
      `FROM node:14-slim\n${command}COPY . .\nRUN npm ci --only=production`,
      locked,
    ],
    [
      `${start}COPY package.json package-lock.json ./\nRUN npm [|install|]`,
      `${start}COPY package.json package-lock.json ./\nRUN npm ci --omit=dev`,
    ],
    [`${start}COPY . .\nRUN ["npm", [|"install"|]]`, `${start}COPY . .\nRUN ["npm", "ci", "--omit=dev"]`, locked],
    [
      `${start}COPY . .\nRUN npm [|install|]\n`,
      undefined,
      { files: { "package.json": "{}" }, message: "no package-lock.json" },
    ],
    [`${start}COPY . .\nRUN npm [|install|]\n`, undefined],
    [
      `${start}COPY . .\nRUN npm [|install|]`,
      `${start}COPY . .\nRUN npm ci`,
      {
        files: {
          "package.json": '{"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}}',
          "package-lock.json": "{}",
        },
      },
    ],
    [
      `${start}COPY . .\nRUN <<EOF\nnpm [|install|]\nEOF\n`,
      `${start}COPY . .\nRUN <<EOF\nnpm ci --omit=dev\nEOF\n`,
      locked,
    ],
    [`FROM node:14-slim\n${command}COPY . .\nRUN npm [|install|]`, undefined, newLock],
    [`${start}COPY . .\nRUN npm pkg set dependencies.a=1 && npm [|install|]`, undefined, locked],
    [
      `FROM example.org/a\n${command}COPY . .\nRUN npm [|install|]`,
      `FROM example.org/a\n${command}COPY . .\nRUN npm ci --omit=dev`,
      newLock,
    ],
    // Nothing says what the image is for.
    ["FROM node:24\nCOPY . .\nRUN npm [|install|]", "FROM node:24\nCOPY . .\nRUN npm ci", locked],
    [`${start}RUN npm [|install ci|]`, `${start}RUN npm ci`, { message: "a package called ci" }],
    [`${start}RUN npm [|i ci|] && ls`, `${start}RUN npm ci && ls`],
    // Past the lock file on purpose: said, and left.
    [
      `${start}COPY . .\nRUN npm install [|--no-package-lock|] --production\n`,
      undefined,
      { files: { "package.json": "{}", "package-lock.json": "{}" } },
    ],
    [
      `${start}COPY . .\nRUN npm [|update|] --omit=dev\n`,
      undefined,
      { files: { "package.json": "{}", "package-lock.json": "{}" } },
    ],
  ],
  valid: [
    [
      `${start}COPY . .\nRUN npm update --global && npm update express\n`,
      { files: { "package.json": "{}", "package-lock.json": "{}" } },
    ],
    [`${start}COPY . .\nRUN npm ci\n`, locked],
    [`${start}RUN npm install -g pm2\n`, locked],
    [`${start}RUN npm install express\n`, locked],
    [`${start}COPY . .\nRUN npm install $FLAGS_AND_PACKAGES\n`, locked],
    [`${start}COPY . .\nRUN npm install\n`, { ...locked, path: "Dockerfile.dev" }],
    [`${start}COPY . .\nRUN npm install\n`, { files: { "package.json": "{}", "pnpm-lock.yaml": "" } }],
    [`FROM node:24 AS dev\nRUN npm install\n`, locked],
    [`${start}RUN npm install --package-lock-only\n`, locked],
    ["FROM debian\nRUN apt-get install npm\n", locked],
    [`${start}COPY . .\nRUN npm install --no-package-lock --production\n`, { files: { "package.json": "{}" } }],
    `${start}RUN if [ -f package-lock.json ]; then npm ci; else npm install; fi`,
    `${start}RUN npm install ci express && npm install -g ci`,
  ],
} satisfies Cases;
