/** Files of a build context that hold secrets by their names, and the patterns of ignore files that stand for them. */

import { isTestMaterial } from "../stage/purpose";
import type { Facts, IgnorePattern, Reads } from "../types";
import { filterOnce } from "../util/listing";
import { baseName } from "../util/paths";
import { among, nearest } from "../util/reads";
import { credentialKind, isNpmrc, isPlaceholder, isPublic, looksReal } from "./secrets";

/** Files that hold secrets by their names; templates without values are no secrets. */
export function isEnvFile(path: string): boolean {
  const name = baseName(path);
  return /^\.env(?:\..+)?$/.test(name) && !/\.(?:example|sample|template|dist|defaults?|schema)$/.test(name);
}

/** Private keys by the names that tools give them; certificates, public keys and those of tests are none. */
export function isKeyFile(path: string): boolean {
  const name = baseName(path);
  if (isFixture(path) || isPublic(name)) return false;
  if (/\.pem$/i.test(name)) return /(?:^|[-_.])(?:priv|key)/i.test(name.slice(0, -4));
  return /^id_(?:rsa|dsa|ecdsa|ed25519)$|\.(?:key|p12|pfx|jks|keystore|ppk)$/i.test(name);
}

/** Whether a path lies in a folder with material for tests or examples, where keys open nothing. */
export function isFixture(path: string): boolean {
  return isTestMaterial(path) || /(?:^|\/)(?:spec|examples?)\//i.test(path);
}

export const envFiles = filterOnce(isEnvFile);
export const keyFiles = filterOnce(isKeyFile);
export const npmrcFiles = filterOnce((path) => path === ".npmrc" || path.endsWith("/.npmrc"));

/** Settings of package managers, of which only the text tells whether they hold a token. */
export const npmrcReads: Reads = {
  most: 30,
  // Whatever a COPY gives that name is named by it.
  paths: ({ files = [] }, { given }) => [...nearest(npmrcFiles(files), 20), ...given],
};

/** The files with credentials that have no rules of their own, see `credentialPattern`. */
export function credentialFiles({ files = [], contents }: Facts): readonly string[] {
  return [...credentialCandidates(files), ...mayHoldCredential(files)].filter(
    (path) => credentialPattern(path, contents) !== undefined,
  );
}

const credentialCandidates = filterOnce((path) =>
  /\.tfstate|\.ssh\/|\.gnupg\/|id_\w{1,99}_sk$|[._]netrc$|\.git-credentials$|\.pypirc$|\.pgpass$|\.docker|\.kube\/|kubeconfig$|\.aws\/|service[-_]?account[\w-]{0,99}\.json$|application_default_credentials\.json$/i.test(
    path,
  ),
);

/** Those whose text tells whether they are settings or hold a credential. */
const maySaySo = /\.json$/;

interface SettingsForm {
  readonly name: RegExp;
  /** What the text may hold, for people. */
  readonly kind: string;
  /** The value is the first group. Sources: the manuals of the tools. */
  readonly value: RegExp;
  readonly isReal?: (value: string) => boolean;
}

/** Settings of tools, in which a credential may stand. */
const settingsForms: readonly SettingsForm[] = [
  {
    name: /^\.?yarnrc(?:\.yml)?$/,
    kind: "the token of a registry",
    value: /(?:_authToken"?[ \t]{1,9}|npmAuth(?:Token|Ident):[ \t]{0,9})["']?([^\s"']{1,400})/,
  },
  {
    name: /^\.?pip\.(?:conf|ini)$/,
    kind: "a password for a package index",
    value: /:\/\/[^\s/:@]{1,99}:([^\s/@]{1,400})@/,
  },
  {
    name: /^nuget\.config$/i,
    kind: "a password for a package feed",
    value: /key="(?:ClearText)?Password"[ \t]{1,9}value="([^"]{1,400})"/i,
  },
  {
    name: /^auth\.json$/,
    kind: "a token of Composer's",
    value: /"(?:password|(?:[\w-]{1,40}\.)+[a-z]{2,9})"\s{0,9}:\s{0,9}"([^"\s]{16,400})"/,
    // Other files of this name hold sentences.
    isReal: looksReal,
  },
  {
    name: /^settings\.xml$/,
    kind: "a password of Maven's",
    value: /<password>\s{0,9}([^<]{1,400}?)\s{0,9}<\/password>/,
  },
  // What is called a certificate may hold the key as well.
  { name: /\.pem$/i, kind: "a private key", value: /^(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)/m },
  {
    name: /(?:^|[-_.])(?:credentials?|firebase[\w-]{0,40}|gcp[\w-]{0,40})\.json$/,
    kind: "the key of a service account",
    value: /"private_key"\s{0,9}:\s{0,9}"(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)/,
  },
  { name: /^\.condarc$/, kind: "a token for a channel", value: /\/t\/([\w-]{8,400})\// },
];

