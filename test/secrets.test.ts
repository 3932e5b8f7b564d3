/** What gives a secret away: names of variables, forms of values, names of files and of patterns. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  credentialFiles,
  credentialPattern,
  envFiles,
  isEnvFile,
  isFixture,
  isKeyFile,
  keyFiles,
  namesSecret,
  npmrcFiles,
  sampleOf,
  secretOf,
} from "../server/context/secretFiles";
import {
  credentialKind,
  holdsCredential,
  isHarmless,
  isNpmrc,
  isPlaceholder,
  isSecretName,
  looksReal,
  tokenKind,
} from "../server/context/secrets";
import { parseIgnore } from "../server/syntax/dockerignore";

/** Asserts whether something holds of each word of a list. */
function all(title: string, holds: (text: string) => boolean, yes: readonly string[], no: readonly string[]): void {
  for (const text of yes) test(`${title}: ${text}`, () => assert.equal(holds(text), true));
  for (const text of no) test(`${title}, not: ${text || "nothing"}`, () => assert.equal(holds(text), false));
}

describe("secrets by the name of a variable", () => {
  all(
    "secret",
    isSecretName,
    "TOKEN NPM_TOKEN API_KEY APIKEY dbPassword DB_PASSWORD DBPASSWORD DB_PASS GITHUB_PAT authToken VITE_SECRET_KEY REACT_APP_DB_PASSWORD AWS_SECRET_ACCESS_KEY GPG_PRIVATE_KEY client_secret".split(
      " ",
    ),
    [
      "",
      ..."PUBLIC_KEY TOKEN_TTL KMS_KEY_ALIAS SECOND_PASS OLD_PWD FILE_PAT ENABLE_AUTH VITE_API_KEY CACHE_KEY GPG_KEY SECRET_NAME KEYBOARD keyboardKey PASSENGER MONKEY ALLOW_EMPTY_PASSWORD TOKEN_FILE Logging__Properties__0__Key PATH".split(
        " ",
      ),
    ],
  );
});

describe("values", () => {
  all(
    "harmless",
    isHarmless,
    [
      "",
      "true",
      "NONE",
      "/run/secrets/token",
      "key.pem",
      "conf/app.json",
      "https://example.com",
      "https://example.com:80/path",
    ],
    ["abc", "hunter2", "https://user:pass@example.com", "https://example.com/?token=a"],
  );
  all(
    "real",
    looksReal,
    [`npm_${"a1".repeat(18)}`, "9f86d081884c7d659a2feaa0c55ad015"],
    [
      "",
      "short1",
      "changeme-changeme-1",
      "your-token-goes-here-1",
      "1234567890123456",
      "abcdefghijklmnopqrst",
      "${TOKEN}aaaaaaaaaaaa1",
      "a b c d e f g h i j 1 2 3",
    ],
  );
  all("placeholder", isPlaceholder, ["changeme", "YOUR_TOKEN", "xxx", "example"], ["", "9f86d081884c", "hunter2"]);

  for (const [value, kind] of [
    [`npm_${"a".repeat(36)}`, "an npm token"],
    [`ghp_${"a".repeat(36)}`, "a GitHub token"],
    [`github_pat_${"a".repeat(40)}`, "a GitHub token"],
    [`glpat-${"a".repeat(20)}`, "a GitLab token"],
    ["AKIA5QWERTYUIOPASDFG", "an AWS access key"],
    ["AKIAIOSFODNN7EXAMPLE", undefined],
    [`https://hooks.slack.com/services/T0A1B2C3D/B0A1B2C3D/${"a1".repeat(12)}`, "the address of a Slack webhook"],
    [`https://hooks.slack.com/services/T00000000/B00000000/${"a1".repeat(12)}`, undefined],
    ["sk_live_aaaaaaaaaaaaaaaa", "a Stripe key"],
    ["-----BEGIN RSA PRIVATE KEY-----\nabc", "a private key"],
    ["-----BEGIN PUBLIC KEY-----", undefined],
    ["npm_short", undefined],
    ["", undefined],
  ] as const) {
    test(`${value.slice(0, 20)} is ${kind ?? "nothing known"}`, () => assert.equal(tokenKind(value), kind));
  }
});

