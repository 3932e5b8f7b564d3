import type { Cases } from "../cases";

/** A build context with a package.json of these scripts and dev dependencies. */
function project(scripts: Record<string, string>, tool: string, more: Record<string, string> = {}) {
  const manifest = { scripts, devDependencies: { [tool]: "^7.0.0" } };
  return { files: { "package.json": JSON.stringify(manifest), ...more } };
}

const vite = { build: "tsc -b && vite build", preview: "vite preview" };
const withConfig = (text: string, more: Record<string, string> = {}) =>
  project(vite, "vite", { "vite.config.ts": text, ...more });

const start = "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n";
const built =
  "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\nRUN npm run build\n\n";
const preview = '[|"npm", "run", "preview"|]';

interface Site {
  readonly folder?: string;
  readonly from?: string;
  /** The lines behind the configuration. */
  readonly rest?: string;
  readonly fallback?: string;
  readonly env?: string;
}

/** What the stage that ships looks like. */
function site(port: number, { folder = "/app/dist", from = "build", rest, fallback = "/index.html", env }: Site = {}) {
  const path = env ? "/etc/nginx/templates/default.conf.template" : "/etc/nginx/conf.d/default.conf";
  return `FROM nginxinc/nginx-unprivileged:1.30-alpine-slim
${env ? `${env}\n` : ""}COPY --from=${from} ${folder} /usr/share/nginx/html
COPY <<'EOF' ${path}
server {
  listen ${env ? "$" + "{PORT}" : port};
  root /usr/share/nginx/html;
${fallback === "=404" ? "  error_page 404 /404.html;\n" : ""}
  location / {
    try_files $uri $uri.html $uri/index.html ${fallback};
  }
}
EOF
${rest ?? `EXPOSE ${port}`}`;
}

