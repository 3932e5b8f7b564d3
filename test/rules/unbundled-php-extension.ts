import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM php:8.4-fpm\nRUN docker-php-ext-install -j2 pdo_mysql [|redis|]", undefined, { message: "PECL" }],
    [
      "FROM php:8-apache AS a\nFROM a\nRUN apt-get update && docker-php-ext-install [|imagick|] && rm -rf /tmp/x",
      undefined,
    ],
    ["FROM php\nRUN docker-php-ext-install [|imap|]", undefined],
  ],
  valid: [
    "FROM php:8.4-fpm\nRUN docker-php-ext-install pdo_mysql",
    "FROM php:8.4-fpm\nRUN pecl install redis && docker-php-ext-enable redis",
    "FROM php:8.3-fpm\nRUN docker-php-ext-install imap",
    "FROM php:7.1-fpm\nRUN docker-php-ext-install mcrypt",
    "FROM php:8.4-fpm\nRUN mkdir -p /usr/src/php/ext/redis && curl -f https://example.org/x | tar xz -C /usr/src/php/ext/redis && docker-php-ext-install redis",
    "FROM php:8.4-fpm\nRUN docker-php-ext-install redis || true",
    "FROM example.org/php:8.4\nRUN docker-php-ext-install redis",
    "FROM php:8.4-fpm\nWORKDIR /usr/src/php/ext\nRUN git clone https://example.org/redis && docker-php-ext-install redis",
    "FROM php:8.4-fpm\nRUN curl -f https://example.org/x | tar xz -C $SOURCES/redis && docker-php-ext-install redis",
    "FROM php:8.4-fpm\nCOPY fetch /fetch\nRUN /fetch/redis && docker-php-ext-install redis",
    "FROM php:8.4-fpm\nRUN docker-php-ext-install redis; docker-php-ext-install zip",
  ],
} satisfies Cases;
