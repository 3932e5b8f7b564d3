import type { Cases } from "../cases";

const site = "# ours\nserver {\n  listen 8080;\n  location / { try_files $uri /index.html; }\n}\n";
const whole = `worker_processes auto;\nevents { worker_connections 99; }\nhttp {\n  ${site}}\n`;
const template = site.replace("8080", "${PORT}");
const file = (text: string) => ({ files: { "nginx.conf": text } });
const copy = (target: string, more = "", base = "nginx:1.31-alpine") =>
  `FROM ${base}\nCOPY nginx.conf ${target}\n${more}`;

export default {
  invalid: [
    [copy("[|/etc/nginx/nginx.conf|]"), copy("/etc/nginx/conf.d/default.conf"), { ...file(site), message: '"server"' }],
    [copy("[|/etc/nginx/|]"), copy("/etc/nginx/conf.d/default.conf"), file(`upstream a { server b:1; }\n${site}`)],
    [
      copy("[|/etc/nginx/conf.d/default.conf|]", "EXPOSE 80", "nginxinc/nginx-unprivileged:1.31"),
      copy("/etc/nginx/nginx.conf", "EXPOSE 80", "nginxinc/nginx-unprivileged:1.31"),
      { ...file(whole), message: '"worker_processes"' },
    ],
    [
      copy("[|/etc/nginx/conf.d/default.conf|]", "ENV PORT=8080"),
      copy("/etc/nginx/templates/default.conf.template", "ENV PORT=8080"),
      { ...file(template), message: "$PORT" },
    ],
  ],
  valid: [
    [copy("/etc/nginx/conf.d/default.conf"), file(site)],
    [copy("/etc/nginx/conf.d/"), file(site)],
    [copy("/etc/nginx/nginx.conf"), file(whole)],
    [copy("/etc/nginx/templates/default.conf.template", "ENV PORT=8080"), file(template)],
    // Filled in by somebody.
    [copy("/etc/nginx/conf.d/default.conf", 'CMD ["/bin/sh", "-c", "envsubst < a > b && nginx"]'), file(template)],
    [copy("/etc/nginx/conf.d/default.conf", "RUN sed -i s/x/y/ /etc/nginx/conf.d/default.conf"), file(template)],
    [copy("/etc/nginx/conf.d/default.conf", "COPY fill.sh /docker-entrypoint.d/"), file(template)],
    // A variable of its own, in capitals.
    [copy("/etc/nginx/conf.d/default.conf"), file(site.replace("location", "root /a/${HOST};\n  location"))],
    // The main file may read the folder from anywhere.
    [
      `FROM nginx:1.31\nCOPY main.conf /etc/nginx/nginx.conf\nCOPY nginx.conf /etc/nginx/conf.d/a.conf`,
      { files: { "nginx.conf": whole, "main.conf": "include conf.d/*.conf;" } },
    ],
    [copy("/etc/nginx/nginx.conf"), file("include /etc/nginx/site.conf;\nevents {}\n")],
    [copy("/etc/nginx/nginx.conf", "", "example.org/nginx"), file(site)],
    [copy("/etc/nginx/nginx.conf", 'CMD ["nginx", "-c", "/x.conf"]'), file(site)],
    // The last copy counts, and folders below conf.d are not read.
    [
      "FROM nginx:1.31\nCOPY nginx.conf /etc/nginx/nginx.conf\nCOPY main.conf /etc/nginx/nginx.conf",
      { files: { "nginx.conf": site, "main.conf": whole } },
    ],
    [
      "FROM nginx:1.31\nCOPY nginx.conf /etc/nginx/nginx.conf\nCOPY nginx/ /etc/nginx/",
      { files: { "nginx.conf": site, "nginx/nginx.conf": whole } },
    ],
    [copy("/etc/nginx/conf.d/main/nginx.conf"), file(whole)],
    // Variables that another file or a group sets, and those that the entrypoint fills in there.
    [
      `${copy("/etc/nginx/conf.d/default.conf")}COPY map.conf /etc/nginx/conf.d/`,
      {
        files: {
          "nginx.conf": site.replace("location", "root /a/$TENANT;\n  location"),
          "map.conf": "map $host $TENANT { default a; }\n",
        },
      },
    ],
    [
      copy("/etc/nginx/conf.d/default.conf"),
      file(site.replace("location", "server_name ~^(?<TENANT>.+)[.]x$;\n  root /a/$TENANT;\n  location")),
    ],
    [
      copy(
        "/etc/nginx/conf.d/default.conf",
        "ENV NGINX_ENVSUBST_TEMPLATE_DIR=/etc/nginx/conf.d NGINX_ENVSUBST_TEMPLATE_SUFFIX=.conf",
      ),
      file(template),
    ],
    [copy("/etc/nginx/conf.d/default.conf", "COPY fill /usr/bin/fill\nRUN fill"), file(template)],
  ],
} satisfies Cases;
