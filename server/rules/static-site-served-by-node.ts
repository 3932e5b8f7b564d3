import { fixesOf, servedSite } from "../multistage/servedSite";
import { missingScripts } from "../node/missingScripts";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "static-site-served-by-node",
  title: "Node.js ships only to send files that are built already",
  severity: "info",
  category: "stages",
  practice: "multi-stage",
  why:
    "A built front end is a folder of files: Node.js, its packages and the sources are of no use to whoever visits it, and each of them may have to be updated one day. " +
    "Build in one stage and let a small web server that is not root send the result.",
  sources: [
    "https://vite.dev/guide/cli.html#vite-preview",
    "https://docs.docker.com/build/building/multi-stage/",
    "https://github.com/nginx/docker-nginx-unprivileged",
  ],
  bad: `FROM node:24.1.0-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
EXPOSE 3000
CMD ["npx", "serve", "-s", "dist", "-l", "3000"]`,
  good: `FROM node:24.1.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build

FROM nginxinc/nginx-unprivileged:1.30-alpine-slim
COPY --from=build /app/dist /usr/share/nginx/html
COPY <<'EOF' /etc/nginx/conf.d/default.conf
server {
  listen 3000;
  root /usr/share/nginx/html;

  location / {
    try_files $uri $uri.html $uri/index.html /index.html;
  }
}
EOF
EXPOSE 3000`,

  *check(file, facts) {
    const served = isForDevelopment(file, facts) ? undefined : servedSite(file, facts);
    const argv = file.final && mainProcess(file.final)?.argv;
    const first = argv?.[0];
    const last = argv?.at(-1);
    if (!served || served.isForDevelopment || !first || !last) return;
    // There is no such program.
    if (missingScripts(file, facts).length > 0) return;
    yield {
      span: { start: first.start, end: last.end },
      message: `For "${served.name}" all of Node.js and its packages ship, only to send files that are built already`,
      ...fixesOf(served),
    };
  },
} satisfies DockerfileRule;
