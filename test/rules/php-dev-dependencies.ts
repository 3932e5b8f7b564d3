import type { Cases } from "../cases";

const dev = { "phpunit/phpunit": "^12", "barryvdh/laravel-debugbar": "*" };
const project = (more: object = {}) => ({ "composer.json": JSON.stringify({ "require-dev": dev, ...more }) });
const laravel = project({
  scripts: { "post-autoload-dump": ["@php artisan package:discover --ansi"], test: "phpunit" },
});
const symfony = project({
  require: { "symfony/framework-bundle": "^7" },
  scripts: { "post-install-cmd": ["@auto-scripts"] },
});

const naive = "FROM php:8.4-fpm\nCOPY . .\nRUN composer [|install|]";
const fixed = "FROM php:8.4-fpm\nCOPY . .\nRUN composer install --no-dev --optimize-autoloader";

export default {
  invalid: [
    [
      "FROM php:8.4-fpm\nCOPY . .\nRUN composer [|install|] --no-dev",
      "FROM php:8.4-fpm\nCOPY . .\nRUN composer install --optimize-autoloader --no-dev",
      { files: laravel, message: "looks for each class" },
    ],
    [naive, fixed, { files: laravel }],
    [
      `${naive} -o --no-interaction`,
      "FROM php:8.4-fpm\nCOPY . .\nRUN composer install --no-dev -o --no-interaction",
      { files: laravel },
    ],
    [
      "FROM composer:2.8 AS vendor\nCOPY . .\nRUN composer [|install|]\nFROM php:8.4-fpm\nCOPY --from=vendor /app/vendor vendor",
      "FROM composer:2.8 AS vendor\nCOPY . .\nRUN composer install --no-dev --optimize-autoloader\nFROM php:8.4-fpm\nCOPY --from=vendor /app/vendor vendor",
      { files: laravel },
    ],
    // Somebody has to decide: what is for development may be loaded, or used by a later step.
    [naive, fixed, { files: symfony }],
    [
      naive.replace("COPY", "ENV APP_ENV=prod\nCOPY"),
      fixed.replace("COPY", "ENV APP_ENV=prod\nCOPY"),
      { files: symfony },
    ],
    [naive, fixed, { files: { ...laravel, "config/app.php": "Barryvdh\\Debugbar\\ServiceProvider::class" } }],
    [`${naive}\nRUN vendor/bin/phpunit`, `${fixed}\nRUN vendor/bin/phpunit`, { files: laravel }],
  ],
  valid: [
    ["FROM php:8.4-fpm\nCOPY . .\nRUN composer install --no-dev -o", { files: laravel }],
    ["FROM php:8.4-fpm\nCOPY . .\nRUN composer install --no-dev && composer dump-autoload -o", { files: laravel }],
    [
      "FROM php:8.4-fpm\nCOPY . .\nRUN composer install --no-dev",
      { files: project({ config: { "optimize-autoloader": true } }) },
    ],
    naive.replace(/\[\||\|\]/g, ""),
    [fixed, { files: laravel }],
    [naive.replace(/\[\||\|\]/g, ""), { files: { "composer.json": "{}" } }],
    [naive.replace(/\[\||\|\]/g, ""), { files: { "composer.json": "{" } }],
    [`${naive.replace(/\[\||\|\]/g, "").replace("COPY", "ENV COMPOSER_NO_DEV=1\nCOPY")} -o`, { files: laravel }],
    [`${naive.replace(/\[\||\|\]/g, "").replace("RUN", "RUN COMPOSER_NO_DEV=1")} -o`, { files: laravel }],
    [naive.replace(/\[\||\|\]/g, ""), { files: laravel, path: "Dockerfile.dev" }],
    ["FROM php:8.4 AS test\nCOPY . .\nRUN composer install\nFROM php:8.4-fpm\nCOPY . .", { files: laravel }],
  ],
} satisfies Cases;
