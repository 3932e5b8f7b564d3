/** The image of nginx that sends a built front end, and what it is told. */

import table from "../data/end-of-life.json";
import type { Added } from "./assemble";
import type { StaticSite } from "./staticSite";

/** Where the image has its files. */
export const sitesFolder = "/usr/share/nginx/html";

/**
 * The image is built for every release of nginx, under its version; even minor versions are the stable ones.
 * Source: https://github.com/nginx/docker-nginx-unprivileged
 */
export function nginxImage(today: string): string {
  const stable = table.images.nginx.filter(({ cycle }) => Number(cycle.split(".")[1]) % 2 === 0);
  const newest = stable.findLast(({ end }: { end?: string }) => end === undefined || end > today) ?? stable.at(-1);
  return `nginxinc/nginx-unprivileged:${newest?.cycle}-alpine-slim`;
}

/** The file that makes nginx listen where a server did, and send what it sent. */
export function configuration({ port, readsPort, fallback }: StaticSite): Added {
  const path = readsPort ? "/etc/nginx/templates/default.conf.template" : "/etc/nginx/conf.d/default.conf";
  const lines = [
    `<<'EOF' ${path}`,
    "server {",
    `  listen ${readsPort ? "${PORT}" : port};`,
    `  root ${sitesFolder};`,
    ...(fallback === undefined ? ["  error_page 404 /404.html;"] : []),
    "",
    "  location / {",
    `    try_files $uri $uri.html $uri/index.html ${fallback === undefined ? "=404" : `/${fallback}`};`,
    "  }",
    "}",
    "EOF",
  ];
  return { keyword: "COPY", argument: lines.join("\n") };
}
