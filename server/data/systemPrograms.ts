/** Programs and packages of distributions, and what they are to a build. */

import { pythonServers } from "./servers";

/** The folders of the PATH where nobody sets another one. Source: the default of BuildKit and of runc, and what images of distributions set. */
export const usualPath: readonly string[] = "/usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin".split(" ");

/** Debian and Alpine packages that compile native modules and are of no use afterwards. */
export const compilerPackages: ReadonlySet<string> = new Set(
  (
    "build-essential gcc g++ make cmake python3 python python2 python-is-python3 git build-base libc-dev musl-dev " +
    "linux-headers autoconf automake libtool pkg-config pkgconfig"
  ).split(" "),
);

/** Packages that programs use when they run, and that no install of packages for Node.js asks for. */
export const runtimePackages: ReadonlySet<string> = new Set(
  (
    "dumb-init tini catatonit su-exec gosu tzdata ca-certificates curl wget ffmpeg imagemagick graphicsmagick ghostscript " +
    "poppler-utils pandoc libreoffice chromium chromium-browser firefox-esr font-noto fontconfig ttf-freefont fonts-liberation " +
    "nginx supervisor cron logrotate netcat-openbsd iputils-ping procps htop vim nano less jq postgresql-client mysql-client " +
    "default-mysql-client mariadb-client redis-tools redis sqlite3 sqlite openssh-client rsync unzip zip"
  ).split(" "),
);

/** Accounts, owners and folders: what the stage that ships needs as well. */
export const systemCommands: Readonly<Record<string, "account" | "owner" | "mode" | "folder" | "idle">> = {
  useradd: "account",
  adduser: "account",
  groupadd: "account",
  addgroup: "account",
  usermod: "account",
  groupmod: "account",
  chown: "owner",
  chmod: "mode",
  mkdir: "folder",
  install: "folder",
  true: "idle",
  set: "idle",
  echo: "idle",
};

/** Programs that only touch what they are given. */
export const fileCommands: ReadonlySet<string> = new Set(
  "rm cp mv mkdir touch ls cat sed find test echo true cd".split(" "),
);

/** What the program of a Go project may need to be built, and has no use for: nonroot images have certificates and time zones. */
export const goTools: ReadonlySet<string> = new Set(
  "git make ca-certificates tzdata openssh-client bash curl".split(" "),
);

/** What Python's slim images have, and what packages of Python put on the PATH. */
export const pythonPrograms: ReadonlySet<string> = new Set([
  ...pythonServers,
  ..."python django-admin alembic dramatiq rq exit true test [ echo cd mkdir install chown chmod touch useradd groupadd adduser addgroup".split(
    " ",
  ),
]);

/** What Ruby's slim images have, and what gems put on the PATH. */
export const rubyPrograms: ReadonlySet<string> = new Set(
  "ruby irb gem bundle bundler rake rails rackup puma unicorn thin falcon passenger sidekiq resque good_job foreman thrust bootsnap hanami karafka".split(
    " ",
  ),
);

/**
 * Packages that something is compiled with, by package manager, and what of the same distribution it needs when it runs. Empty where the images of languages have it, or nothing is linked
 * with; names are those of bullseye, bookworm and trixie alike: what changes its name from one to the next is not here.
 * Sources: packages.debian.org, pkgs.alpinelinux.org.
 */
export const headerPackages: Readonly<Record<"apt" | "apk", Readonly<Record<string, readonly string[]>>>> = {
  apt: {
    "libpq-dev": ["libpq5"],
    "default-libmysqlclient-dev": ["libmariadb3"],
    "libmariadb-dev": ["libmariadb3"],
    "libmariadb-dev-compat": ["libmariadb3"],
    "libsqlite3-dev": ["libsqlite3-0"],
    "libxml2-dev": ["libxml2"],
    "libxslt1-dev": ["libxslt1.1"],
    "libxslt-dev": ["libxslt1.1"],
    "libyaml-dev": ["libyaml-0-2"],
    "libjpeg-dev": ["libjpeg62-turbo"],
    "libjpeg62-turbo-dev": ["libjpeg62-turbo"],
    "libsasl2-dev": ["libsasl2-2"],
    "librdkafka-dev": ["librdkafka1"],
    "libgmp-dev": ["libgmp10"],
    "libkrb5-dev": ["libgssapi-krb5-2"],
    "unixodbc-dev": ["unixodbc"],
    gfortran: ["libgfortran5"],
    "libffi-dev": [],
    "libssl-dev": [],
    "zlib1g-dev": [],
    "libbz2-dev": [],
    "liblzma-dev": [],
    "libc6-dev": [],
    "libc-dev": [],
    "python3-dev": [],
    "python-dev": [],
    "python3-distutils": [],
    rustc: [],
    cargo: [],
    clang: [],
    swig: [],
    "ninja-build": [],
  },
  apk: {
    "postgresql-dev": ["libpq"],
    "libpq-dev": ["libpq"],
    "mariadb-dev": ["mariadb-connector-c"],
    "mariadb-connector-c-dev": ["mariadb-connector-c"],
    "sqlite-dev": ["sqlite-libs"],
    "libxml2-dev": ["libxml2"],
    "libxslt-dev": ["libxslt"],
    "yaml-dev": ["yaml"],
    "jpeg-dev": ["libjpeg-turbo"],
    "libjpeg-turbo-dev": ["libjpeg-turbo"],
    "gmp-dev": ["gmp"],
    "build-base": ["libstdc++"],
    "g++": ["libstdc++"],
    gcc: ["libgcc"],
    rust: ["libgcc"],
    cargo: ["libgcc"],
    "libffi-dev": [],
    "openssl-dev": [],
    "zlib-dev": [],
    "python3-dev": [],
  },
};

