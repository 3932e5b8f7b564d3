/** Which package may bring a program into an image, and which one is asked for to have it. */

import { apkBringers, apkOthers, aptBringers, aptOthers } from "./packageProgramTable";

/** A family of package managers whose packages are known. */
export type PackageSource = "apt" | "apk";

interface Packages {
  /** Program → the packages that bring it. */
  readonly bringers: ReadonlyMap<string, ReadonlySet<string>>;
  /** All packages that are known. */
  readonly known: ReadonlySet<string>;
  readonly families: readonly PackageFamily[];
}

/** Packages of one kind, which bring no programs but some. */
interface PackageFamily {
  readonly names: RegExp;
  /** Words of names that are no part of it: what stands before the first number. */
  readonly except?: ReadonlySet<string>;
  /** The programs that some of them depend on or recommend. */
  readonly programs: ReadonlySet<string>;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Libraries that depend on programs or recommend them, without `lib` and what follows the first number. */
const librariesWithPrograms = words(
  "addressview ags-audio alpm am aoflagger apache arccommon arcglobusutils atrilview avdevice avfilter " +
    "avfilter-extra bigwig blockdev-crypto blockdev-kbd blockdev-mdraid blockdev-mpath boost-mpi-python c " +
    "cantorlibs casa-coordinates casa-derivedmscal casa-fits casa-images casa-meas casa-measures casa-ms " +
    "casa-msfits cegui-mk cheese cheese-gtk codeblocks colorcorrect coq-mtac cpluff crack cryptui cvd dbustest " +
    "deal.ii-9.4.1 dislocker dmr dnf dolfin dolfinx-complex dolfinx-mpc dolfinx-real dtkwidget dx ecore-evas " +
    "ecore-fb ecore-imf ecore-input ecore-x edje ej elementary elpa elput emotion equihash ethumb ethumb-client " +
    "evas evdi explain ffmpegthumbnailer filesystem-ruby fko flatpak flext-pd folks folks-dummy folks-eds " +
    "folks-telepathy freecad-python funtools fwupd gap gccjit gcu genomicsdb ghmm gladeui gmic gnome-desktop " +
    "gnudatalanguage gnuradio-air-modes gnuradio-analog gnuradio-audio gnuradio-blocks gnuradio-channels " +
    "gnuradio-digital gnuradio-dtv gnuradio-fec gnuradio-fft gnuradio-filter gnuradio-fosphor gnuradio-funcube " +
    "gnuradio-hpsdr gnuradio-iio gnuradio-iqbalance gnuradio-limesdr gnuradio-network gnuradio-osmosdr " +
    "gnuradio-pdu gnuradio-pmt gnuradio-qtgui gnuradio-radar gnuradio-rds gnuradio-runtime gnuradio-satellites " +
    "gnuradio-soapy gnuradio-trellis gnuradio-uhd gnuradio-video-sdl gnuradio-vocoder gnuradio-wavelet " +
    "gnuradio-zeromq gnustep-gui gorm gpgme gpgmepp graphicsmagick++-q gss guestfs guestfs-gfs gyoto harp hocr " +
    "image-publisher inventor jcat k kaccounts kasten keduvocdocument kf kim-api kompareinterface " +
    "kpimaddressbookimportexport kpimgapiblogger kpimgapicalendar kpimgapicontacts kpimgapicore kpimgapidrive " +
    "kpimgapilatitude kpimgapimaps kpimgapitasks kpimimportwizard kpimsmtp kscreenlocker ktpcommoninternals " +
    "ktplogger ktpmodels ktpotr ktpwidgets kvilib lam lammps liggghts lomiri-private lomiri-thumbnailer-qt lxqt " +
    "magplus marblewidget-qt mgba mlt mlt++ mpv mrpt-apps mrpt-detectors mrpt-hmtslam mrpt-hwdrivers mrpt-slam " +
    "mrpt-vision mshr mumps mumps-ptscotch mupen mutter-test ncarg nginx-mod-http-geoip nginx-mod-stream-geoip " +
    "node notificationmanager notmuch oidc-agent okular onvif opencv-superres opencv-videoio opencv-videostab " +
    "openimageio openshot orthancframework osra oxli pam-kwallet parlatype pcl-ros-io peony petsc petsc-complex " +
    "petsc-real pfqueue placebo ploop pocl polymake popplerkit portal-tests-gtk powerdevilcore preludedb " +
    "preludedbcpp primus-vk proxychains pstoedit purple pwquality pyside qgis qgis-analysis qgis-app qgis-core " +
    "qgis-gui qgis-server qgisgrass qgispython qglviewer-dev-qt qgpgme qt qtdbusmock qxmpp renaissance " +
    "reoffice-gtk reoffice-kf reoffice-qt repo rheolef rhythmbox-core robottestingframework-ruby rosbag " +
    "rosbag-storage rte-net-mlx rte-regex-mlx rte-vdpa-mlx ruby scalapack-mpich scalapack-openmpi shiboken slepc " +
    "slepc-complex slepc-real spice-server sss-simpleifp std-rust-dev-wasm steptalk stfl-ruby subtitleeditor " +
    "sundials-nvecparallel-mpi sundials-nvecparallel-petsc sundials-sunlinsol synfig taktuk taskmanager " +
    "telepathy-farstream telepathy-qt torch totem trilinos-amesos trilinos-ifpack trilinos-ml trilinos-moertel " +
    "trilinos-muelu trilinos-nox trilinos-piro trilinos-stokhos trilinos-stratimikos trilinos-teko " +
    "trilinos-trilinoscouplings usermetricsinput usermetricsoutput virglrenderer visp-ar visp-detection visp-io " +
    "visp-mbt visp-robot visp-tt visp-tt-mi visp-vision visp-vs vkd volk volume-key vpb vpoll vulkan weather-ion " +
    "webkit wings wraster wxsmithlib xapp xine xmpi xtrx xtrxll yelp zbar zbargtk zbarqt zypp",
);

/**
 * Libraries, fonts and modules bring no programs, whatever their number; modules of Python often need some. Source: the archive
 * of Debian 12, resolved with what packages depend on and recommend.
 */
const aptFamilies: readonly PackageFamily[] = [
  {
    names: /^lib[a-z0-9+.]+(?:-[a-z0-9+.]+){0,6}[0-9](?:[a-z]|c2a?|t64|ldbl)?$/,
    except: librariesWithPrograms,
    programs: words("ps free top pgrep kill"),
  },
  { names: /^fonts?-(?!manager|viewer)[a-z0-9-]+$/, programs: words("fc-cache") },
  {
    names: /^php[\d.]*-(?!dev$|imagick$|guestfs$)[a-z0-9-]+(?<!-all-dev)$/,
    programs: words("php ps free top pgrep kill python3 ghostscript gpg gpg-agent dirmngr"),
  },
];

/** Headers bring no tools that ask a network; what else they depend on is not known. */
const apkFamilies: readonly PackageFamily[] = [
  { names: /^(?:font|ttf)-[a-z0-9-]+$|^icu-data-[a-z]+$/, programs: words("fc-cache") },
  { names: /^php\d*-[a-z0-9_-]+$/, programs: words("php") },
  { names: /^py3-(?!pip$)[a-z0-9-]+$/, programs: words("python3 python git") },
];

const sources: Readonly<Record<PackageSource, Packages>> = {
  apt: readPackages(aptBringers, aptOthers, aptFamilies),
  apk: readPackages(apkBringers, apkOthers, apkFamilies),
};

function readPackages(
  rows: readonly (readonly [programs: string, packages: string])[],
  others: string,
  families: readonly PackageFamily[],
): Packages {
  const bringers = new Map<string, Set<string>>();
  const known = new Set(others.split(" "));
  for (const [programs, packages] of rows) {
    for (const name of packages.split(" ")) known.add(name);
    for (const program of programs.split(" ")) {
      const all = bringers.get(program) ?? new Set();
      for (const name of packages.split(" ")) all.add(name);
      bringers.set(program, all);
    }
  }
  return { bringers, known, families };
}

/**
 * Whether a package may bring a program, itself or by what it depends on and recommends. What is not known may.
 * @param name without a version: "curl".
 */
export function mayBring(source: PackageSource, name: string, program: string): boolean {
  const { bringers, known, families } = sources[source];
  const all = bringers.get(program);
  if (!all || all.has(name) || name === program || name.startsWith(`${program}-`)) return true;
  // Headers of Alpine depend on tools, but on none that ask a network.
  if (source === "apk" && name.endsWith("-dev")) return !/^(?:curl|git|sudo|node|npm|npx|jq|java)$/.test(program);
  return !known.has(name) && !families.some((family) => isOf(family, name) && !family.programs.has(program));
}

function isOf({ names, except }: PackageFamily, name: string): boolean {
  return names.test(name) && !except?.has(name.replace(/^lib/, "").split(/-?\d/, 1)[0] ?? "");
}

/** Whether a program is a tool of the system, which the package managers of languages do not bring. */
export function isSystemTool(program: string): boolean {
  return systemTools.has(program);
}

const systemTools = new Set(
  (
    "bash sh dash curl wget git git-lfs make gcc g++ cc c++ ar strip patch ssh ssh-keygen rsync sudo zip unzip bzip2 bunzip2 xz unxz zstd " +
    "gpg dig nslookup ping nc netstat ifconfig ip telnet socat lsof file less nano vim vi ps pgrep top free htop tree bc " +
    "useradd usermod userdel groupadd psql pg_dump pg_isready mysql mysqladmin mysqldump add-apt-repository lsb_release locale-gen apt-get apt-key apk cron logrotate xxd " +
    "perl setcap svn hg strace gdb gosu su-exec tini dumb-init pkg-config autoconf automake bison flex m4 java"
  ).split(" "),
);

/** The package that brings a program in the first place; undefined where it is not known. */
export function packageOf(source: PackageSource, program: string): string | undefined {
  return own(packages[source], program) ?? (sources[source].bringers.get(program)?.has(program) ? program : undefined);
}

function own(names: Readonly<Record<string, string>>, program: string): string | undefined {
  return Object.hasOwn(names, program) ? names[program] : undefined;
}

/** Packages of another name than the program. */
const packages: Readonly<Record<PackageSource, Readonly<Record<string, string>>>> = {
  apt: {
    "add-apt-repository": "software-properties-common",
    "c++": "g++",
    cc: "gcc",
    convert: "imagemagick",
    dig: "dnsutils",
    envsubst: "gettext-base",
    free: "procps",
    gpg: "gnupg",
    ifconfig: "net-tools",
    ip: "iproute2",
    "locale-gen": "locales",
    lsb_release: "lsb-release",
    nc: "netcat-openbsd",
    netstat: "net-tools",
    nslookup: "dnsutils",
    pg_dump: "postgresql-client",
    pg_isready: "postgresql-client",
    pgrep: "procps",
    ping: "iputils-ping",
    pip: "python3-pip",
    pip3: "python3-pip",
    ps: "procps",
    psql: "postgresql-client",
    mysql: "default-mysql-client",
    mysqladmin: "default-mysql-client",
    mysqldump: "default-mysql-client",
    ssh: "openssh-client",
    "ssh-keygen": "openssh-client",
    supervisord: "supervisor",
    svn: "subversion",
    top: "procps",
    unxz: "xz-utils",
    xz: "xz-utils",
    "update-ca-certificates": "ca-certificates",
  },
  apk: {
    "c++": "g++",
    cc: "gcc",
    convert: "imagemagick",
    dig: "bind-tools",
    envsubst: "gettext-envsubst",
    gpg: "gnupg",
    groupadd: "shadow",
    mysql: "mysql-client",
    mysqladmin: "mysql-client",
    mysqldump: "mysql-client",
    node: "nodejs",
    pg_dump: "postgresql-client",
    pg_isready: "postgresql-client",
    pip: "py3-pip",
    pip3: "py3-pip",
    psql: "postgresql-client",
    sqlite3: "sqlite",
    ssh: "openssh-client",
    "ssh-keygen": "openssh-keygen",
    supervisord: "supervisor",
    useradd: "shadow",
    userdel: "shadow",
    usermod: "shadow",
  },
};
