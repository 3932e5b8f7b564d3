import type { Cases } from "../cases";

const build = "FROM node:24 AS build\nRUN npm ci && npm run build\n";
const copy = "COPY --from=build /app/dist /usr/share/nginx/html";

export default {
  invalid: [
    [
      `${build}FROM [|nginx:stable-alpine|]\n${copy}`,
      `${build}FROM nginxinc/nginx-unprivileged:stable-alpine\n${copy}`,
    ],
    [
      `FROM [|nginx:1.30.1|]\n${copy}\nEXPOSE 80/tcp`,
      `FROM nginxinc/nginx-unprivileged:1.30.1\n${copy}\nEXPOSE 8080/tcp`,
    ],
    // What is asked stays, where settings of the project say on which port.
    [
      `FROM [|nginx:1.30|]\nCOPY site.conf /etc/nginx/conf.d/default.conf\n${copy}\nHEALTHCHECK CMD curl -f http://localhost:8000/`,
      `FROM nginxinc/nginx-unprivileged:1.30\nCOPY site.conf /etc/nginx/conf.d/default.conf\n${copy}\nHEALTHCHECK CMD curl -f http://localhost:8000/`,
      { files: { "site.conf": "server { listen 8000; root /usr/share/nginx/html; }" } },
    ],
    [`FROM [|nginx:1.30|]\n${copy}\nHEALTHCHECK CMD curl -f http://localhost/`, undefined],
    // What has a configuration, another port or a step that takes root needs more than another image.
    [`FROM [|nginx:1.30|]\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\n${copy}`, undefined],
    [`FROM [|nginx:1.30|]\n${copy}\nEXPOSE 443`, undefined],
    [`FROM [|nginx:1.30|]\nRUN rm /etc/nginx/conf.d/default.conf\n${copy}`, undefined],
    [`FROM [|nginx|]\n${copy}`, undefined],
    [`FROM [|nginx:1.30-perl|]\n${copy}`, undefined],
    [`FROM [|nginx:1.30|]\n${copy}`, undefined, { policy: { trustedRegistries: ["registry.example.com"] } }],
  ],
  valid: [
    `FROM nginxinc/nginx-unprivileged:1.30\n${copy}`,
    `FROM nginx:1.30\n${copy}\nUSER nginx`,
    [`FROM nginx:1.30\n${copy}`, { path: "Dockerfile.dev" }],
    `FROM nginx:1.30 AS web\n${copy}\nFROM node:24`,
    `FROM nginx:1.30\n${copy}\nCMD ["nginx-debug", "-g", "daemon off;"]`,
  ],
} satisfies Cases;