/** What credential the settings of a tool hold, for people; undefined for other files, and for values that come from elsewhere. */
export function credentialInSettings(path: string, contents: Facts["contents"]): string | undefined {
  const form = settingsForms.find(({ name }) => name.test(baseName(path)));
  const value = form?.value.exec(contents?.get(path) ?? "")?.[1];
  if (!form || value === undefined || /^[$%{<]|\$\{/.test(value) || isPlaceholder(value)) return undefined;
  return form.isReal?.(value) === false ? undefined : form.kind;
}

/** What the name tells need not be read. */
const mayHoldCredential = filterOnce(
  (path) => !isKeyFile(path) && settingsForms.some(({ name }) => name.test(baseName(path))),
);

export const credentialReads = among(20, (files) => [
  ...credentialCandidates(files).filter((path) => maySaySo.test(path)),
  ...mayHoldCredential(files),
]);

/**
 * What leaves a file with credentials out of the context; undefined for other files, and for those that have rules of
 * their own: `.env` files, private keys, `.npmrc`.
 * @param contents the texts that are known: what holds no credential there is none.
 */
export function credentialPattern(path: string, contents: Facts["contents"]): string | undefined {
  if (isEnvFile(path) || isKeyFile(path) || isFixture(path)) return undefined;
  const name = baseName(path);
  const text = maySaySo.test(path) ? contents?.get(path) : undefined;
  if (/\.tfstate(?:\.|$)/.test(name)) return "**/*.tfstate*";
  if (credentialInSettings(path, contents) !== undefined) return `**/${name}`;
  const inFolder = /(?:^|\/)(\.ssh|\.gnupg)\/(?!(?:known_hosts|config|authorized_keys)$|[^/]*\.pub$)/.exec(path);
  if (inFolder) return `**/${inFolder[1]}`;
  if (!credentialKind(path)) return undefined;
  if (name.endsWith(".json") && text !== undefined && !/"private_key"|"refresh_token"|"auths?"/.test(text))
    return undefined;
  const folder = /(?:^|\/)(\.aws|\.docker|\.kube)\/[^/]+$/.exec(path)?.[1];
  return folder ? `**/${folder}/${name}` : `**/${name}`;
}

// ------------------------------------------------------------------ patterns

/** What a pattern stands for when that is a secret: "private keys"; undefined when it is not known to be one. */
export function secretOf({ pattern }: IgnorePattern): string | undefined {
  // What tests and examples hold is made up.
  if (/(?:^|[/._-])(?:tests?|__tests__|spec|fixtures?|testdata|mocks?|examples?|samples?)(?:[/._-]|$)/i.test(pattern)) {
    return undefined;
  }
  const name = baseName(pattern);
  if (name === ".env*" || isEnvFile(name)) return "values of the environment";
  if (/^\*\.(?:pem|key|p12|pfx)$/.test(name) || isKeyFile(name)) return "private keys";
  if (isNpmrc(pattern)) return "the token of a registry";
  if (name === ".git") return "the whole history";
  return credentialKind(pattern);
}

/** Whether what a pattern names is secret: a `.env`, a key, a credential file, a folder called secrets. */
export function namesSecret(pattern: string): boolean {
  const name = baseName(pattern);
  if (/^\.env(?:$|[.*])/.test(name)) return !/example|sample|template/.test(name);
  if (/^\*?\.(?:pem|key|p12|pfx|jks|keystore|ppk)$/.test(name) || /^\*\.tfstate/.test(name)) return true;
  if (/^\.?secrets?(?:\.(?:json|ya?ml|toml|env|txt))?$/i.test(name) || /^(?:\.npmrc|credentials\.json)$/.test(name))
    return true;
  return !/[*?[]/.test(name) && (isKeyFile(name) || credentialPattern(name, undefined) !== undefined);
}

/** A name that a pattern stands for: `.env.local` for `.env*`. */
export function sampleOf({ pattern }: IgnorePattern): string {
  return pattern
    .replace(/^\*\*\//, "")
    .replace(/(\.env)\*(\.|$)/, (_, name, dot) => (dot === "" ? `${name}.local` : name + dot))
    .replace(/\*+|\?/g, "x");
}