export default {
  invalid: [
    // Vite's own server, by a script and by its name.
    [`${start}CMD [[|"npm", "run", "preview", "--", "--host"|]]`, built + site(4173), project(vite, "vite")],
    [`${start}CMD [[|"npx", "vite", "preview", "--port", "80"|]]`, built + site(80), project(vite, "vite")],
    [`${start}CMD [|npm run preview -- --host 0.0.0.0 --port=3000|]`, built + site(3000), project(vite, "vite")],
    [
      `${start}CMD ["dumb-init", [|"./node_modules/.bin/vite", "preview"|]]`,
      built + site(4173),
      withConfig('import { defineConfig } from "vite";\nexport default defineConfig({ build: { sourcemap: true } });'),
    ],
    [
      `${start}CMD [${preview}]`,
      built + site(8000, { folder: "/app/out" }),
      withConfig(
        'import react from "@vitejs/plugin-react";\nexport default {\n  base: "/",\n  server: { port: 3000 },\n' +
          '  preview: { port: 8000, host: true },\n  build: { outDir: "out" },\n  plugins: [react({ port: 1 })],\n};',
      ),
    ],
    // What is there for the server alone goes, what describes the image stays, and so does every comment.
    [
      `# syntax=docker/dockerfile:1
# The front end
FROM --platform=linux/amd64 node:24-slim
# For health checks
RUN apt-get update && apt-get install -y dumb-init && rm -rf /var/lib/apt/lists/*
RUN npm install -g serve@14
ARG VERSION
LABEL version=$VERSION
WORKDIR /app
COPY --chown=node:node package*.json ./
RUN npm ci

# Sources
COPY --chown=node:node . .
ENV VITE_API=/api
RUN npm run build
ENV NODE_ENV=production
# Nobody is root
USER node
EXPOSE 5000
HEALTHCHECK CMD wget -q --spider http://localhost:5000 || exit 1
# Serve
CMD ["dumb-init", [|"serve", "-s", "dist", "-l", "5000"|]]
# The end
`,
      `# syntax=docker/dockerfile:1
# The front end
FROM --platform=linux/amd64 node:24-slim AS build
ARG VERSION
WORKDIR /app
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

# Sources
COPY . .
ENV VITE_API=/api
RUN npm run build

# For health checks
# Nobody is root
# Serve
${site(5000, {
  rest: `ARG VERSION
LABEL version=$VERSION
EXPOSE 5000
HEALTHCHECK CMD wget -q --spider http://localhost:5000 || exit 1`,
})}
# The end
`,
    ],
    // Servers that read PORT go on doing so.
    [
      `${start}EXPOSE 3000\nCMD [[|"npx", "serve", "-s", "build"|]]`,
      built + site(3000, { folder: "/app/build", env: "ENV PORT=3000", rest: "EXPOSE 3000" }),
    ],
    [
      `from node:24-slim\nworkdir /app\ncopy . .\nrun npm ci && npm run build\nenv PORT=8000\nexpose $PORT\ncmd [|serve build --listen $PORT|]`,
      `from node:24-slim as build\nworkdir /app\ncopy . .\nrun --mount=type=cache,target=/root/.npm npm ci && npm run build\n\n${site(
        8000,
        {
          folder: "/app/build",
          fallback: "=404",
          env: "@",
          rest: "env PORT=8000\nexpose $PORT",
        },
      )
        .replace("@\n", "")
        .replace(/^[A-Z]{4}(?= )/gm, (word) => word.toLowerCase())}`,
    ],
    [
      `${start}CMD [[|"npx", "http-server", "./dist/web", "-p", "8080", "-c-1"|]]`,
      built + site(8080, { folder: "/app/dist/web", fallback: "=404" }),
    ],
    // Astro has pages rather than one page.
    [
      `${start}CMD [[|"npx", "astro", "preview", "--host"|]]`,
      built + site(4321, { fallback: "=404" }),
      project({ build: "astro check && astro build" }, "astro", {
        "astro.config.mjs": 'import { defineConfig } from "astro/config";\nexport default defineConfig({});',
      }),
    ],
    // SvelteKit with static pages.
    [
      `${start}CMD [[|"npm", "run", "preview"|]]`,
      built + site(4173, { folder: "/app/build", fallback: "/200.html" }),
      {
        files: {
          "package.json": JSON.stringify({
            scripts: { build: "vite build", preview: "vite preview" },
            devDependencies: { vite: "^7", "@sveltejs/kit": "^2", "@sveltejs/adapter-static": "^3" },
          }),
          "vite.config.js":
            'import { sveltekit } from "@sveltejs/kit/vite";\nexport default { plugins: [sveltekit()] };',
          "svelte.config.js":
            'import adapter from "@sveltejs/adapter-static";\nexport default { kit: { adapter: adapter({ fallback: "200.html" }) } };',
        },
      },
    ],
    // The stage that builds is there already.
    [
      'FROM node:24 AS builder\nWORKDIR /src\nCOPY . .\nRUN npm ci && npm run build\n\n# Small\nFROM node:24-slim\nRUN npm i -g serve\nWORKDIR /app\nCOPY --from=builder /src/dist ./dist\nUSER node\nCMD [[|"serve", "-s", "dist", "-l", "3000"|]]',
      `FROM node:24 AS builder\nWORKDIR /src\nCOPY . .\nRUN npm ci && npm run build\n\n# Small\n${site(3000, { folder: "/src/dist", from: "builder" })}`,
    ],
    [
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nRUN npm prune --omit=dev\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build --chown=node:node /app ./\nENV NODE_ENV=production\nUSER node\nCMD [${preview}]`,
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nRUN npm prune --omit=dev\n\n${site(4173)}`,
      project(vite, "vite"),
    ],
    // Why it is left.
    ...(
      [
        ["export default { preview: { proxy: {} } };"],
        ["export default { base: '/app/' };"],
        ["export default { root: 'web' };"],
        ["export default { build: { outDir: out } };"],
        ["export default { preview: { port: Number(process.env.PORT) } };"],
        ["import laravel from 'laravel-vite-plugin';"],
        ["import { own } from './own';"],
        ["export default { appType: 'mpa' };"],
      ] as const
    ).map(([text]) => [`${start}CMD [${preview}]`, undefined, withConfig(text)] as const),
    [`${start}CMD [${preview}]`, undefined, project({ ...vite, build: "webpack" }, "vite")],
    [`${start}CMD [${preview}]`, undefined, project({ ...vite, postbuild: "mv dist public" }, "vite")],
    [`${start}RUN ./inject.sh dist\nCMD [${preview}]`, undefined, project(vite, "vite")],
    [`${start}COPY env.js dist/\nCMD [${preview}]`, undefined, project(vite, "vite")],
    [`${start}VOLUME /app/dist\nCMD [${preview}]`, undefined, project(vite, "vite")],
    [`${start}HEALTHCHECK CMD curl -f http://localhost\nCMD [${preview}]`, undefined, project(vite, "vite")],
    [`${start}CMD [[|"serve", "-s", "dist", "--cors"|]]`, undefined],
    [`${start}CMD [[|"serve", "-s", "."|]]`, undefined],
    [`FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD [[|"npx", "http-server", "public"|]]`, undefined],
    [`# syntax=docker/dockerfile:1.3\n${start}CMD [[|"serve", "-s", "dist"|]]`, undefined],
    [`${start.replace("node:24-slim", "oven/bun:1")}CMD [[|"serve", "-s", "dist"|]]`, undefined],
    [`${start}CMD [[|"serve", "-s", "dist"|]]`, undefined, { files: { "public/serve.json": "{}" } }],
  ],
  valid: [
    'FROM node:24-slim\nCMD ["node", "server.js"]',
    // Development servers are another matter.
    `${start}CMD ["npx", "vite", "--host"]`,
    [`${start}CMD ["serve", "-s", "dist"]`, { path: "Dockerfile.dev" }],
    // More than the server runs.
    [`${start}CMD ["npm", "start"]`, project({ start: "node inject.js && vite preview" }, "vite")],
    [`${start}CMD ["npm", "run", "preview"]`, project({ ...vite, prepreview: "node inject.js" }, "vite")],
    `${start}CMD serve -s dist -l $LISTEN`,
    `${start}ENTRYPOINT ["./entrypoint.sh"]\nCMD ["serve", "-s", "dist"]`,
    `${built}FROM nginx:1.30\nCOPY --from=build /app/dist /usr/share/nginx/html`,
  ],
} satisfies Cases;
