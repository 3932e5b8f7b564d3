/** Passwords within addresses and connection strings: `postgres://me:hunter2@db`, `Server=db;Password=hunter2`. */

import { isNoun, isStandIn } from "./standIns";

/** A password that somebody has written out, not one that a variable or a stand-in takes the place of. */
export interface ConnectionPassword {
  /** Whose it is; "" where only the password is given. */
  readonly user: string;
  readonly password: string;
  /** The same word for both, as images of databases have it at first: everybody tries that. */
  readonly isDefault: boolean;
}

/** The first password in a text; texts that are no address and no connection string have none. */
export function connectionPassword(text: string): ConnectionPassword | undefined {
  if (!mayHold.test(text)) return undefined;
  for (const form of forms) {
    for (const { groups = {} } of text.slice(0, longest).matchAll(form)) {
      const { user = "", password = "", host = "" } = groups;
      if (password === "" || isNoun(password) || isStandIn(password)) continue;
      const isDefault = user !== "" && user === password;
      if (isDefault && /^(?:localhost|127\.|\[?::1|0\.0\.0\.0)/.test(host)) continue;
      return { user, password, isDefault };
    }
  }
  return undefined;
}

const longest = 10_000;

/** Each of the forms has one of these. */
const mayHold = /@|pass|pwd|accountkey|sharedaccesskey/i;

const forms: readonly RegExp[] = [
  // scheme://user:password@host
  /\b[a-z][a-z\d+.-]{0,20}:\/\/(?<user>[^\s/:@$`<{"']{0,200}):(?<password>[^\s/@$`<{"']{1,200})@(?<host>[^\s/?#"'`]{0,200})/gi,
  // user:password@tcp(host:3306)/name
  /^(?<user>[\w.-]{1,60}):(?<password>[^\s:@$`<{"']{1,200})@(?:tcp|unix)\((?<host>[^\s)]{0,200})\)/g,
  // -Dhttp.proxyPassword=secret
  /(?:^|\s)-D[\w.]{0,100}pass(?:word|phrase)=(?<password>[^\s"'$`]{1,200})/gi,
  // Server=db;User Id=me;Password=secret and jdbc:…?user=me&password=secret
  /^[^$`]{0,400}=[^$`]{0,400}?[;?&]\s{0,9}(?:password|pwd|accountkey|sharedaccesskey)\s{0,9}=\s{0,9}(?<password>[^;&\s"'$`]{1,200})/gi,
];
