/** What gives a secret away: names of variables, forms of tokens, names of credential files. */

/** Words of a name that BuildKit's check SecretsUsedInArgOrEnv goes by, and those that it lets pass. */
const secretWord = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
/** As last words, which other names have as well: `dbPassword` with its parts apart, `DBPASSWORD`, `DB_PASS`, `GITHUB_PAT`. */
const lastSecretWord =
  /(?:^|_)(?:api_?key|auth|credentials?|key|password|pword|passwd|secret|sshpass|token)$|[a-z\d](?:passphrase|password|passwd)(?:_|$)|(?:auth|access|api|bearer|github|gitlab|npm)token$|_(?:pass|passphrase|pwd|pat)$/i;
/** Turns (`SECOND_PASS`), folders (`OLD_PWD`) and patterns (`FILE_PAT`). */
const otherLastWord =
  /(?:^|_)(?:(?:first|second|third|last|one|two|single|multi|dual|render|num|by)_pass|(?:old|init|current|orig|original|build|work|base|src|source|script|project|host|container|local|home)_pwd|(?:glob|file|files|name|match|search|regex|include|exclude|test)_pat)$|no_?pass(?:word|wd)?(?:_|$)/i;
const publicWord = /(?:^|_)(?:public|publishable|site|file|version)(?:_|$)/i;

/** Last words of names that say something about a secret (`KMS_KEY_ALIAS`, `TOKEN_TTL`) and do not hold it. */
const describes = new RegExp(
  "_(?:path|dir|directory|folder|mount|url|uri|host|port|endpoint|domain|issuer|audience|realm|id|ids|name|alias|label" +
    "|type|kind|alg|algorithm|method|mode|provider|backend|service|server|user|username|enabled?|disabled?|required" +
    "|optional|count|length|size|bits|limit|ttl|timeout|expiry|expires|expires_in|expiration|lifetime|max_age|header" +
    "|prefix|suffix|format|policy|scheme|scope|scopes|fingerprint|region|location|rotation|dummy|placeholder" +
    "|algo|hasher|sock|socket|addr|address|store|driver|plugins?|strategy|source|checking|exchange|events?|bindings?|delay" +
    "|capacity|seconds|minutes|hours|days|arn|permissions?|serializer|deserializer|encoder|encoding|separator|delimiter" +
    "|columns?|field|claims?|template|pattern|manager|contract|version|class|role|status|level)$",
  "i",
);

/** Words of names of switches and numbers: the first, or some that stand anywhere (`APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE`). */
const switches =
  /^(?:enable|disable|use|no|skip|with|without|has|is|require|allow|max|min|num)_|(?:^|_)(?:dont|do_not|allow_empty|random_root)_/i;

/** First words of what bundlers publish in any case: a key there is meant to be public, a secret cannot be. */
const published = /^(?:vite|react_app|gatsby)_/i;
const neverPublic = /(?:^|_)(?:private|secret|password|passwd)(?:_|$)/i;

/** Keys that are no secrets: identifiers, fingerprints of signing keys, and those that are pressed. */
const otherKeys =
  /(?:^|_)(?:gpg|pgp|cache|primary|foreign|sort|partition|routing|object|index|hot|shortcut|keyboard|arrow|leader|modifier|translation|registry)_keys?(?:_|$)/i;

/** The key of an entry in settings that hold lists or maps: `Logging__Properties__0__Key`. */
const mapKey =
  /__(?:\d+|args|properties|labels?|tags?|headers?|metadata|filters?|attributes|enrich[a-z]*|parameters|settings|options)__key$/i;

/** How Bundler is given the credentials of a host. Source: bundler.io/man/bundle-config.1.html#CREDENTIALS-FOR-GEM-SOURCES. */
const bundlerHost = /^BUNDLE_(?!(?:BUILD|LOCAL|MIRROR|PLUGINS|GEM)__)[A-Z\d_]{1,99}__(?:COM|ORG|NET|IO|DEV|CO|CLOUD)$/;

/** Whether a variable of this name holds a secret, as far as its name tells. */
export function isSecretName(name: string): boolean {
  if (bundlerHost.test(name)) return true;
  const words = name.replace(/([a-z\d])(?=[A-Z][a-z])/g, "$1_");
  if (!secretWord.test(name) && !lastSecretWord.test(words)) return false;
  if (publicWord.test(words) || describes.test(words) || switches.test(words)) return false;
  if (published.test(words) && !neverPublic.test(words)) return false;
  if (mapKey.test(name) || otherLastWord.test(words)) return false;
  return !otherKeys.test(words) || /(?:^|_)(?:private|secret|password|passwd|token)(?:_|$)/i.test(words);
}