describe("files", () => {
  all(
    "credentials",
    (path) => credentialKind(path) !== undefined,
    "id_rsa .ssh/id_ed25519 ~/.ssh .ssh/ tls/server.key a/private.pem a.p12 .env .env.local .aws/credentials .netrc .git-credentials .pypirc .docker/config.json kubeconfig service-account.json ID_RSA".split(
      " ",
    ),
    [
      "",
      ..."id_rsa.pub public.pem key.pub.pem .env.example server.crt docker/config.json monkey.json src/key.ts".split(
        " ",
      ),
    ],
  );
  all(
    "environment",
    isEnvFile,
    [".env", "a/.env", ".env.local", ".env.production"],
    ["", "env", ".env.example", ".env.sample", ".environment", "a.env"],
  );
  all(
    "key",
    isKeyFile,
    ["id_rsa", "a/server.key", "a.p12", "private.pem", "my-key.pem", "a.jks"],
    ["", "cert.pem", "id_rsa.pub", "test/server.key", "key.pub.pem", "public.key", "a/fixtures/private.pem"],
  );
  all(
    "fixture",
    isFixture,
    ["test/a", "a/__tests__/b", "examples/x/y", "a/Fixtures/b"],
    ["", "test", "latest/a", "testing/a"],
  );
  all(
    ".npmrc",
    isNpmrc,
    [".npmrc", "a/.npmrc", "/root/.npmrc", ".npmrc*", "*.npmrc", ".npm*"],
    ["", "npmrc", ".npmrc.example", "a.npmrcx"],
  );

  test("are found in a listing", () => {
    const files = [".env", ".env.example", ".npmrc", "a/.npmrc", "b.key", "my.npmrc"];
    assert.deepEqual(envFiles(files), [".env"]);
    assert.deepEqual(npmrcFiles(files), [".npmrc", "a/.npmrc"]);
    assert.deepEqual(keyFiles(files), ["b.key"]);
  });

  test("an .npmrc holds a credential itself, or names a variable that does", () => {
    const texts = [
      "",
      "//r/:_authToken=abc",
      "//r/:_authToken=${NPM_TOKEN}",
      '_password="${P}"',
      "_auth = abc\r",
      "# _auth=abc",
      "; _auth=a",
      "_auth=",
      "registry=https://r/",
    ];
    assert.deepEqual(texts.map(holdsCredential), [false, true, false, false, true, false, false, false, false]);
  });
});

/** A path, its text where that is known, and the pattern that leaves it out; undefined for no secret. */
const patterns: readonly (readonly [path: string, text: string | undefined, pattern: string | undefined])[] = [
  ["terraform.tfstate", undefined, "**/*.tfstate*"],
  ["a/terraform.tfstate.backup", undefined, "**/*.tfstate*"],
  [".yarnrc.yml", "npmAuthToken: abc", "**/.yarnrc.yml"],
  [".yarnrc.yml", "npmAuthToken: ${TOKEN}", undefined],
  [".yarnrc.yml", "nodeLinker: node-modules", undefined],
  [".yarnrc.yml", undefined, undefined],
  [".ssh/id_rsa_work", undefined, "**/.ssh"],
  [".ssh/known_hosts", undefined, undefined],
  ["a/.ssh/id.pub", undefined, undefined],
  ["a/.aws/credentials", undefined, "**/.aws/credentials"],
  [".docker/config.json", undefined, "**/.docker/config.json"],
  [".docker/config.json", '{"auths": {}}', "**/.docker/config.json"],
  [".docker/config.json", "{}", undefined],
  ["service-account.json", '{"private_key": ""}', "**/service-account.json"],
  ["service-account.json", "{}", undefined],
  [".netrc", undefined, "**/.netrc"],
  ["test/.netrc", undefined, undefined],
  [".env", undefined, undefined],
  ["id_rsa", undefined, undefined],
  ["a.js", undefined, undefined],
];

describe("patterns that leave credentials out", () => {
  for (const [path, text, pattern] of patterns) {
    test(`${path}${text === undefined ? "" : `: ${text}`}`, () => {
      const contents = text === undefined ? undefined : new Map([[path, text]]);
      assert.equal(credentialPattern(path, contents), pattern);
      const files = credentialFiles({ today: "", files: [path], ...(contents && { contents }) });
      assert.deepEqual(files, pattern === undefined ? [] : [path]);
    });
  }
});

/** A pattern of an ignore file, what it keeps secret, whether it names a secret, a name that it stands for. */
const stands: readonly (readonly [pattern: string, secret: string | undefined, names: boolean, sample: string])[] = [
  [".env", "values of the environment", true, ".env"],
  [".env*", "values of the environment", true, ".env.local"],
  ["**/.env.*", "values of the environment", true, ".env.x"],
  [".env.example", undefined, false, ".env.example"],
  ["*.pem", "private keys", true, "x.pem"],
  ["id_rsa", "private keys", true, "id_rsa"],
  ["test/*.pem", undefined, true, "test/x.pem"],
  [".npmrc", "the token of a registry", true, ".npmrc"],
  [".git", "the whole history", false, ".git"],
  ["secrets", undefined, true, "secrets"],
  ["secrets.yml", undefined, true, "secrets.yml"],
  ["*.log", undefined, false, "x.log"],
  ["node_modules", undefined, false, "node_modules"],
];

describe("what patterns of ignore files stand for", () => {
  for (const [pattern, secret, names, sample] of stands) {
    test(pattern, () => {
      const [read] = parseIgnore(pattern).patterns;
      assert.ok(read);
      assert.deepEqual([secretOf(read), namesSecret(read.pattern), sampleOf(read)], [secret, names, sample]);
    });
  }
});
