/** Programs of PHP with naive Dockerfiles, and what *Harden Dockerfile* makes of them. */

import type { Shape } from "../cases";

export const phpServers: readonly Shape[] = [
  {
    title: "PHP: extensions in both stages, all that the scripts of Composer have made",
    files: {
      ".dockerignore": ".git\n",
      "bootstrap/cache/.gitkeep": "\n",
      "composer.json":
        '{"require":{"php":"^8.2","laravel/framework":"^11"},"require-dev":{"phpunit/phpunit":"^10"},"scripts":{"post-autoload-dump":["Illuminate\\\\Foundation\\\\ComposerScripts::postAutoloadDump","@php artisan package:discover --ansi"]},"extra":{"laravel":{"dont-discover":[]}}}\n',
      "composer.lock": '{"packages":[],"packages-dev":[],"content-hash":"0"}\n',
      "public/index.php": "<?php echo 1;\n",
      "storage/.gitkeep": "\n",
    },
    before: `FROM php:8.3-fpm
# Extensions
RUN apt-get update && apt-get install -y git unzip libzip-dev && docker-php-ext-install pdo_mysql zip
COPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer
ENV COMPOSER_ALLOW_SUPERUSER=1
WORKDIR /var/www/html
COPY --chown=www-data:www-data . .
RUN composer install --no-interaction
RUN chown -R www-data:www-data storage bootstrap/cache
EXPOSE 9000
`,
    after: `FROM php:8.3-fpm AS build
# Extensions
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates unzip libzip-dev && docker-php-ext-install pdo_mysql zip && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer
ENV COMPOSER_ALLOW_SUPERUSER=1
WORKDIR /var/www/html
COPY --chown=www-data:www-data . .
RUN composer install --no-dev --optimize-autoloader --no-interaction

FROM php:8.3-fpm
# Extensions
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates unzip libzip-dev && docker-php-ext-install pdo_mysql zip && rm -rf /var/lib/apt/lists/*
WORKDIR /var/www/html
COPY --from=build --chown=www-data:www-data /var/www/html ./
RUN chown -R www-data:www-data storage bootstrap/cache
EXPOSE 9000
USER www-data
`,
  },
  {
    title: "PHP: packages before the sources",
    files: {
      ".dockerignore": ".git\n",
      "composer.json": '{"require":{"php":">=8.2","slim/slim":"^4"},"autoload":{"psr-4":{"App\\\\":"src/"}}}\n',
      "composer.lock": '{"packages":[],"packages-dev":[],"content-hash":"0"}\n',
      "public/index.php": "<?php echo 1;\n",
      "storage/.gitkeep": "\n",
    },
    before: `FROM php:8.4-cli
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize --no-dev
CMD ["php", "-S", "0.0.0.0:8080", "-t", "public"]
`,
    after: `FROM php:8.4-cli AS build
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload --optimize --no-dev

FROM php:8.4-cli
WORKDIR /app
COPY --from=build --chown=www-data:www-data /app/vendor ./vendor
COPY --chown=www-data:www-data . .
USER www-data
CMD ["php", "-S", "0.0.0.0:8080", "-t", "public"]
`,
  },
  {
    title: "PHP: an extension between",
    files: {
      ".dockerignore": ".git\n",
      "composer.json": '{"require":{"php":">=8.2","slim/slim":"^4"},"autoload":{"psr-4":{"App\\\\":"src/"}}}\n',
      "composer.lock": '{"packages":[],"packages-dev":[],"content-hash":"0"}\n',
      "public/index.php": "<?php echo 1;\n",
      "storage/.gitkeep": "\n",
    },
    before: `FROM php:8.3-apache
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY . .
RUN docker-php-ext-install pdo_mysql
RUN composer install --no-dev
`,
    after: `FROM php:8.3-apache AS build
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY . .
RUN docker-php-ext-install pdo_mysql
RUN composer install --optimize-autoloader --no-dev

FROM php:8.3-apache
WORKDIR /var/www/html
RUN docker-php-ext-install pdo_mysql
COPY --from=build /var/www/html/vendor ./vendor
COPY . .
`,
  },
];