/** Libraries that images of a language have in all of their variants. */
export const imageLibraries: Readonly<Record<"python" | "ruby", ReadonlySet<string>>> = {
  python: new Set(["libsqlite3-0", "sqlite-libs"]),
  ruby: new Set(["libyaml-0-2", "yaml", "libgmp10", "gmp"]),
};

/** Programs of packages that only compile, besides those of the same name. */
export const compilerPrograms: ReadonlySet<string> = new Set(
  "cc c++ gcc g++ make cmake git pkg-config autoconf automake libtool cargo rustc clang swig ninja gfortran pg_config mysql_config".split(
    " ",
  ),
);

/**
 * What extensions of PHP are compiled with by the scripts of the official images, since PHP 7.4: any one of these packages
 * brings it. Those that depend on others are named beside them. Source: hub.docker.com/_/php, packages.debian.org.
 */
export const phpHeaders: Readonly<Record<string, Readonly<Record<"apt" | "apk", readonly string[]>>>> = {
  bz2: { apt: ["libbz2-dev", "libzip-dev", "libfreetype-dev", "libfreetype6-dev"], apk: ["bzip2-dev", "freetype-dev"] },
  gd: {
    apt: ["libpng-dev", "libgd-dev", "libfreetype-dev", "libfreetype6-dev"],
    apk: ["libpng-dev", "gd-dev", "freetype-dev"],
  },
  gmp: { apt: ["libgmp-dev"], apk: ["gmp-dev"] },
  intl: { apt: ["libicu-dev", "libxml2-dev", "libxslt1-dev", "libxslt-dev"], apk: ["icu-dev", "postgresql-dev"] },
  ldap: { apt: ["libldap2-dev", "libldap-dev", "libcurl4-openssl-dev"], apk: ["openldap-dev", "postgresql-dev"] },
  mbstring: { apt: ["libonig-dev"], apk: ["oniguruma-dev"] },
  pdo_pgsql: { apt: ["libpq-dev"], apk: ["libpq-dev", "postgresql-dev"] },
  pgsql: { apt: ["libpq-dev"], apk: ["libpq-dev", "postgresql-dev"] },
  soap: { apt: ["libxml2-dev", "libxslt1-dev", "libxslt-dev"], apk: ["libxml2-dev", "libxslt-dev", "postgresql-dev"] },
  tidy: { apt: ["libtidy-dev"], apk: ["tidyhtml-dev"] },
  xsl: { apt: ["libxslt1-dev", "libxslt-dev"], apk: ["libxslt-dev"] },
  zip: { apt: ["libzip-dev"], apk: ["libzip-dev"] },
  "--with-freetype": { apt: ["libfreetype-dev", "libfreetype6-dev", "libgd-dev"], apk: ["freetype-dev", "gd-dev"] },
  "--with-jpeg": {
    apt: ["libjpeg62-turbo-dev", "libjpeg-dev", "libgd-dev", "libjpeg62-dev"],
    apk: ["libjpeg-turbo-dev", "jpeg-dev", "gd-dev"],
  },
  "--with-webp": { apt: ["libwebp-dev", "libgd-dev"], apk: ["libwebp-dev", "gd-dev"] },
};

/** Packages of headers that bring none of those. */
export const otherHeaders: ReadonlySet<string> = new Set(
  (
    "libc-dev libc6-dev musl-dev libssl-dev openssl-dev zlib1g-dev zlib-dev libffi-dev libmcrypt-dev libreadline-dev libsodium-dev " +
    "libmemcached-dev libsqlite3-dev sqlite-dev libmariadb-dev default-libmysqlclient-dev mariadb-dev mariadb-connector-c-dev " +
    "libyaml-dev yaml-dev librabbitmq-dev rabbitmq-c-dev libxpm-dev libkrb5-dev libsasl2-dev libevent-dev gettext-dev curl-dev " +
    "libexif-dev imap-dev pcre-dev libpcre3-dev libzstd-dev liblz4-dev unixodbc-dev"
  ).split(" "),
);
