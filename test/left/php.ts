/** Projects of PHP that stay in one stage, and why. */

import type { Left } from "../compiled.test";

const files = {
  "composer.json": '{"require":{"slim/slim":"^4"}}\n',
  "composer.lock": "{}\n",
  "index.php": "",
};
const text = `FROM php:8.4-cli
COPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY . .
RUN composer install --no-dev
CMD ["php", "-S", "0.0.0.0:80"]
`;

function other(
  title: string,
  reason: string | undefined,
  from = "",
  to = "",
  more: Readonly<Record<string, string>> = {},
): Left {
  return { title: `PHP: ${title}`, reason, files: { ...files, ...more }, text: text.replace(from, to) };
}

export const phpLeft: readonly Left[] = [
  other("as it is", undefined),
  other("scripts of the project", undefined, "", "", {
    "composer.json": '{"scripts":{"post-install-cmd":"php a.php"}}',
  }),
  other("a script that writes elsewhere", "names /etc/app", "", "", {
    "composer.json": '{"scripts":{"post-install-cmd":"cp a /etc/app"}}',
  }),
  other("another folder", "another folder", "install", "install -d api"),
  other("another command", 'what "composer require"', "install --no-dev", "require a/b"),
  other("packages elsewhere", "COMPOSER_VENDOR_DIR is set", "WORKDIR", "ENV COMPOSER_VENDOR_DIR=/vendor\nWORKDIR"),
  other("another user", "another user than root", "RUN", "USER www-data\nRUN"),
  other("no folder", "no WORKDIR", "WORKDIR /app\n", ""),
  other("another composer.json", "which composer.json", "COPY . .", "COPY api ."),
  other("an extension after the sources", undefined, "RUN", "RUN docker-php-ext-install pdo_mysql\nRUN"),
  other("a RUN of another kind", "may make what is needed", "RUN", "RUN php make.php\nRUN"),
  other("files of several owners", "several owners", "COPY . .", "COPY . .\nCOPY --chown=www-data composer.json ./"),
  other("Composer at the start", 'runs "composer"', "CMD [", 'ENTRYPOINT ["./start.sh"]\nCMD [', {
    "start.sh": '#!/bin/sh\ncomposer run warm\nexec "$@"\n',
  }),
  other("a start script that is known", undefined, "CMD [", 'ENTRYPOINT ["./start.sh"]\nCMD [', {
    "start.sh": '#!/bin/sh\nphp warm.php\nexec "$@"\n',
  }),
  other("a start script that is not known", 'runs "./start.sh"', "CMD [", 'ENTRYPOINT ["./start.sh"]\nCMD ['),
  other("a name of the stage", "has a name", "8.4-cli", "8.4-cli AS app"),
];
