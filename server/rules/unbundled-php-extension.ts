import { unbundledExtensions } from "../projects/phpExtensions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["docker-php-ext-install"],
  id: "unbundled-php-extension",
  title: "PHP's own sources do not have the extension that is to be compiled",
  severity: "warning",
  category: "packages",
  breaks: true,
  why:
    "`docker-php-ext-install` compiles extensions that come with the sources of PHP, and stops at all others: `redis`, `imagick` or `xdebug` never belonged to them, `mcrypt` and `imap` have left. " +
    "Install those with `pecl install` and switch them on with `docker-php-ext-enable`.",
  sources: ["https://hub.docker.com/_/php", "https://pecl.php.net/packages.php"],
  bad: "FROM php:8.4-fpm\nRUN docker-php-ext-install pdo_mysql redis",
  good: "FROM php:8.4-fpm\nRUN docker-php-ext-install pdo_mysql && pecl install redis-6.2.0 && docker-php-ext-enable redis",

  *check(file) {
    for (const { word, isDefault } of file.stages.flatMap((stage) => unbundledExtensions(file, stage))) {
      yield {
        span: word,
        severity: isDefault ? "info" : undefined,
        message: `PHP's sources have no ${word.value}, so that the build stops here${isDefault ? " unless it is given another version" : ""}: it comes from PECL`,
      };
    }
  },
} satisfies DockerfileRule;
