/**
 * What well-known images are built from and run as. Sources: the images' own Dockerfiles and documentation pages.
 * An image that is not listed, and a field that is not given, is not known.
 */

import { usualPath } from "./systemPrograms";

/** When the facts below were gathered. */
export const imageDataDate = "2025-12-01";

/** How packages are installed: apt (debian, ubuntu), apk (alpine, wolfi), dnf (rhel), and so on. */
export type Family =
  | "debian"
  | "ubuntu"
  | "alpine"
  | "wolfi"
  | "rhel"
  | "amazon"
  | "azurelinux"
  | "photon"
  | "suse"
  | "arch"
  | "busybox"
  | "distroless"
  | "scratch"
  | "windows";

/** An account in /etc/passwd of an image. */
export interface AppUser {
  readonly name: string;
  readonly group: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly home?: string | undefined;
}

/** A tag taken apart. */
export interface Tag {
  /** Its parts between dashes, in lower case. */
  readonly words: readonly string[];
  /** "20.9" in `20.9-slim` or `v20.9`; undefined when the tag does not start with a version. */
  readonly version: string | undefined;
  /** What one of its words names, as `bookworm` in `20-bookworm-slim`. */
  readonly family: Family | undefined;
}

export interface Image {
  /** Of tags that do not name one themselves. */
  readonly family?: Family;
  /** The USER of the image. */
  readonly user?: string;
  readonly app?: AppUser;
  /** Starts as root on purpose: the entrypoint or the server itself gives it up. */
  readonly drops?: boolean;
  /** The init process that the entrypoint is or starts with. */
  readonly init?: string;
  /** Default: a shell is there, unless the tag says `distroless` or `chiseled`. */
  readonly shell?: boolean | "unknown";
  /** Variables that the image sets; undefined when the value depends on the version. PATH need not be listed. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

type Entry = Image | ((tag: Tag) => Image);

/** What is listed for an image, by its canonical name; undefined for unlisted ones. */
export function findImage(name: string, tag: Tag): Image | undefined {
  const entry = table.find(([pattern]) => pattern.test(name))?.[1];
  return typeof entry === "function" ? entry(tag) : entry;
}

/** Whether a tag is of this version or a later one; a tag without a version stands for the newest. */
function atLeast({ version }: Tag, major: number, minor = 0): boolean {
  if (version === undefined) return true;
  const [actual = 0, actualMinor = minor] = version.split(".").map(Number);
  return actual > major || (actual === major && actualMinor >= minor);
}

function has({ words }: Tag, ...wanted: readonly string[]): boolean {
  return wanted.some((word) => words.includes(word));
}

/** An account whose group has the same name and, unless given, the same number. */
function account(name: string, uid?: number, gid = uid, group = name): AppUser {
  return { name, group, uid, gid, home: homes[name] };
}

/** Home folders by account: the images that have it agree. */
const homes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    "app bun deno gitpod gradle jovyan node nonroot seluser ubuntu vscode"
      .split(" ")
      .map((name) => [name, `/home/${name}`]),
  ),
  couchdb: "/opt/couchdb",
  elasticsearch: "/usr/share/elasticsearch",
  grafana: "/usr/share/grafana",
  haproxy: "/var/lib/haproxy",
  jenkins: "/var/jenkins_home",
  logstash: "/usr/share/logstash",
  mongodb: "/data/db",
  mysql: "/var/lib/mysql",
  postgres: "/var/lib/postgresql",
  rabbitmq: "/var/lib/rabbitmq",
};

function root(family?: Family, more?: Image): Image {
  return { family, user: "root", ...more };
}

/** Starts as root; the entrypoint goes on as `app`. */
function dropping(family: Family | undefined, app?: AppUser, more?: Image): Image {
  return { family, user: "root", app, drops: true, ...more };
}

function running(user: string, family?: Family, more?: Image): Image {
  return { family, user, ...more };
}

