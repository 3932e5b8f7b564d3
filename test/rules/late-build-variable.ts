import type { Cases } from "../cases";

const project = (build: string, name: string) => ({
  files: { "package.json": JSON.stringify({ scripts: { build }, devDependencies: { [name]: "1" } }) },
});
const vite = project("tsc -b && vite build --mode production", "vite");
const next = project("next build", "next");
const build = "FROM node:24 AS build\nWORKDIR /app\nCOPY . .\n";
const site = "FROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html\n";

export default {
  invalid: [
    // Where packages are only installed, nothing else reads it.
    [
      `FROM node:24 AS deps\nARG [|VITE_API|]=/api\nRUN npm ci\n\n${build}RUN npm run build\n\n${site}`,
      `FROM node:24 AS deps\nARG VITE_API=/api\nRUN npm ci\n\n${build}ARG VITE_API=/api\nRUN npm run build\n\n${site}`,
      vite,
    ],
    [
      `ARG [|VITE_API|]=/api\n${build}RUN npm run build\n\n${site}`,
      `ARG VITE_API=/api\n${build}ARG VITE_API\nRUN npm run build\n\n${site}`,
      { ...vite, message: "above FROM only" },
    ],
    [
      `${build}# Compiles.\nRUN npm ci && npm run build\nARG [|VITE_API|]=/api\n\n${site}`,
      `${build}ARG VITE_API=/api\n# Compiles.\nRUN npm ci && npm run build\nARG VITE_API=/api\n\n${site}`,
      { ...vite, message: "set after it" },
    ],
    [
      `${build}RUN npx vite build\n\n${site}ENV A=1 [|VITE_API|]="x y"\n`,
      `${build}ENV VITE_API="x y"\nRUN npx vite build\n\n${site}ENV A=1 VITE_API="x y"\n`,
      vite,
    ],
    // One finding for one variable.
    [
      `${build}RUN yarn build\n\n${site}ARG [|VITE_API|]\nENV VITE_API=$VITE_API\n`,
      `${build}ARG VITE_API\nRUN yarn build\n\n${site}ARG VITE_API\nENV VITE_API=$VITE_API\n`,
      vite,
    ],
    [
      `${build}RUN npm run build\nENV [|NEXT_PUBLIC_A|]=1\nCMD ["npm", "start"]`,
      `${build}ENV NEXT_PUBLIC_A=1\nRUN npm run build\nENV NEXT_PUBLIC_A=1\nCMD ["npm", "start"]`,
      next,
    ],
    [
      `${build}RUN npm run build\nFROM node:24\nENV [|REACT_APP_A|]=1\nCOPY --from=build /app/build build\nCMD ["npx", "serve", "-s", "build"]`,
      `${build}ENV REACT_APP_A=1\nRUN npm run build\nFROM node:24\nENV REACT_APP_A=1\nCOPY --from=build /app/build build\nCMD ["npx", "serve", "-s", "build"]`,
      project("react-scripts build", "react-scripts"),
    ],
    [
      `${build}RUN [|npm run build|]\n\n${site}`,
      undefined,
      {
        files: {
          ...vite.files,
          "compose.yml": "services:\n  web:\n    build: .\n    environment:\n      VITE_API: /api\n      TZ: UTC\n",
        },
        message: "build.args",
      },
    ],
  ],
  valid: [
    [`FROM node:24 AS other\nARG VITE_API=/api\nRUN npm ci && make site\n\n${build}RUN npm run build\n\n${site}`, vite],
    [`ARG VITE_API\n${build}ARG VITE_API\nRUN npm run build\n${site}`, vite],
    [`FROM node:24 AS base\nARG VITE_API\nFROM base AS build\nRUN npm run build\n${site}ENV VITE_API=1`, vite],
    [`${build}RUN VITE_API=/api npm run build\n${site}ENV VITE_API=/api\n`, vite],
    [`${build}RUN --mount=type=secret,id=a,env=VITE_API npm run build\n${site}ENV VITE_API=/api\n`, vite],
    [`${build}RUN npm run build\n${site}ENV NGINX_PORT=80 VITE=1\n`, vite],
    // Values that are put in place when the container starts.
    [`${build}RUN npm run build\n${site}ENV VITE_API=/api\nCOPY env.sh /docker-entrypoint.d/\n`, vite],
    [`${build}RUN npm run build\n${site}ENV VITE_API=/api\nCMD sed -i "s|@API@|$VITE_API|" /x && nginx\n`, vite],
    [`${build}RUN npm run build\nFROM node:24\nENV VITE_API=/api\nCMD ["node", "server.js"]`, vite],
    [`${build}RUN npm run build\nFROM node:24 AS dev\nENV VITE_API=/api\nCMD ["npx", "vite"]\n${site}`, vite],
    [`${build}RUN npm run build\n${site}ENV VITE_API=/api`, project("tsc", "typescript")],
    `${build}RUN npm run build\n${site}ENV VITE_API=/api`,
    [
      `${build}ARG VITE_API\nRUN npm run build\n\n${site}`,
      {
        files: {
          ...vite.files,
          "compose.yml": "services:\n  web:\n    build: .\n    environment:\n      VITE_API: /api\n",
        },
      },
    ],
  ],
} satisfies Cases;
