import type { Cases } from "../cases";

const php = "FROM php:8.3-fpm\n";
const line = (packages: string) =>
  `RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*\n`;

export default {
  invalid: [
    [
      `${php}RUN docker-php-ext-install pdo_mysql [|pdo_pgsql|] zip gd -j4`,
      `${php}${line("libpq-dev libzip-dev libpng-dev")}RUN docker-php-ext-install pdo_mysql pdo_pgsql zip gd -j4`,
      { message: "pdo_pgsql needs libpq-dev libzip-dev libpng-dev" },
    ],
    [
      `${php}RUN apt-get update && apt-get install -y git libzip-dev\nRUN docker-php-ext-install -j$(nproc) zip [|intl|] $MORE`,
      `${php}RUN apt-get update && apt-get install -y git libzip-dev libicu-dev\nRUN docker-php-ext-install -j$(nproc) zip intl $MORE`,
    ],
    [
      `${php}RUN apt-get update \\\n  && apt-get install -y unzip \\\n  && docker-php-ext-install [|soap|]`,
      `${php}${line("libxml2-dev")}RUN apt-get update \\\n  && apt-get install -y unzip \\\n  && docker-php-ext-install soap`,
    ],
    [
      "FROM php:8-alpine\nRUN apk add --no-cache libzip-dev && docker-php-ext-install zip\nRUN docker-php-ext-install [|intl|] gmp",
      "FROM php:8-alpine\nRUN apk add --no-cache libzip-dev icu-dev gmp-dev && docker-php-ext-install zip\nRUN docker-php-ext-install intl gmp",
    ],
    [
      `${php}RUN apt-get update && apt-get install -y libpng-dev\nRUN docker-php-ext-configure gd [|--with-freetype|] --with-jpeg && docker-php-ext-install gd`,
      `${php}RUN apt-get update && apt-get install -y libpng-dev libfreetype-dev libjpeg62-turbo-dev\nRUN docker-php-ext-configure gd --with-freetype --with-jpeg && docker-php-ext-install gd`,
    ],
    [
      "FROM php AS base\nFROM base\nRUN docker-php-ext-install [|mbstring|]",
      `FROM php AS base\nFROM base\n${line("libonig-dev")}RUN docker-php-ext-install mbstring`,
    ],
  ],
  valid: [
    // Packages that a file names.
    `${php}COPY p.txt /\nRUN apt-get update && xargs -a /p.txt apt-get install -y && docker-php-ext-install intl`,
    `${php}COPY p.txt /\nRUN apt-get update && xargs apt-get install -y < /p.txt && docker-php-ext-install intl`,
    "FROM php:8.3-fpm\nCOPY a.sh /tmp/\nRUN /tmp/a.sh && docker-php-ext-install zip",
    "FROM php:8.3-fpm\nRUN aptitude install -y libzip-dev && docker-php-ext-install zip",
    "FROM php:7.2-fpm\nRUN docker-php-ext-install zip gd",
    "FROM some/php:8.3\nRUN docker-php-ext-install zip",
    ...[
      "RUN docker-php-ext-install pdo_mysql mysqli bcmath opcache exif pcntl sockets",
      "RUN apt-get update && apt-get install -y libzip-dev libpng-dev && docker-php-ext-install zip gd",
      "RUN apt-get update && apt-get install -y libfreetype6-dev libjpeg62-turbo-dev && docker-php-ext-configure gd --with-freetype --with-jpeg && docker-php-ext-install gd",
      "RUN apt-get update && apt-get install -y libmagickwand-dev && docker-php-ext-install gd",
      "RUN apt-get update && apt-get install -y $DEPS && docker-php-ext-install gd",
      "COPY --from=mlocati/php-extension-installer /usr/bin/install-php-extensions /usr/local/bin/\nRUN install-php-extensions zip gd",
      "RUN install-php-extensions zip && docker-php-ext-install gd",
      "RUN curl -L https://x.example/libzip.tgz | tar xz && cd libzip && make install && docker-php-ext-install zip",
      "COPY --from=libs /usr/local /usr/local\nRUN docker-php-ext-install zip",
      "RUN docker-php-ext-install zip || true",
      "RUN apt-get update && apt-get install -y libicu-dev=72.1-3 && docker-php-ext-install intl",
    ].map((rest) => php + rest),
  ],
} satisfies Cases;
