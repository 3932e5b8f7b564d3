/** Where programs take a password among their arguments, as their manuals say. */

export interface PasswordOption {
  readonly programs: readonly string[];
  /** Options with the password in the next word. */
  readonly options?: readonly string[];
  /** A word with the password in it, as its first group: `-psecret`. */
  readonly attached?: RegExp;
  /** The password is the word behind this one: `mysqladmin password secret`. */
  readonly behind?: string;
  /** Only in calls with this word: `docker run -p` is about ports. */
  readonly verb?: string;
}

const clients = "mysql mariadb mysqldump mariadb-dump mysqlimport mysqlcheck mysqlslap mysqlsh mysqlshow".split(" ");

export const passwordOptions: readonly PasswordOption[] = [
  { programs: ["sshpass"], options: ["-p"], attached: /^-p(.+)$/s },
  // `-p secret` asks for the password, and secret is the database.
  { programs: clients, attached: /^(?:-p|--password=)(.+)$/s },
  { programs: ["mysqladmin", "mariadb-admin"], attached: /^(?:-p|--password=)(.+)$/s },
  { programs: ["mysqladmin", "mariadb-admin"], behind: "password" },
  // In a statement of SQL.
  {
    programs: [...clients, "psql", "sqlcmd"],
    attached: /\b(?:identified\s{1,9}by|password)\s{1,9}'([^'$`]{1,200})'/i,
  },
  { programs: ["redis-cli"], options: ["-a", "--pass"] },
  { programs: ["mongo", "mongosh", "mongodump", "mongorestore", "mongoimport"], options: ["-p", "--password"] },
  { programs: ["sqlcmd", "bcp"], options: ["-P"] },
  { programs: ["docker", "podman", "skopeo", "helm", "az", "svn"], options: ["--password"] },
  { programs: ["docker", "podman", "skopeo", "buildah", "helm", "az", "oc"], options: ["-p"], verb: "login" },
  { programs: ["openssl"], options: ["-1", "-5", "-6", "-apr1"], verb: "passwd" },
  { programs: ["aws"], behind: "aws_secret_access_key" },
  { programs: ["ldapadd", "ldapmodify", "ldapsearch", "ldapdelete"], options: ["-w"] },
  { programs: ["smbclient"], attached: /^(?:-U|--user=)?[^%\s=]{1,60}%(.+)$/s },
  { programs: ["wget", "wget2"], options: ["--password", "--http-password", "--ftp-password", "--proxy-password"] },
  {
    programs: ["wget", "wget2", "docker", "podman", "skopeo", "helm", "az", "svn"],
    attached: /^--(?:(?:http|ftp|proxy)-)?password=(.+)$/s,
  },
];
