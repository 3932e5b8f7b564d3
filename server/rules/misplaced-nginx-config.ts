import { isWhole, replace } from "../edits/edits";
import { misplacedConfigs } from "../servers/nginxPlaces";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["/etc/nginx"],
  id: "misplaced-nginx-config",
  title: "nginx refuses its settings, because they are copied to the wrong place",
  severity: "warning",
  category: "correctness",
  breaks: true,
  ofContext: true,
  why:
    "`/etc/nginx/nginx.conf` is the whole configuration, with `events` and `http`; files in `/etc/nginx/conf.d` are read inside of `http`, and hold `server` blocks. " +
    "In the other place nginx says that the directive *is not allowed here*, and the container ends. " +
    "Variables of the environment, such as `${PORT}`, are filled in for files in `/etc/nginx/templates` alone.",
  sources: [
    "https://nginx.org/en/docs/http/ngx_http_core_module.html#server",
    "https://hub.docker.com/_/nginx#using-environment-variables-in-nginx-configuration-new-in-119",
  ],
  bad: "FROM nginx:1.31\nCOPY site.conf /etc/nginx/nginx.conf",
  good: "FROM nginx:1.31\nCOPY site.conf /etc/nginx/conf.d/default.conf",
  files: { "site.conf": "server {\n  listen 80;\n}\n" },

  *check(file, facts) {
    const { final } = file;
    if (!final) return;
    for (const { name, by, refused, place, meant } of misplacedConfigs(file, final, facts)) {
      const target = by.words.at(-1);
      if (!target) continue;
      const edits = [replace(target, by.exec ? JSON.stringify(meant) : meant)];
      yield {
        span: target,
        message:
          "directive" in refused
            ? `nginx does not allow "${refused.directive}" of ${name} in ${place}, and ends at once: it belongs into ${meant}`
            : `Nobody fills in $${refused.variable} of ${name} in ${place}, so that nginx ends at once: it belongs into ${meant}`,
        fixes: isWhole(target) ? [{ title: `Copy it to ${meant}`, safe: false, edits }] : [],
      };
    }
  },
} satisfies DockerfileRule;
