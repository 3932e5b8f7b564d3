/** What makes programs believe anybody: certificates and signatures that nobody checks. Names as their makers document them. */

import { aptPrograms, rpmPrograms } from "../data/systemManagers";

/** Options by program; what follows says what is no longer checked. */
export const unverifiedOptions: readonly {
  readonly programs: readonly string[];
  readonly options: readonly string[];
  readonly unchecked: string;
  /** Calls in which they do not matter. */
  readonly except?: RegExp;
}[] = [
  { programs: ["curl"], options: ["-k", "--insecure"], unchecked: "takes any certificate" },
  { programs: ["wget"], options: ["--no-check-certificate"], unchecked: "takes any certificate" },
  {
    programs: aptPrograms,
    options: ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
    unchecked: "takes packages and lists without a valid signature",
  },
  {
    programs: rpmPrograms,
    options: ["--nogpgcheck", "--no-gpgchecks"],
    unchecked: "takes packages without a valid signature",
  },
  {
    programs: ["zypper"],
    options: ["--no-gpg-checks", "--allow-unsigned-rpm"],
    unchecked: "takes packages without a valid signature",
  },
  { programs: ["apk"], options: ["--allow-untrusted"], unchecked: "takes packages without a valid signature" },
  { programs: ["npm", "pnpm", "yarn"], options: ["--no-strict-ssl"], unchecked: "takes any certificate" },
  { programs: ["go"], options: ["-insecure"], unchecked: "takes any certificate" },
  {
    programs: ["rpm"],
    options: ["--nosignature", "--nodigest"],
    // Questions about packages bring none.
    except: /\s(?:-[A-Za-z]{0,9}[qVKe]|--(?:query|verify|checksig|erase)\b)/,
    unchecked: "takes packages without a valid signature",
  },
];

/** Words in any command of these programs: an option with its value, or the value of `-c` and `-o`. */
export const unverifiedWords: readonly { readonly programs: readonly string[]; readonly form: RegExp }[] = [
  { programs: ["git"], form: /^http\.(?:\S+\.)?sslverify=(?:false|0|no|off)$/i },
  { programs: ["npm", "pnpm", "yarn"], form: /^--(?:config\.)?strict-ssl=(?:false|0)$/ },
  {
    programs: aptPrograms,
    form: /^(?:-o|--option=)?(?:acquire::https::(?:\S+::)?verify-(?:peer|host)=(?:"?(?:false|0|no))|(?:apt::get::allowunauthenticated|acquire::allowinsecurerepositories)=(?:"?(?:true|1|yes)))"?$/i,
  },
  { programs: ["uv", "uvx"], form: /^--allow-insecure-host(?:=(?!localhost\b|127\.).+)?$/ },
  { programs: ["mvn", "mvnw"], form: /^-Dmaven\.wagon\.http\.ssl\.insecure=true$/ },
  { programs: rpmPrograms, form: /^--setopt=(?:\S+\.)?sslverify=(?:false|0|no)$/i },
];

/** Commands that store a setting: the program, what must be among its words, and behind those the setting with its value joined by a blank. */
export const unverifiedSettings: readonly {
  readonly programs: readonly string[];
  readonly words: readonly string[];
  readonly form: RegExp;
}[] = [
  { programs: ["git"], words: ["config"], form: / http\.(?:\S+\.)?sslverify (?:false|0|no|off)$/i },
  { programs: ["npm", "pnpm", "yarn"], words: ["set"], form: / (?:strict-ssl|enableStrictSsl)[ =](?:false|0)(?: |$)/ },
  { programs: ["pip", "pip3"], words: ["config", "set"], form: / \w+\.trusted-host \S/ },
  { programs: ["conda", "mamba"], words: ["config"], form: / ssl_verify (?:false|no)$/i },
  { programs: ["composer"], words: ["config"], form: / disable-tls true$/ },
  { programs: ["bundle"], words: ["config"], form: / ssl_verify_mode 0$/ },
  { programs: ["go"], words: ["env"], form: / GOINSECURE=\S/ },
];

/** Variables, and the values by which they turn checks off. */
export const unverifiedVariables: ReadonlyMap<string, RegExp> = new Map([
  ["NODE_TLS_REJECT_UNAUTHORIZED", /^0$/],
  ["GIT_SSL_NO_VERIFY", /^(?!0$|false$).+$/i],
  ["PYTHONHTTPSVERIFY", /^0$/],
  ["NPM_CONFIG_STRICT_SSL", /^(?:false|0)$/i],
  ["npm_config_strict_ssl", /^(?:false|0)$/i],
  ["YARN_STRICT_SSL", /^(?:false|0)$/i],
  ["YARN_ENABLE_STRICT_SSL", /^(?:false|0)$/i],
  ["PIP_TRUSTED_HOST", /^(?!localhost\b|127\.).+$/],
  ["GOINSECURE", /\S/],
  ["COMPOSER_DISABLE_TLS", /^1$/],
  ["UV_INSECURE_HOST", /^(?!localhost\b|127\.).+$/],
]);

/** Lines of settings by which package managers and downloaders check nothing, in whatever file they are written to. */
export const unverifiedLines: readonly {
  readonly form: RegExp;
  readonly unchecked: string;
  /** The only file where the line means that. */
  readonly file?: RegExp;
  /** What it is for may not end up in the image. */
  readonly weighsLess?: true;
}[] = [
  {
    form: /\bacquire::https?::(?:[\w.-]{1,80}::)?verify-(?:peer|host)[ \t]{1,9}"?(?:false|0|no)\b"?/i,
    unchecked: "takes any certificate",
  },
  {
    form: /\b(?:apt::get::allowunauthenticated|acquire::allow(?:insecure|weak)repositories)[ \t]{1,9}"?(?:true|1|yes)\b"?/i,
    unchecked: "takes packages and lists without a valid signature",
  },
  {
    form: /\bdeb(?:-src)?[ \t]{1,9}\[[^\]\n]{0,200}\btrusted=yes\b[^\]\n]{0,200}\][ \t]{1,9}(?=https?:)/,
    unchecked: "takes packages and lists without a valid signature",
  },
  {
    form: /(?:(?<![\w-])|(?<=\\n))gpgcheck[ \t]{0,9}=[ \t]{0,9}(?:0|false|no)\b/i,
    unchecked: "takes packages without a valid signature",
  },
  {
    form: /(?:(?<![\w-])|(?<=\\n))sslverify[ \t]{0,9}=[ \t]{0,9}(?:0|false|no)\b/i,
    unchecked: "takes any certificate",
  },
  { form: /(?:(?<![\w-])|(?<=\\n))strict-ssl[ \t]{0,9}=[ \t]{0,9}false\b/, unchecked: "takes any certificate" },
  {
    // ssh takes what it has never seen before, whoever that is.
    form: /(?:(?<![\w-])|(?<=\\n))StrictHostKeyChecking[ \t=]{1,9}["']?(?:no|off)\b/i,
    unchecked: "takes any host key",
    weighsLess: true,
  },
  {
    // everything.curl.dev/cmdline/configfile
    form: /(?<=^["']?|\n|\\n)(?:(?:--)?insecure\b|-k\b)/,
    file: /(?:^|\/)\.?_?curlrc["']?$/,
    unchecked: "takes any certificate",
  },
  {
    form: /(?:(?<![\w-])|(?<=\\n))check_certificate[ \t]{0,9}=[ \t]{0,9}(?:off|no|0)\b/i,
    unchecked: "takes any certificate",
  },
];