/** Whether the last or first words of a name say that it holds no secret, but something about one, or a public part. */
export function namesNoSecret(name: string): boolean {
  const words = name.replace(/([a-z\d])(?=[A-Z][a-z])/g, "$1_");
  if (published.test(words) && !neverPublic.test(words)) return true;
  return [publicWord, describes, switches, otherLastWord, otherKeys, mapKey].some((form) => form.test(words));
}

/** Whether a value can be none: nothing, a switch, a path, the name of a file, of a class or of a resource, the address of a host, a fingerprint. */
export function isHarmless(value: string): boolean {
  if (fingerprint.test(value) || fileName.test(value) || otherName.test(value)) return true;
  if (/^https?:\/\/[\w.-]+(?::\d+)?(?:\/[a-z/.-]*)?$/.test(value)) return true;
  return /^(?:|\d|true|false|yes|no|on|off|enabled|disabled|none|null|\.{0,2}\/[\w./-]+)$/i.test(value);
}

/** Of an OpenPGP key, in capitals, as gpg shows it; tokens of forty digits are written in small letters. */
const fingerprint = /^(?:0x)?(?:[A-F\d]{40}|(?:[A-F\d]{4}\s{1,2}){9}[A-F\d]{4})$/;

/** `arn:aws:secretsmanager:…`, `org.acme.StringSerializer`, and the public address of an account or a contract of Ethereum. */
const otherName = /^arn:aws[\w-]{0,20}:[a-z\d-]{1,40}:|^(?:[a-z]{2,20}\.){2,8}[A-Z][A-Za-z]{2,60}$|^0x[A-Fa-f\d]{40}$/;

const fileName =
  /^[\w./-]+\.(?:sh|bash|py|js|mjs|ts|rb|pl|php|ps1|bat|cmd|exe|jar|json|ya?ml|toml|ini|conf|cfg|xml|html?|txt|sql|service|pem|crt|cer|key|pub|jks|p12|pfx|asc|gpg)$/i;

/** Forms of tokens, as their makers document them. */
const tokens: readonly (readonly [string, RegExp])[] = [
  ["an npm token", /^npm_[A-Za-z0-9]{30,}$/],
  ["a GitHub token", /^(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})$/],
  ["a GitLab token", /^gl(?:pat|dt|rt|cbt)-[\w-]{20,}$/],
  ["an AWS access key", /^(?:AKIA|ASIA)[A-Z0-9]{16}$/],
  ["a Google API key", /^AIza[\w-]{35}$/],
  ["a Stripe key", /^[rs]k_(?:live|test)_[A-Za-z0-9]{16,}$/],
  ["a Slack token", /^xox[abeprs]-[\w-]{10,}$/],
  ["a Docker token", /^dckr_(?:pat|oat)_[\w-]{20,}$/],
  ["a private key", /^-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a PyPI token", /^pypi-AgEIcHlwaS5vcmc[\w-]{50,}$/],
  ["a Hugging Face token", /^hf_[A-Za-z]{34}$/],
  ["a SendGrid key", /^SG\.[\w-]{22}\.[\w-]{43}$/],
  ["a DigitalOcean token", /^do[opr]_v1_[a-f\d]{64}$/],
  ["an Anthropic key", /^sk-ant-[\w-]{80,}$/],
  ["an OpenAI key", /^sk-(?:[A-Za-z\d]{20}T3BlbkFJ[A-Za-z\d]{20}|(?:proj|svcacct)-[\w-]{40,})$/],
  ["the address of a Slack webhook", /^https:\/\/hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}$/],
  ["the address of a Discord webhook", /^https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{16,}\/[\w-]{50,}$/],
  ["a signed token (JWT)", /^eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*$/],
];

/** What a value is by its form ("a GitHub token"); undefined when it has none of the known forms. */
export function tokenKind(value: string): string | undefined {
  const text = value.slice(0, longestToken);
  if (!anyToken.test(text) || isDocumented(text)) return undefined;
  return tokens.find(([, form]) => form.test(text))?.[0];
}

/** All of the forms in one, since nearly every word has none of them. */
const anyToken = new RegExp(tokens.map(([, { source }]) => source).join("|"));

const longestToken = 4000;

