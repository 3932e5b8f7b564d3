import { insertBefore } from "../edits/edits";
import { unknownDirectives } from "../servers/apacheModules";
import type { Dockerfile, DockerfileRule, Fix, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: ["apache"],
  id: "disabled-apache-module",
  title: "The .htaccess of the site asks for a module of Apache that nothing enables",
  severity: "warning",
  category: "correctness",
  ofContext: true,
  why:
    "The images of PHP have Apache obey `.htaccess`, and enable few of its modules. At a directive of another one, such as `RewriteEngine`, Apache answers every request with *500 Internal Server Error*. " +
    "`a2enmod` enables a module that the image has.",
  sources: [
    "https://httpd.apache.org/docs/2.4/howto/htaccess.html",
    "https://manpages.debian.org/bookworm/apache2/a2enmod.8.en.html",
  ],
  files: { ".htaccess": "RewriteEngine On\nRewriteRule ^ index.php [L]\n" },
  bad: "FROM php:8.4-apache\nCOPY . /var/www/html/",
  good: "FROM php:8.4-apache\nRUN a2enmod rewrite\nCOPY . /var/www/html/",

  *check(file, facts) {
    const { final } = file;
    const [first, ...more] = final ? unknownDirectives(file, final, facts) : [];
    if (!final || !first) return;
    const modules = [first, ...more].map(({ module }) => module).join(" ");
    yield {
      span: first.by.name,
      message: `Nothing enables mod_${first.module}, so that Apache answers what ${first.path} is for with an error, at "${first.directive}"`,
      fixes: fixesOf(file, final, modules),
    };
  },
} satisfies DockerfileRule;

/** Above all that may take root away, since a2enmod changes /etc. */
function fixesOf(file: Dockerfile, stage: Stage, modules: string): Fix[] {
  const first = stage.instructions.find(({ keyword }) => keyword !== "FROM" && keyword !== "ARG");
  if (!first || first.onbuild || stage.parent) return [];
  const title = `Enable ${modules.replaceAll(" ", " and ")}`;
  return [{ title, safe: false, edits: [insertBefore(file, first, `RUN a2enmod ${modules}`)] }];
}
