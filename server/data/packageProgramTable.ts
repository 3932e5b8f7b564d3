/**
 * Which packages bring which programs, themselves or by what they depend on and recommend. Sources: the archive of
 * Debian 12, resolved with apt; `apk add` lines and packages of Alpine 3.2x.
 */

/** Programs, and the packages of Debian and Ubuntu that bring them. A package that is named nowhere here may bring any. */
export const aptBringers: readonly (readonly [programs: string, packages: string])[] = [
  ["add-apt-repository", "software-properties-common"],
  // A part of apt until Debian 12 and Ubuntu 24.04; no package brings it to newer ones.
  ["apt-key", "apt"],
  [
    "ar strip",
    "binutils build-essential clang cmake debhelper devscripts docker.io dpkg-dev emacs flex g++ g++-12 gcc gcc-12 gfortran libboost-all-dev libfl-dev libmagickwand-dev libmpv-dev libtool libvips-dev meson musl-dev musl-tools npm pax-utils php8.2-dev python3-pip python3-virtualenv r-base tk-dev",
  ],
  [
    "autoconf automake",
    "autoconf automake debhelper devscripts libboost-all-dev libmagickwand-dev libmpv-dev libtool libvips-dev php8.2-dev",
  ],
  ["bc", "bc"],
  ["bison", "bison"],
  [
    "bunzip2 bzip2",
    "awscli build-essential bzip2 debhelper devscripts dpkg-dev lynx mc meson mime-support npm php8.2-dev python3-pip python3-virtualenv r-base tk-dev",
  ],
  [
    "c++ g++",
    "build-essential debhelper devscripts dpkg-dev g++ meson npm php8.2-dev python3-pip python3-virtualenv r-base tk-dev",
  ],
  [
    "cc gcc",
    "build-essential cmake debhelper devscripts dpkg-dev flex g++ g++-12 gcc gfortran libboost-all-dev libfl-dev libmagickwand-dev libmpv-dev libtool libvips-dev meson musl-dev musl-tools npm php8.2-dev python3-pip python3-virtualenv r-base tk-dev",
  ],
  ["clang", "clang"],
  ["cmake", "cmake"],
  ["composer", "composer"],
  ["convert", "groff imagemagick"],
  [
    "cron",
    "cron emacs exim4 logrotate mailutils postgresql postgresql-common postgresql-contrib rabbitmq-server rsyslog samba",
  ],
  ["curl", "curl debhelper devscripts gettext libvips-dev php8.2-dev"],
  ["dig nslookup", "dnsutils"],
  [
    "dirmngr gpg gpg-agent",
    "build-essential debhelper devscripts dirmngr dpkg-dev gnupg gnupg2 gpg gpg-agent libreoffice meson npm php8.2-dev python3-pip python3-virtualenv r-base samba software-properties-common tk-dev",
  ],
  ["dos2unix", "dos2unix"],
  [
    "dpkg-architecture",
    "build-essential debhelper devscripts dpkg-dev meson npm php8.2-dev python3-pip python3-virtualenv r-base tk-dev",
  ],
  ["dumb-init", "dumb-init"],
  ["envsubst", "debhelper devscripts docker.io gettext gettext-base libvips-dev php8.2-dev"],
  ["ffmpeg", "ffmpeg libmpv-dev"],
  [
    "file",
    "awscli debhelper devscripts file libboost-all-dev libmagickwand-dev libmpv-dev libtool libvips-dev lynx mc mime-support php8.2-dev",
  ],
  ["flex", "flex libfl-dev"],
  [
    "free kill pgrep ps top",
    "apache2 chromium chromium-driver cmake default-jdk default-jre emacs firefox-esr libatk-bridge2.0-0 libgtk-3-0 libopencv-dev libreoffice mariadb-server npm octave openjdk-17-jdk openjdk-17-jre openssh-server parallel php php8.2-dev php8.2-igbinary php8.2-imagick php8.2-memcached php8.2-msgpack php8.2-pcov php8.2-redis php8.2-xdebug pipx procps r-base rabbitmq-server samba ssh texlive texlive-latex-base wkhtmltopdf xdg-utils",
  ],
  ["gawk", "bash gawk mariadb-server"],
  ["gdb", "gdb valgrind"],
  [
    "ghostscript",
    "ghostscript graphicsmagick groff imagemagick libmagickwand-dev libreoffice libvips-dev libvips42 octave php8.2-imagick",
  ],
  ["git", "composer devscripts docker.io git git-core git-lfs npm"],
  ["git-lfs", "git-lfs"],
  ["gosu", "gosu"],
  ["hg", "mercurial"],
  ["htop", "htop"],
  ["ifconfig netstat", "net-tools python3-full"],
  ["ip", "bind9 containerd docker.io iproute2 mariadb-server nginx"],
  [
    "java",
    "default-jdk default-jdk-headless default-jre default-jre-headless gradle libreoffice maven octave openjdk-17-jdk openjdk-17-jdk-headless openjdk-17-jre openjdk-17-jre-headless pdftk",
  ],
  ["jq", "jq"],
  ["less", "composer devscripts docker.io git git-lfs less npm"],
  ["locale-gen", "locales postgresql postgresql-contrib"],
  ["logrotate", "logrotate postgresql postgresql-common postgresql-contrib rabbitmq-server rsyslog samba"],
  ["lsb_release", "awscli certbot devscripts lsb-release software-properties-common"],
  ["lsof", "lsof mariadb-server"],
  [
    "m4",
    "autoconf automake bison debhelper devscripts flex libboost-all-dev libfl-dev libmagickwand-dev libmpv-dev libtool libvips-dev m4 php8.2-dev",
  ],
  [
    "make",
    "build-essential cmake debhelper devscripts dpkg-dev make meson npm php8.2-dev python3-pip python3-virtualenv r-base tk-dev",
  ],
  ["mysql mysqladmin mysqldump", "default-mysql-client mariadb-client mariadb-server mysql-client"],
  ["nano", "nano"],
  ["nc", "netcat netcat-openbsd netcat-traditional"],
  ["node", "nodejs npm yarnpkg"],
  ["npm npx", "nodejs npm"],
  ["numactl", "numactl"],
  [
    "patch",
    "build-essential composer debhelper devscripts docker.io dpkg-dev git git-lfs meson npm patch php8.2-dev python3-pip python3-virtualenv r-base tk-dev",
  ],
  ["ping", "iputils-ping"],
  ["pip pip3", "python3-pip"],
  [
    "pkg-config",
    "gtk-doc-tools libcairo2-dev libenchant-2-dev libglib2.0-dev libmagickwand-dev libmpv-dev libnghttp2-dev libopencv-dev libpango1.0-dev librsvg2-dev libsecret-1-dev libvips-dev php8.2-dev pkg-config pkgconf r-base tk-dev",
  ],
  ["pg_dump pg_isready psql", "postgresql postgresql-client postgresql-common postgresql-contrib"],
  ["python", "python-is-python3"],
  [
    "python3",
    "awscli certbot chromium chromium-driver clang clang-format containerd devscripts dh-python docker.io ffmpeg gdal-bin gtk-doc-tools libboost-all-dev libcairo2-dev libenchant-2-dev libglib2.0-dev libmagickwand-dev libmpv-dev libpango1.0-dev libreoffice librsvg2-dev libsecret-1-dev libvips-dev llvm llvm-dev mercurial meson neovim nfs-common npm ntp pax-utils pip pipx postfix python python-is-python3 python3 python3-dev python3-distutils python3-full python3-paho-mqtt python3-pip python3-pyroute2 python3-setuptools python3-venv python3-virtualenv python3-wheel r-base rabbitmq-server s3cmd samba software-properties-common supervisor texlive texlive-latex-base xdg-utils",
  ],
  ["re2c", "re2c"],
  ["rsync", "mariadb-server rsync"],
  ["ruby", "ruby ruby-dev ruby-full vim-nox"],
  [
    "setcap",
    "bind9 containerd docker.io iproute2 iputils-ping libcap2-bin libopencv-dev libreoffice mariadb-server nginx pulseaudio software-properties-common wkhtmltopdf",
  ],
  ["socat", "mariadb-server rabbitmq-server socat"],
  ["sqlite3", "sqlite3"],
  [
    "ssh ssh-keygen",
    "composer devscripts docker.io git git-lfs libboost-all-dev mercurial npm octave openssh-client openssh-server ssh sshpass",
  ],
  ["strace", "devscripts strace"],
  ["sudo", "sudo"],
  ["supervisord", "supervisor"],
  ["svn", "subversion"],
  ["telnet", "telnet"],
  ["tini", "docker.io tini"],
  ["tree", "tree"],
  [
    "unxz xz",
    "autopoint awscli build-essential debhelper devscripts docker.io dpkg-dev lynx mc meson mime-support npm parallel php8.2-dev postgresql postgresql-contrib python3-pip python3-virtualenv r-base tk-dev xz-utils",
  ],
  ["unzip", "composer devscripts gradle libreoffice mc r-base ruby ruby-dev ruby-full unzip vim-nox zip"],
  ["vim", "vim vim-nox vim-tiny"],
  ["wget", "devscripts wget"],
  ["xxd", "neovim vim vim-nox vim-tiny xxd"],
  ["yarn", "yarnpkg"],
  ["zip", "r-base ruby ruby-dev ruby-full vim-nox zip"],
  ["zstd", "devscripts zstd"],
];