/** Names of variables whose values depend on the version. */
function variables(...names: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

const defaultPath = usualPath.join(":");

/** Distributions set nothing but PATH. */
const bare: Image = { environment: { PATH: undefined } };

const ubuntuWithUser = /^(?:lunar|mantic|noble|oracular|plucky|questing|resolute)$/;

/** The first pattern that matches counts. They see the whole name; none can take long. */
const table: readonly (readonly [RegExp, Entry])[] = [
  // Distributions.
  [/^scratch$/, root("scratch", { shell: false })],
  [/^(?:debian|public\.ecr\.aws\/debian\/debian)$/, root("debian", { environment: { PATH: defaultPath } })],
  [/^(?:ubuntu|public\.ecr\.aws\/ubuntu\/ubuntu)$/, ubuntu],
  [/^alpine$/, root("alpine", { environment: { PATH: defaultPath } })],
  [/^buildpack-deps$/, (tag) => root(tag.version === undefined ? "debian" : "ubuntu", bare)],
  [/^busybox$/, root("busybox", bare)],
  [/^(?:amazonlinux|public\.ecr\.aws\/amazonlinux\/amazonlinux)$/, root("amazon", bare)],
  [/^(?:centos|fedora|almalinux|rockylinux|oraclelinux|rockylinux\/rockylinux)$/, root("rhel", bare)],
  [/^(?:quay\.io\/(?:centos\/centos|fedora\/fedora)|registry\.fedoraproject\.org\/fedora)$/, root("rhel", bare)],
  [/^(?:opensuse\/(?:leap|tumbleweed)|registry\.suse\.com\/(?:suse|bci)\/[\w./-]+)$/, root("suse", bare)],
  [/^(?:archlinux|archlinux\/archlinux)$/, root("arch", bare)],
  [/^photon$/, root("photon", bare)],
  [/^mcr\.microsoft\.com\/(?:azurelinux|cbl-mariner)\/base\//, root("azurelinux", bare)],
  [/^mcr\.microsoft\.com\/(?:azurelinux|cbl-mariner)\/distroless\//, { family: "azurelinux", shell: false }],
  [
    /^(?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/ubi\d+(?:-\w+|\/ubi(?:-\w+)?)?$/,
    root("rhel", bare),
  ],
  [
    /^registry\.(?:access\.redhat\.com|redhat\.io)\/ubi\d+\/(?:nodejs|python|ruby|php|perl)-\d+(?:-minimal)?$/,
    running("1001", "rhel", { app: account("default", 1001, 0, "root") }),
  ],
  [/^registry\.(?:access\.redhat\.com|redhat\.io)\/ubi\d+\//, { family: "rhel" }],
  [/^mcr\.microsoft\.com\/windows\/nanoserver$/, running("ContainerUser", "windows")],
  [/^mcr\.microsoft\.com\/windows(?:\/server(?:core(?:\/\w+)?)?)?$/, running("ContainerAdministrator", "windows")],
  [/^(?:mcr\.microsoft\.com\/dotnet\/framework\/|microsoft\/(?:windowsservercore|nanoserver)$)/, { family: "windows" }],

  // Images without a distribution around them.
  // Python looks for libraries by a shell, which has been in some of its images.
  [/^gcr\.io\/distroless\/python/, (tag) => ({ ...distroless(tag), shell: has(tag, "debug") || "unknown" })],
  [/^gcr\.io\/distroless\//, distroless],
  [/^(?:cgr\.dev\/)?chainguard\/(?:static|glibc-dynamic|python|nginx|jre)$/, chainguard],
  [/^(?:cgr\.dev\/)?chainguard\/node$/, running("65532", "wolfi", { app: account("node", 65532), shell: "unknown" })],
  [/^(?:cgr\.dev\/)?chainguard\//, { family: "wolfi", shell: "unknown" }],
  [/^ghcr\.io\/astral-sh\/uv$/, (tag) => (tag.family ? root() : root("scratch", { shell: false }))],
  [/^hello-world$/, root("scratch", { shell: false })],
  // With BusyBox, whose shell is linked to /bin/sh.
  [
    /^gcr\.io\/kaniko-project\/executor$/,
    (tag) => (has(tag, "debug") ? { user: "root", shell: true } : root("scratch", { shell: false })),
  ],
  [/^prom\/(?:prometheus|alertmanager|node-exporter)$/, running("nobody", "busybox")],

  // Languages.
  [/^node$/, node],
  [/^(?:oven\/)?bun$/, bun],
  [/^denoland\/deno$/, deno],
  [/^(?:python|pypy)$/, python],
  [
    /^golang$/,
    root("debian", {
      environment: {
        PATH: `/go/bin:/usr/local/go/bin:${defaultPath}`,
        GOPATH: "/go",
        GOTOOLCHAIN: undefined,
        GOLANG_VERSION: undefined,
      },
    }),
  ],
  [
    /^rust$/,
    root("debian", {
      environment: {
        PATH: `/usr/local/cargo/bin:${defaultPath}`,
        CARGO_HOME: "/usr/local/cargo",
        RUSTUP_HOME: "/usr/local/rustup",
        RUST_VERSION: undefined,
      },
    }),
  ],
  [
    /^ruby$/,
    root("debian", {
      environment: {
        ...variables("PATH", "RUBY_VERSION", "RUBY_DOWNLOAD_URL", "RUBY_DOWNLOAD_SHA256", "BUNDLE_APP_CONFIG"),
        LANG: "C.UTF-8",
        GEM_HOME: "/usr/local/bundle",
        BUNDLE_SILENCE_ROOT_WARNING: "1",
      },
    }),
  ],
  [/^php$/, php],
  [/^perl$/, root("debian", { environment: variables("PERL_VERSION") })],
  [/^erlang$/, root("debian", { environment: variables("OTP_VERSION", "REBAR3_VERSION") })],
  [/^elixir$/, root("debian", { environment: variables("LANG", "ELIXIR_VERSION", "OTP_VERSION", "REBAR3_VERSION") })],
  [/^(?:gcc|haskell|julia|r-base)$/, root("debian")],
  [/^dart$/, root("debian", { environment: { PATH: undefined, DART_SDK: "/usr/lib/dart" } })],
  [/^swift$/, root("ubuntu")],
  [/^(?:eclipse-temurin|adoptopenjdk)$/, root("ubuntu", { environment: java("LANG", "LANGUAGE", "LC_ALL") })],
  [/^openjdk$/, openjdk],
  [/^amazoncorretto$/, root("amazon", { environment: java("LANG") })],
  [/^azul\/zulu-openjdk$/, root("ubuntu", { environment: java() })],
  [/^azul\/zulu-openjdk-alpine$/, root("alpine", { environment: java() })],
  [/^azul\/zulu-openjdk-debian$/, root("debian", { environment: java() })],
  [/^maven$/, (tag) => root(javaFamily(tag), { environment: java("MAVEN_HOME", "MAVEN_CONFIG") })],
  [/^tomcat$/, (tag) => root(javaFamily(tag), { environment: java("CATALINA_HOME", "TOMCAT_VERSION") })],
  [
    /^gradle$/,
    (tag) =>
      root(javaFamily(tag) ?? "ubuntu", {
        app: account("gradle", 1000),
        environment: java("GRADLE_HOME", "GRADLE_VERSION"),
      }),
  ],
  [/^jetty$/, running("jetty", undefined, { app: account("jetty"), environment: java("JETTY_HOME", "JETTY_BASE") })],
  [/^mcr\.microsoft\.com\/dotnet\/(?:nightly\/)?(?:sdk|aspnet|runtime|runtime-deps)$/, dotnet],
  [/^mcr\.microsoft\.com\/dotnet\/core\/(?:sdk|aspnet|runtime|runtime-deps)$/, root("debian")],
  [/^(?:continuumio\/(?:mini|ana)conda3?)$/, root("debian", { environment: variables("PATH", "LANG", "LC_ALL") })],
  [/^condaforge\/(?:miniforge3|mambaforge)$/, root("ubuntu", { init: "tini", environment: variables("CONDA_DIR") })],
  [/^mambaorg\/micromamba$/, { family: "debian", user: "mambauser", app: account("mambauser") }],
  [
    /^(?:quay\.io\/)?jupyter\/(?:[a-z]+-)+notebook$/,
    running("1000", "ubuntu", { app: account("jovyan", 1000, 100, "users"), init: "tini" }),
  ],
  [/^nvidia\/cuda$/, root(undefined, { environment: variables("CUDA_VERSION", "LD_LIBRARY_PATH") })],
  [/^(?:pytorch\/pytorch|tensorflow\/tensorflow|rocker\/r-ver|ros|osrf\/ros)$/, root("ubuntu")],
  [
    /^public\.ecr\.aws\/lambda\/|^amazon\/aws-lambda-/,
    {
      family: "amazon",
      environment: {
        ...variables("LANG", "TZ", "LD_LIBRARY_PATH"),
        LAMBDA_TASK_ROOT: "/var/task",
        LAMBDA_RUNTIME_DIR: "/var/runtime",
      },
    },
  ],

  // Servers.
  [/^nginx$/, dropping("debian", account("nginx", 101), { environment: variables("NGINX_VERSION", "NJS_VERSION") })],
  [
    /^(?:nginxinc|(?:quay\.io|ghcr\.io|public\.ecr\.aws)\/nginx)\/nginx-unprivileged$/,
    running("101", "debian", { app: account("nginx", 101), environment: variables("NGINX_VERSION", "NJS_VERSION") }),
  ],
  [
    /^httpd$/,
    (tag) =>
      dropping("debian", webAccount(tag), {
        environment: {
          PATH: `/usr/local/apache2/bin:${defaultPath}`,
          HTTPD_PREFIX: "/usr/local/apache2",
          HTTPD_VERSION: undefined,
        },
      }),
  ],
  [
    /^haproxy$/,
    (tag) => (atLeast(tag, 2, 4) ? running("haproxy", "debian", { app: account("haproxy", 99) }) : root("debian")),
  ],
  [
    /^caddy$/,
    root("alpine", { environment: { XDG_CONFIG_HOME: "/config", XDG_DATA_HOME: "/data", CADDY_VERSION: undefined } }),
  ],
  [/^traefik$/, root()],
  [/^dunglas\/frankenphp$/, root("debian")],
  [/^(?:postgres|postgis\/postgis)$/, postgres],
  [/^mysql$/, mysql],
  [/^mariadb$/, dropping("ubuntu", account("mysql", 999), { environment: variables("MARIADB_VERSION") })],
  [/^redis$/, (tag) => redis(tag, "redis")],
  [/^valkey\/valkey$/, (tag) => redis(tag, "valkey")],
  [/^mongo$/, (tag) => dropping(atLeast(tag, 4) ? "ubuntu" : undefined, account("mongodb", 999))],
  [/^rabbitmq$/, (tag) => dropping("ubuntu", tag.family === "alpine" ? account("rabbitmq") : account("rabbitmq", 999))],
  [/^memcached$/, running("memcache", "debian", { app: account("memcache", 11211) })],
  [/^cassandra$/, dropping(undefined, account("cassandra"))],
  [/^zookeeper$/, dropping(undefined, account("zookeeper", 1000))],
  [/^couchdb$/, dropping("debian", account("couchdb", 5984), { init: "tini" })],
  [/^neo4j$/, dropping(undefined, account("neo4j", 7474), { init: "tini" })],
  [/^(?:clickhouse|clickhouse\/clickhouse-server)$/, dropping("ubuntu", account("clickhouse", 101))],
  [/^(?:docker\.elastic\.co\/elasticsearch\/)?elasticsearch$/, elasticsearch],
  [
    /^(?:docker\.elastic\.co\/kibana\/)?kibana$/,
    running("kibana", undefined, { init: "tini", app: account("kibana", 1000) }),
  ],
  [
    /^(?:docker\.elastic\.co\/logstash\/)?logstash$/,
    running("logstash", undefined, { app: account("logstash", 1000) }),
  ],
  [/^opensearchproject\/opensearch$/, running("1000", "amazon", { app: account("opensearch", 1000) })],
  [/^solr$/, running("solr", undefined, { app: account("solr", 8983) })],
  [/^(?:hashicorp\/)?vault$/, dropping("alpine", account("vault"), { init: "dumb-init" })],
  [/^(?:hashicorp\/)?consul$/, dropping("alpine", account("consul"), { init: "dumb-init" })],
  [/^hashicorp\/terraform$/, root("alpine")],
  [/^eclipse-mosquitto$/, dropping("alpine", account("mosquitto", 1883))],
  [/^nats$/, (tag) => (tag.family ? root() : root("scratch", { shell: false }))],
  [/^apache\/kafka$/, running("appuser", undefined, { app: account("appuser", 1000) })],
  [/^mcr\.microsoft\.com\/mssql\/server$/, (tag) => (atLeast(tag, 2019) ? running("mssql", "ubuntu") : root("ubuntu"))],
  [/^registry$/, root("alpine")],

  // Applications.
  [
    /^ghost$/,
    dropping("debian", account("node", 1000), { environment: { ...nodeVariables(), NODE_ENV: "production" } }),
  ],
  [/^wordpress$/, wordpress],
  [/^(?:drupal|joomla|mediawiki|phpmyadmin|nextcloud)$/, (tag) => dropping("debian", webAccount(tag))],
  [/^composer$/, root("alpine", { environment: variables("COMPOSER_HOME", "COMPOSER_VERSION") })],
  [/^adminer$/, running("adminer", "alpine", { app: account("adminer") })],
  [/^odoo$/, running("odoo", undefined, { app: account("odoo") })],
  [/^grafana\/grafana(?:-oss|-enterprise)?$/, running("472", "alpine", { app: account("grafana", 472, 0, "root") })],
  [/^quay\.io\/keycloak\/keycloak$/, running("1000", undefined, { shell: "unknown" })],
  [/^apache\/airflow$/, running("airflow", "debian", { app: account("airflow", 50000, 0, "root"), init: "dumb-init" })],
  [/^apache\/superset$/, running("superset", "debian", { app: account("superset") })],
  [/^(?:fluentd|fluent\/fluentd)$/, running("fluent", undefined, { app: account("fluent"), init: "tini" })],
  [/^nodered\/node-red$/, running("node-red", "alpine", { app: account("node-red", 1000) })],
  [/^n8nio\/n8n$/, running("node", "alpine", { app: account("node", 1000), init: "tini" })],
  [
    /^linuxserver\/|^lscr\.io\/linuxserver\/|^ghcr\.io\/linuxserver\//,
    dropping(undefined, undefined, { init: "s6-overlay" }),
  ],
  [/^bitnami(?:legacy)?\/minideb$/, root("debian")],
  [
    /^bitnami(?:legacy)?\/(?:node|python|ruby|golang|java|php-fpm|git|dotnet|dotnet-sdk|rust|perl)$/,
    { family: "debian" },
  ],
  [/^bitnami(?:legacy)?\//, running("1001", "debian", { app: account("1001", 1001, 0, "root") })],

  // Development.
  [
    /^jenkins(?:\/jenkins)?$/,
    running("jenkins", "debian", {
      app: account("jenkins", 1000),
      init: "tini",
      environment: { ...variables("JAVA_HOME", "JENKINS_VERSION", "REF", "LANG"), JENKINS_HOME: "/var/jenkins_home" },
    }),
  ],
  [/^jenkins\/(?:agent|inbound-agent)$/, running("jenkins", "debian", { app: account("jenkins", 1000) })],
  [/^gitlab\/gitlab-runner$/, root("ubuntu", { init: "dumb-init" })],
  [/^docker$/, (tag) => (has(tag, "rootless") ? running("rootless", "alpine") : root("alpine"))],
  [/^krallin\/ubuntu-tini$/, root("ubuntu", { init: "tini" })],
  [/^krallin\/centos-tini$/, root("rhel", { init: "tini" })],
  [/^phusion\/baseimage$/, root("ubuntu", { init: "my_init" })],
  [/^phusion\/passenger-\w+$/, root("ubuntu", { init: "my_init", app: account("app", 9999) })],
  [/^cypress\/(?:base|browsers|included|factory)$/, root("debian", { environment: variables("NODE_VERSION") })],
  [
    /^mcr\.microsoft\.com\/playwright(?:\/\w+)?$/,
    root("ubuntu", { app: account("pwuser"), environment: { PLAYWRIGHT_BROWSERS_PATH: "/ms-playwright" } }),
  ],
  [
    /^ghcr\.io\/puppeteer\/puppeteer$/,
    running("pptruser", "debian", { app: account("pptruser"), environment: nodeVariables() }),
  ],
  [/^selenium\/[\w-]+$/, running("1200", "ubuntu", { app: account("seluser") })],
  [
    /^mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\/(?:javascript|typescript)-node$/,
    root("debian", { app: account("node", 1000) }),
  ],
  [/^mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\/base$/, root(undefined, { app: account("vscode", 1000) })],
  [
    /^mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\/(?:python|go|rust|java|php|ruby|cpp)$/,
    root("debian", { app: account("vscode", 1000) }),
  ],
  [/^cimg\/[\w-]+$/, running("circleci", "ubuntu", { app: account("circleci") })],
  [/^circleci\/[\w-]+$/, running("circleci", "debian", { app: account("circleci", 3434) })],
  [/^gitpod\/workspace-[\w-]+$/, running("gitpod", "ubuntu", { app: account("gitpod", 33333) })],
  [/^homebrew\/brew$/, running("linuxbrew", "ubuntu", { app: account("linuxbrew", 1000) })],
  [/^ghcr\.io\/actions\/actions-runner$/, running("runner", "ubuntu", { app: account("runner", 1001) })],
  [/^(?:google\/cloud-sdk|gcr\.io\/google\.com\/cloudsdktool\/(?:google-cloud-cli|cloud-sdk))$/, root("debian")],
  [/^amazon\/aws-cli$/, root("amazon", bare)],
  [/^heroku\/heroku$/, (tag) => (atLeast(tag, 24) ? running("heroku", "ubuntu") : root("ubuntu"))],
];

/** The account is there since 23.04; tags without a version or codename are newer. */
function ubuntu(tag: Tag): Image {
  const byName = tag.family === "ubuntu" && tag.version === undefined;
  const hasUser = byName ? tag.words.some((word) => ubuntuWithUser.test(word)) : atLeast(tag, 23, 4);
  return root("ubuntu", { app: hasUser ? account("ubuntu", 1000) : undefined, environment: { PATH: defaultPath } });
}

function distroless(tag: Tag): Image {
  return {
    family: "distroless",
    user: has(tag, "nonroot") ? "nonroot" : "root",
    app: account("nonroot", 65532),
    shell: has(tag, "debug"),
    environment: { SSL_CERT_FILE: "/etc/ssl/certs/ca-certificates.crt" },
  };
}

function chainguard(tag: Tag): Image {
  return running("65532", "wolfi", { app: account("nonroot", 65532), shell: has(tag, "dev") });
}

function nodeVariables(): Record<string, undefined> {
  return variables("NODE_VERSION", "YARN_VERSION");
}

/** The account came in the course of version 6. */
function node(tag: Tag): Image {
  const environment = { PATH: defaultPath, ...nodeVariables() };
  return root("debian", { app: atLeast(tag, 6) ? account("node", 1000) : undefined, environment });
}

function bun(tag: Tag): Image {
  const environment = { BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0", BUN_INSTALL_BIN: "/usr/local/bin" };
  if (has(tag, "distroless")) return root("distroless", { environment });
  return root("debian", { app: account("bun", 1000), environment });
}

function deno(tag: Tag): Image {
  if (has(tag, "bin")) return root("scratch", { shell: false });
  const environment = { DENO_DIR: "/deno-dir/", DENO_INSTALL_ROOT: "/usr/local", DENO_VERSION: undefined };
  if (has(tag, "distroless")) return root("distroless", { environment });
  return root("debian", { app: account("deno"), init: "tini", environment });
}

function python(): Image {
  const path = { PATH: `/usr/local/bin:${defaultPath}` };
  return root("debian", {
    environment: { ...path, ...variables("LANG", "GPG_KEY", "PYTHON_VERSION", "PYTHON_SHA256") },
  });
}

/** Apache and PHP-FPM start as root and hand requests to processes of www-data. */
function php(tag: Tag): Image {
  const isServer = has(tag, "apache", "fpm");
  const environment = {
    ...variables("PHP_VERSION", "PHPIZE_DEPS", "PHP_CFLAGS", "PHP_CPPFLAGS", "PHP_LDFLAGS", "PHP_URL", "PHP_SHA256"),
    PHP_INI_DIR: "/usr/local/etc/php",
    ...(has(tag, "apache") ? { APACHE_CONFDIR: "/etc/apache2", APACHE_ENVVARS: "/etc/apache2/envvars" } : {}),
  };
  return root("debian", { app: webAccount(tag), drops: isServer, environment });
}

function wordpress(tag: Tag): Image {
  if (has(tag, "cli")) return running("www-data", "alpine", { app: account("www-data", 82) });
  return { ...php(tag), drops: true };
}

/** Alpine numbers www-data differently from Debian. */
function webAccount(tag: Tag): AppUser {
  return account("www-data", tag.family === "alpine" ? 82 : 33);
}

function java(...more: readonly string[]): Record<string, undefined> {
  return variables("JAVA_HOME", "JAVA_VERSION", ...more);
}

/** Version 12 turned from Debian to Oracle Linux, except for slim. */
function openjdk(tag: Tag): Image {
  const isDebian = has(tag, "slim") || (tag.version !== undefined && !atLeast(tag, 12));
  return root(isDebian ? "debian" : "rhel", { environment: java("LANG") });
}

/** What the name of a Java distribution in a tag says, when nothing in it says more. */
function javaFamily(tag: Tag): Family | undefined {
  if (has(tag, "temurin")) return "ubuntu";
  if (has(tag, "corretto", "amazoncorretto")) return "amazon";
  // `3-openjdk-11`, `3-jdk-8` and `9-jre8` are made from openjdk, unless the tag names another maker.
  const line = /^[\d.]+-(?:openjdk-|jdk-|jre|jdk)(\d+)(?:-(?:openjdk|slim))*$/.exec(tag.words.join("-"))?.[1];
  if (line === undefined) return undefined;
  if (has(tag, "slim") || Number(line) < 12) return "debian";
  return has(tag, "openjdk") && tag.words[1] === "openjdk" ? "rhel" : undefined;
}

/** The lines from 5.7 on turned from Debian to Oracle Linux, some in the middle. */
function mysql(tag: Tag): Image {
  const isLine = tag.version !== undefined && tag.version.split(".").length < 3;
  const family = isLine && atLeast(tag, 5) && !/^5\.[0-6]$/.test(tag.version ?? "") ? "rhel" : undefined;
  return dropping(family, account("mysql", 999), { environment: variables("MYSQL_MAJOR", "MYSQL_VERSION") });
}

/** The account `app` and the port 8080 came with version 8; version 10 turned from Debian to Ubuntu. */
function dotnet(tag: Tag): Image {
  const isNew = atLeast(tag, 8);
  const isDistroless = has(tag, "distroless", "chiseled");
  const family = tag.version === undefined ? undefined : atLeast(tag, 10) ? "ubuntu" : "debian";
  return {
    family,
    user: !isDistroless ? "root" : isNew ? "1654" : "app",
    app: isNew ? account("app", 1654) : undefined,
    environment: {
      ...variables("DOTNET_VERSION", "ASPNET_VERSION", "DOTNET_SDK_VERSION"),
      ...(isNew ? { APP_UID: "1654", ASPNETCORE_HTTP_PORTS: undefined } : { ASPNETCORE_URLS: undefined }),
      DOTNET_RUNNING_IN_CONTAINER: "true",
    },
  };
}

function postgres(tag: Tag): Image {
  return dropping("debian", account("postgres", tag.family === "alpine" ? 70 : 999), {
    environment: { ...variables("PATH", "PGDATA", "PG_MAJOR", "PG_VERSION", "GOSU_VERSION"), LANG: "en_US.utf8" },
  });
}

/** On Alpine the number of the account is another one, which has changed. */
function redis(tag: Tag, name: string): Image {
  const app = tag.family === "alpine" ? account(name) : account(name, 999);
  return dropping("debian", app, { environment: variables(`${name.toUpperCase()}_VERSION`) });
}

/** Before version 8 the entrypoint started as root. */
function elasticsearch(tag: Tag): Image {
  const isNew = atLeast(tag, 8);
  const app = account("elasticsearch", 1000);
  return { user: isNew ? "elasticsearch" : "root", app, drops: !isNew, init: atLeast(tag, 7) ? "tini" : undefined };
}
