import { installEdit } from "../image/programRemedies";
import { lackingHeaders } from "../projects/phpExtensions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["docker-php-ext"],
  id: "missing-php-library",
  title: "The extension of PHP is compiled without the library that it needs",
  severity: "warning",
  category: "packages",
  breaks: true,
  why:
    "`docker-php-ext-install` compiles an extension, and many need the headers of a library which the images of PHP do not have: `gd` those of libpng, `zip` of libzip, `intl` of ICU, `pdo_pgsql` of libpq. " +
    "Without them the build stops. Install the package first, or let `install-php-extensions` see to it.",
  sources: ["https://hub.docker.com/_/php", "https://github.com/mlocati/docker-php-extension-installer"],
  bad: "FROM php:8.4-fpm\nRUN docker-php-ext-install zip",
  good: "FROM php:8.4-fpm\nRUN apt-get update && apt-get install -y --no-install-recommends libzip-dev && rm -rf /var/lib/apt/lists/*\nRUN docker-php-ext-install zip",

  *check(file, facts) {
    for (const stage of file.stages) {
      for (const { instruction, command, word, source, packages } of lackingHeaders(file, stage, facts)) {
        const names = packages.join(" ");
        const edit = installEdit(file, { at: { stage, instruction, command }, instruction }, source, names);
        yield {
          span: word,
          message: `${word.value} needs ${names}, which nothing above installs, so that the build stops here`,
          fixes: edit && [{ title: `Install ${names}`, safe: false, edits: [edit] }],
        };
      }
    }
  },
} satisfies DockerfileRule;