/** Packages that bring none of those programs. */
export const aptOthers =
  "apache2-utils apt-transport-https apt-utils aria2 arping aspell bash-completion brotli bsdmainutils busybox " +
  "ca-certificates ca-certificates-java ccache cmake-data coreutils cpio default-libmysqlclient-dev dialog " +
  "diffutils distro-info e2fsprogs ed espeak ethtool expect fakeroot flac fontconfig freetds-dev fswatch fuse " +
  "fuse3 gcc-aarch64-linux-gnu gnupg1 gpgv graphviz gzip haproxy hicolor-icon-theme iftop inotify-tools iperf " +
  "iptables iputils-tracepath kmod krb5-user libarchive-tools libargon2-dev libatlas-base-dev libattr1-dev " +
  "libbluetooth-dev libbz2-dev libc-dev libc6-dev libcap-ng-dev libclang-dev libcurl4-openssl-dev libdb-dev " +
  "libdbus-1-3 libedit-dev libelf-dev libev-dev libevent-dev libfdt-dev libffi-dev libfreetype6-dev " +
  "libgconf-2-4 libgdbm-dev libgdiplus libgeos-dev libgif-dev libgmp-dev libgnutls28-dev libhdf5-dev libicu-dev " +
  "libjemalloc-dev libjpeg-dev libjpeg62-turbo-dev libldap2-dev libleptonica-dev libleveldb-dev " +
  "libluajit-5.1-dev liblz4-dev liblzma-dev libmariadb-dev libmcrypt-dev libmemcached-dev libncurses5-dev " +
  "libncursesw5-dev libnss-wrapper libonig-dev libopenblas-dev libpcre3-dev libpixman-1-dev libpng-dev " +
  "libpq-dev libproj-dev librdkafka-dev libreadline-dev libsasl2-dev libslirp-dev libsnappy-dev libsodium-dev " +
  "libsqlite3-dev libssh-dev libssh2-1-dev libssl-dev libsystemd-dev libtesseract-dev libtidy-dev libuv1-dev " +
  "libwebp-dev libwww-perl libx11-dev libxml2-dev libxmlsec1-dev libxpm-dev libxslt-dev libxslt1-dev " +
  "libyaml-dev libz-dev libzip-dev libzmq3-dev libzstd-dev lld locales-all luajit lz4 lzop man-db mediainfo " +
  "memcached moreutils mosquitto-clients mpc mpd mplayer msmtp mtr nasm ncdu ncurses-dev netbase ninja-build " +
  "nmap nscd openssl optipng p7zip p7zip-full pandoc patchelf pciutils perl pigz pngquant policykit-1 " +
  "poppler-utils protobuf-compiler psmisc pv python3-aiohttp python3-alembic python3-bcrypt python3-boto3 " +
  "python3-bs4 python3-celery python3-certifi python3-cffi python3-chardet python3-click python3-colorama " +
  "python3-cryptography python3-dateutil python3-dbus python3-debconf python3-distutils python3-django " +
  "python3-docker python3-flask python3-gevent python3-gi python3-gunicorn python3-html5lib python3-httplib2 " +
  "python3-idna python3-jinja2 python3-jwt python3-ldap python3-lib2to3 python3-lxml python3-magic python3-mako " +
  "python3-markdown python3-minimal python3-mock python3-mysqldb python3-nacl python3-nose python3-numpy " +
  "python3-openssl python3-packaging python3-paramiko python3-pexpect python3-pika python3-pkg-resources " +
  "python3-prettytable python3-psutil python3-psycopg2 python3-pycryptodome python3-pygments python3-pymongo " +
  "python3-pymysql python3-pyparsing python3-pytest python3-redis python3-requests python3-rpm python3-selinux " +
  "python3-serial python3-setuptools python3-simplejson python3-six python3-smbus python3-sqlalchemy " +
  "python3-systemd python3-tabulate python3-termcolor python3-tk python3-toml python3-tomli python3-tornado " +
  "python3-tqdm python3-twisted python3-tz python3-ujson python3-urllib3 python3-usb python3-websockets " +
  "python3-wheel python3-yaml python3-zmq qemu-user-static qpdf redis redis-server redis-tools runit screen sed " +
  "shared-mime-info shellcheck silversearcher-ag sl sox stow swig systemd tar tcl tcpdump tesseract-ocr " +
  "tesseract-ocr-eng tex-common time tmux traceroute tzdata ucf unixodbc unixodbc-dev unrar-free util-linux " +
  "uuid-dev uuid-runtime whois x11-utils x11vnc xauth xfonts-75dpi xfonts-base xmlsec1 xmlstarlet xsltproc xvfb " +
  "yasm zlib1g zlib1g-dev zsh";

