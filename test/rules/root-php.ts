import type { Cases } from "../cases";

const ofPort = 'RUN sed -i "s/Listen 80$/Listen 8080/" /etc/apache2/ports.conf';

export default {
  invalid: [
    ["FROM [|php:8.4-fpm-alpine|]\nCOPY . .", "FROM php:8.4-fpm-alpine\nCOPY . .\nUSER www-data"],
    [
      'FROM php:8.4-fpm\nCOPY . .\n[|CMD|] ["php-fpm", "-F"]',
      'FROM php:8.4-fpm\nCOPY . .\nUSER www-data\nCMD ["php-fpm", "-F"]',
    ],
    [
      "FROM [|php:8.4-fpm|]\nCOPY docker/fpm/www.conf /usr/local/etc/php-fpm.d/",
      "FROM php:8.4-fpm\nCOPY docker/fpm/www.conf /usr/local/etc/php-fpm.d/\nUSER www-data",
      { files: { "docker/fpm/www.conf": "[www]\nuser = www-data\nlisten = 9000\naccess.log = /proc/self/fd/2\n" } },
    ],
    [
      "FROM [|php:8.4-fpm|]\nRUN echo 'pm.max_children = 9' >> /usr/local/etc/php-fpm.d/zz.conf",
      "FROM php:8.4-fpm\nRUN echo 'pm.max_children = 9' >> /usr/local/etc/php-fpm.d/zz.conf\nUSER www-data",
    ],
    [`FROM [|php:8.4-apache|]\n${ofPort}\nCOPY . .`, `FROM php:8.4-apache\n${ofPort}\nCOPY . .\nUSER www-data`],
    [
      "FROM [|php:8.4-apache|]\nRUN a2enmod rewrite\nCOPY ports.conf /etc/apache2/\nCOPY site.conf /etc/apache2/sites-available/000-default.conf",
      "FROM php:8.4-apache\nRUN a2enmod rewrite\nCOPY ports.conf /etc/apache2/\nCOPY site.conf /etc/apache2/sites-available/000-default.conf\nUSER www-data",
      {
        files: {
          "ports.conf": "Listen 8080\n",
          "site.conf": "<VirtualHost *:8080>\nErrorLog ${APACHE_LOG_DIR}/error.log\n</VirtualHost>\n",
        },
      },
    ],
  ],
  valid: [
    "FROM php:8.4-fpm\nUSER www-data",
    'FROM php:8.4-cli\nCMD ["php", "a.php"]',
    'FROM php:8.4-fpm\nENTRYPOINT ["/start.sh"]\nCMD ["php-fpm"]',
    "FROM php:8.4-fpm\nCMD supervisord -n",
    ["FROM php:8.4-fpm\nCOPY . .", { path: "Dockerfile.dev" }],
    "FROM php:8.4-fpm AS app\nFROM nginx:1.30\nCOPY --from=app /var/www/html/public /usr/share/nginx/html",
  ],
} satisfies Cases;
