import type { Cases, More } from "../cases";

const rewriting = "RewriteEngine On\nRewriteRule ^ index.php [L]\n";
const site = (text: string): More => ({ files: { ".htaccess": text, "index.php": "" } });

export default {
  invalid: [
    [
      "FROM php:8.4-apache\n[|COPY|] . /var/www/html/\n",
      "FROM php:8.4-apache\nRUN a2enmod rewrite\nCOPY . /var/www/html/\n",
      {
        ...site(rewriting),
        message:
          'Nothing enables mod_rewrite, so that Apache answers what .htaccess is for with an error, at "RewriteEngine"',
      },
    ],
    [
      "FROM php:8.3-apache-bookworm\nRUN a2enmod rewrite\n[|COPY|] . .\n",
      "FROM php:8.3-apache-bookworm\nRUN a2enmod headers expires\nRUN a2enmod rewrite\nCOPY . .\n",
      site(`${rewriting}Header set X-A b\nExpiresActive On\n`),
    ],
    [
      "FROM php:8.4-apache\nARG A\n[|COPY|] . /var/www/html\nUSER www-data\nCMD apache2-foreground\n",
      "FROM php:8.4-apache\nARG A\nRUN a2enmod rewrite\nCOPY . /var/www/html\nUSER www-data\nCMD apache2-foreground\n",
      { files: { "public/.htaccess": rewriting } },
    ],
  ],
  valid: [
    ["FROM php:8.4-apache\nRUN a2enmod rewrite headers\nCOPY . /var/www/html/\n", site(rewriting)],
    ["FROM php:8.4-apache\nCOPY . /var/www/html/\n", site(`<IfModule mod_rewrite.c>\n${rewriting}</IfModule>\n`)],
    ["FROM php:8.4-apache\nCOPY . /var/www/html/\n", site("# RewriteEngine On\nDirectoryIndex index.php\n")],
    ["FROM php:8.4-apache\nCOPY src /var/www/html/\n", site(rewriting)],
    ["FROM php:8.4-apache\nCOPY site.conf /etc/apache2/sites-enabled/\nCOPY . /var/www/html/\n", site(rewriting)],
    ["FROM php:8.4-apache\nRUN ./setup.sh\nCOPY . /var/www/html/\n", site(rewriting)],
    ["FROM php:8.4-apache\nENV M=rewrite\nRUN a2enmod $M\nCOPY . /var/www/html/\n", site(rewriting)],
    ['FROM php:8.4-apache\nCOPY . /var/www/html/\nCMD ["./start"]\n', site(rewriting)],
    ["FROM php:8.4-fpm\nCOPY . /var/www/html/\n", site(rewriting)],
    ["FROM example.org/php:8.4-apache\nCOPY . /var/www/html/\n", site(rewriting)],
    ["FROM php:8.4-apache\nCOPY . /var/www/html/\nRUN rm /var/www/html/.htaccess\n", site(rewriting)],
  ],
} satisfies Cases;