/** What handbooks write in place of a token: `ghp_xxxxxxxxxxxx`, `xoxb-your-token-here`, `AKIAIOSFODNN7EXAMPLE`. */
function isDocumented(text: string): boolean {
  return /x{10}|(?:^|[-_])your[-_]/i.test(text) || /EXAMPLE(?:KEY)?$|\/T0{8}\//.test(text);
}

/** What a value is by its form, or a part of it between signs that no token has: an address, a header, a line of settings. */
export function tokenKindWithin(value: string): string | undefined {
  const whole = tokenKind(value);
  if (whole !== undefined || value.length > longestText || value.length < shortestToken) return whole;
  for (const part of value.split(/[\s=:"'@/,;]+/)) {
    const kind = part.length < shortestToken ? undefined : tokenKind(part);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

const longestText = 10_000;
const shortestToken = 16;

/** Whether a literal value looks like a secret in use: of a known form, or long, mixed and no placeholder. */
export function looksReal(value: string): boolean {
  if (tokenKind(value)) return true;
  if (value.length < 16 || /\s|^[<[{$]/.test(value)) return false;
  if (isPlaceholder(value)) return false;
  return /[a-z]/i.test(value) && /\d/.test(value);
}

/** Whether a value only stands where a secret will be: "changeme", "your-token". */
export function isPlaceholder(value: string): boolean {
  return /change|replace|example|placeholder|dummy|sample|secret|password|your|xxx|test|fake|todo|insecure/i.test(
    value,
  );
}

/** Credential files by the last parts of their paths, in lower case. */
const credentialForms: readonly (readonly [string, RegExp])[] = [
  ["a private SSH key", /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/],
  ["a folder with SSH keys", /(?:^|\/)\.ssh$/],
  ["a private key", /(?:^|\/)(?:[\w.-]*[-_.])?(?:key|privkey\d*|private|privatekey|private[-_.]key)\.pem$/],
  ["a private key", /(?:^|\/)(?:[\w.-]*[-_.])?(?:private|privkey|server|client|tls|ssl|rsa|ca)\.key$/],
  ["a file with private keys", /\.(?:p12|pfx|ppk)$/],
  ["a file of environment values", /(?:^|\/)\.env(?:\.local|\.[\w-]+\.local)?$/],
  ["AWS credentials", /(?:^|\/)\.aws(?:\/credentials)?$/],
  ["passwords for hosts", /(?:^|\/)[._]netrc$/],
  ["Git credentials", /(?:^|\/)\.git-credentials$/],
  ["the state of Terraform, with its secrets", /\.tfstate(?:\.backup)?$/],
  ["PyPI credentials", /(?:^|\/)\.pypirc$/],
  ["database passwords", /(?:^|\/)\.pgpass$/],
  ["registry credentials", /(?:^|\/)(?:\.docker(?:\/config\.json)?|\.dockercfg|\.dockerconfigjson)$/],
  ["cluster credentials", /(?:^|\/)(?:\.kube(?:\/config)?|kubeconfig)$/],
  ["a folder with private keys", /(?:^|\/)\.gnupg$/],
  ["Google Cloud credentials", /(?:^|\/)(?:service[-_]?account[\w-]*|application_default_credentials)\.json$/],
];

/** What a file is by its name ("a private SSH key"); undefined for files that are not known to hold secrets. */
export function credentialKind(path: string): string | undefined {
  const cleaned = path.toLowerCase().replace(/(?<!\/)\/+$/, "");
  if (isPublic(cleaned)) return undefined;
  return credentialForms.find(([, form]) => form.test(cleaned))?.[0];
}

/** Whether a path says that anybody may read it: "key.pub.pem", "public.key". */
export function isPublic(path: string): boolean {
  return /(?:^|[-_./])pub(?:lic)?(?:[-_.]|$)/i.test(path);
}

/** Whether a path or pattern names `.npmrc`. */
export function isNpmrc(path: string): boolean {
  return /(?:^|\/)(?:\.npmrc\*?|\*\.?npmrc|\.npm(?:r|rc)?\*)$/.test(path);
}

/** Whether the text of an .npmrc holds a credential itself; `${NAME}` only names the variable that does. */
export function holdsCredential(npmrc: string): boolean {
  return npmrc.split("\n").some((line) => {
    const equals = line.indexOf("=");
    const name = line.slice(0, equals).trim();
    const value = line.slice(equals + 1).trim();
    const isCredential = equals > 0 && !/^[#;]/.test(name) && /(?:_auth(?:token)?|_password)$/i.test(name);
    return isCredential && value !== "" && !/^["']?\$\{[^}]*\}["']?$/.test(value);
  });
}