/** The same of Alpine. */
export const apkBringers: readonly (readonly [programs: string, packages: string])[] = [
  [
    "bash",
    "alpine-sdk abuild bash bash-completion docker docker-compose gradle libtool maven mariadb rabbitmq-server s6",
  ],
  ["curl", "alpine-sdk abuild curl rustup"],
  ["git", "alpine-sdk git git-lfs git-daemon git-perl composer"],
  ["make", "alpine-sdk build-base make"],
  ["cc gcc ar strip", "alpine-sdk build-base cargo clang cmake g++ gcc go musl-dev rust"],
  ["ar strip", "binutils"],
  ["c++ g++", "alpine-sdk build-base g++"],
  ["patch", "alpine-sdk build-base patch"],
  ["node", "nodejs nodejs-current npm node-gyp yarn pnpm"],
  ["npm npx", "npm"],
  ["yarn", "yarn"],
  ["pnpm", "pnpm"],
  ["python3 python", "npm node-gyp py3-pip python3 supervisor aws-cli certbot ansible meson"],
  ["pip pip3", "py3-pip"],
  ["perl", "autoconf automake git-perl perl rename"],
  ["openssl", "openssl alpine-sdk abuild ca-certificates"],
  ["jq", "jq"],
  ["ssh ssh-keygen", "openssh openssh-client openssh-keygen sshpass"],
  ["sudo", "sudo"],
  ["rsync", "rsync"],
  ["zip", "zip"],
  ["useradd usermod userdel groupadd", "shadow"],
  [
    "java",
    "gradle maven openjdk8 openjdk8-jre openjdk11 openjdk11-jre openjdk17 openjdk17-jre openjdk21 openjdk21-jre",
  ],
  ["dig", "bind-tools"],
  ["gpg", "gnupg gpg"],
  ["pg_dump pg_isready psql", "postgresql-client"],
  ["mysql mysqladmin mysqldump", "mysql-client mariadb-client"],
  ["vim", "vim"],
  ["nano", "nano"],
  ["cmake", "cmake"],
  ["ruby gem", "ruby"],
  ["php", "php php82 php83 php84 composer"],
  ["go", "go"],
  ["cargo", "cargo rust"],
  ["file", "alpine-sdk build-base file libmagic"],
  ["ffmpeg", "ffmpeg"],
  ["tini", "tini"],
  ["dumb-init", "dumb-init"],
  ["su-exec", "su-exec"],
  ["supervisord", "supervisor"],
  ["socat", "socat"],
  ["envsubst", "gettext gettext-envsubst"],
  ["sqlite3", "sqlite"],
  ["htop", "htop"],
  ["convert", "imagemagick"],
  ["xz", "xz"],
  ["zstd", "zstd"],
];

export const apkOthers =
  "apache2-utils bind-tools brotli busybox-extras bzip2 c-ares cairo ca-certificates chromium coreutils cups-libs curl dcron expat " +
  "findutils font-noto fontconfig freetype gawk gcompat giflib glib gmp gnu-libiconv grep gzip harfbuzz icu icu-data-full " +
  "icu-libs iproute2 iptables iputils jemalloc jpeg krb5-libs less libc6-compat libgcc libgomp libintl libjpeg-turbo libpng " +
  "libpq libsodium libssl3 libstdc++ libuuid libuv libwebp libxml2 libxslt libzip linux-headers logrotate lsof lua lz4 " +
  "mailcap mpc1 mpfr4 msttcorefonts-installer musl musl-locales nasm ncurses netcat-openbsd nghttp2 nginx nss oniguruma openrc " +
  "pango pcre pcre2 pixman pkgconf pkgconfig procps readline redis sed shadow tar tcpdump tiff ttf-dejavu ttf-freefont " +
  "ttf-liberation ttf-opensans tzdata udev unzip util-linux vips wget wqy-zenhei xvfb yaml yasm zlib";
