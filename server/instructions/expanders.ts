/** Programs to which a `$` in their arguments says something: they replace variables themselves, or it is part of their language. */

/** All of their arguments. */
export const dollarPrograms: ReadonlySet<string> = new Set(
  (
    "envsubst gomplate dockerize confd esh find sed awk gawk mawk grep egrep fgrep rg jq yq " +
    "expect tclsh make gmake su eval xargs parallel watch watchexec entr nodemon concurrently conc cross-env " +
    "cross-env-shell dotenv dotenvx env-cmd foreman honcho overmind hivemind npm npx pnpm pnpx yarn yarnpkg bun bunx " +
    "corepack cmd powershell pwsh busybox execlineb mongo mongosh psql mysql sqlite3 nginx uwsgi rsync ssh script " +
    "nix-shell doppler infisical"
  ).split(" "),
);

/** Options of theirs hold text of their own language, or what they replace variables in: `node -e`, `php -d`. */
export const dollarOptions: Readonly<Record<string, RegExp>> = {
  node: /^(?:-[ep]|-pe|--eval|--print)$/,
  deno: /^eval$/,
  python: /^-c$/,
  python3: /^-c$/,
  perl: /^-\w*e/,
  ruby: /^-e/,
  php: /^-[rd]/,
  "php-fpm": /^-d/,
  env: /^(?:-S|--split-string)/,
  // Spring and others replace ${…} in the values of properties.
  java: /^-(?:D|-)[^$=]*=[^$]*\$\{/,
};
