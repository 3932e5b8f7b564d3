/** What gives a secret away: names of variables, forms of tokens, names of credential files. */

/** Words of a name that BuildKit's check SecretsUsedInArgOrEnv goes by, and those that it lets pass. */
const secretWord = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const publicWord = /(?:^|_)(?:public|publishable|site|file|version)(?:_|$)/i;

/** Last words of names that say something about a secret (`KMS_KEY_ALIAS`, `TOKEN_TTL`) and do not hold it. */
const describes = new RegExp(
  "_(?:path|dir|directory|folder|mount|url|uri|host|port|endpoint|domain|issuer|audience|realm|id|ids|name|alias|label" +
    "|type|kind|alg|algorithm|method|mode|provider|backend|service|server|user|username|enabled?|disabled?|required" +
    "|optional|count|length|size|bits|limit|ttl|timeout|expiry|expires|expires_in|expiration|lifetime|max_age|header" +
    "|prefix|suffix|format|policy|scheme|scope|scopes|fingerprint|region|location|rotation|dummy|placeholder)$",
  "i",
);

/** First words of names of switches and numbers, and of what bundlers publish in any case. */
const switches =
  /^(?:enable|disable|use|no|skip|with|without|has|is|require|allow|max|min|num|vite|react_app|gatsby)_/i;

/** Keys that are no secrets: identifiers, and fingerprints of signing keys. */
const otherKeys = /(?:^|_)(?:gpg|pgp|cache|primary|foreign|sort|partition|routing|object|index)_keys?(?:_|$)/i;

/** Whether a variable of this name holds a secret, as far as its name tells. */
export function isSecretName(name: string): boolean {
  if (!secretWord.test(name) || publicWord.test(name) || describes.test(name) || switches.test(name)) return false;
  return !otherKeys.test(name) || /(?:^|_)(?:private|secret|password|passwd|token)(?:_|$)/i.test(name);
}

/** Whether a value can be none: nothing, a switch, a path. */
export function isHarmless(value: string): boolean {
  return /^(?:|true|false|yes|no|on|off|enabled|disabled|none|null|\/[\w./-]+)$/i.test(value);
}

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
  ["a signed token (JWT)", /^eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*$/],
];

/** What a value is by its form ("a GitHub token"); undefined when it has none of the known forms. */
export function tokenKind(value: string): string | undefined {
  return tokens.find(([, form]) => form.test(value.slice(0, longestToken)))?.[0];
}

const longestToken = 4000;

/** Whether a literal value looks like a secret in use: of a known form, or long, mixed and no placeholder. */
export function looksReal(value: string): boolean {
  if (tokenKind(value)) return true;
  if (value.length < 16 || /\s|^[<[{$]/.test(value)) return false;
  if (isPlaceholder(value)) return false;
  return /[a-z]/i.test(value) && /\d/.test(value);
}

/** Whether a value only stands where a secret will be: "changeme", "your-token". */
export function isPlaceholder(value: string): boolean {
  return /change|replace|example|placeholder|dummy|sample|secret|password|your|xxx|test|fake|todo/i.test(value);
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
  if (/(?:^|[-_./])pub(?:lic)?(?:[-_.]|$)/.test(cleaned)) return undefined;
  return credentialForms.find(([, form]) => form.test(cleaned))?.[0];
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
