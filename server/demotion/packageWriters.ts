/** Packages of npm that write to the disk by themselves, and what names the place. Source: their documentation. */

/** Packages that open a file or fill a folder, named by an argument, or by a property of an object. */
export interface PackageWriter {
  readonly packages: readonly string[];
  /** The number of the argument that names it: of constructors and of what opens something, unless `members` says whose. */
  readonly argument?: number;
  /** Functions of the package whose argument that is. */
  readonly members?: readonly string[];
  /** Methods of what the package makes, called on whatever, in a program that loads it. */
  readonly methods?: readonly string[];
  /** Properties that name it, at whatever depth. */
  readonly keys?: readonly string[];
  /** Properties beside those that say otherwise. */
  readonly unless?: readonly string[];
  /** Functions that write by options alone: of those that are not known, the place is not known either. */
  readonly always?: readonly string[];
  /** What they name is a folder; otherwise a file. */
  readonly isFolder?: true;
  /** It may as well be something else than a path: one that is not known is none. */
  readonly isUnsure?: true;
  /** The folder without any of them. */
  readonly otherwise?: string;
  /** What is called without `new` only makes the class. */
  readonly isMade?: true;
}

const words = (list: string): readonly string[] => list.split(" ");

export const packageWriters: readonly PackageWriter[] = [
  // Uploads.
  {
    packages: words("multer @koa/multer koa-multer fastify-multer @nestjs/platform-express"),
    keys: ["dest", "destination"],
    isFolder: true,
  },
  { packages: ["express-fileupload"], keys: ["tempFileDir"], isFolder: true },
  { packages: ["express-fileupload"], methods: ["mv"], argument: 0 },
  {
    packages: words("formidable express-formidable multiparty connect-multiparty express-form-data koa-body"),
    keys: ["uploadDir"],
    isFolder: true,
  },
  { packages: ["@tus/file-store"], keys: ["directory"], isFolder: true },
  { packages: ["fs-blob-store"], argument: 0, isFolder: true },

  // Databases and stores.
  { packages: words("better-sqlite3 sqlite3 sqlite node:sqlite bun:sqlite libsql"), argument: 0, keys: ["filename"] },
  { packages: words("@libsql/client drizzle-orm/libsql"), keys: ["url"], isUnsure: true },
  {
    packages: words("drizzle-orm/better-sqlite3 drizzle-orm/bun-sqlite drizzle-orm/libsql"),
    argument: 0,
    members: ["drizzle"],
    isUnsure: true,
  },
  { packages: words("sequelize sequelize-typescript"), keys: ["storage"] },
  { packages: words("typeorm @nestjs/typeorm"), keys: ["database"] },
  // Of sql.js.
  { packages: words("typeorm @nestjs/typeorm"), keys: ["location"], isUnsure: true },
  { packages: ["knex"], keys: ["filename"] },
  { packages: words("nedb nedb-promises @seald-io/nedb nestdb"), argument: 0, keys: ["filename"] },
  { packages: words("lowdb lowdb/node lowdb/adapters/FileSync lowdb/adapters/FileAsync"), argument: 0 },
  { packages: words("level classic-level leveldown levelup lmdb"), argument: 0, isFolder: true },
  { packages: words("pouchdb pouchdb-node"), argument: 0, isFolder: true, isUnsure: true },
  { packages: ["node-json-db"], argument: 0, members: ["Config"] },
  { packages: ["simple-json-db"], argument: 0 },
  { packages: ["lokijs"], argument: 0, isUnsure: true },
  { packages: ["enmap"], keys: ["dataDir"], isFolder: true, otherwise: "data" },
  { packages: ["quick.db"], keys: ["filePath"], otherwise: "." },
  { packages: ["node-persist"], keys: ["dir"], isFolder: true, otherwise: ".node-persist/storage" },
  { packages: ["node-localstorage"], argument: 0, isFolder: true },
  { packages: ["conf"], keys: ["cwd"], isFolder: true },
  { packages: ["keyv-file"], keys: ["filename"] },
  { packages: words("cache-manager-fs cache-manager-fs-hash"), keys: ["path"], isFolder: true },
  { packages: ["file-system-cache"], keys: ["basePath"], isFolder: true },
  { packages: ["session-file-store"], keys: ["path"], isFolder: true, otherwise: "sessions", isMade: true },
  { packages: ["connect-sqlite3"], keys: ["dir"], isFolder: true, otherwise: ".", isMade: true },
  { packages: ["telegraf-session-local"], keys: ["database"], otherwise: "." },
  { packages: ["@whiskeysockets/baileys"], argument: 0, members: ["useMultiFileAuthState"], isFolder: true },
  { packages: ["whatsapp-web.js"], keys: ["dataPath"], isFolder: true, otherwise: "." },
  { packages: ["sails"], otherwise: ".tmp" },

  // Logs.
  { packages: ["winston"], keys: ["filename"], unless: ["dirname"], always: ["File"] },
  { packages: ["winston"], keys: ["dirname"], isFolder: true },
  { packages: ["winston-daily-rotate-file"], keys: ["dirname"], isFolder: true, always: ["DailyRotateFile"] },
  { packages: ["log4js"], keys: ["filename"] },
  { packages: ["bunyan"], keys: ["path"] },
  { packages: ["pino"], argument: 0, members: ["destination"], keys: ["dest", "destination", "file"] },
  { packages: ["fastify"], keys: ["file"] },
  { packages: words("rotating-file-stream file-stream-rotator"), keys: ["path"], isFolder: true },
  { packages: ["parse-server"], keys: ["logsFolder"], isFolder: true, otherwise: "logs" },

  // What is made of images, tables, pages and archives.
  { packages: ["sharp"], methods: ["toFile"], argument: 0 },
  { packages: ["jimp"], methods: ["writeAsync"], argument: 0 },
  { packages: ["qrcode"], members: ["toFile"], argument: 0 },
  { packages: ["exceljs"], methods: ["writeFile"], argument: 0, keys: ["filename"] },
  { packages: ["xlsx"], members: words("writeFile writeFileXLSX"), argument: 1 },
  { packages: ["csv-writer"], keys: ["path"] },
  {
    packages: words("puppeteer puppeteer-core playwright playwright-core"),
    methods: ["screenshot", "pdf"],
    keys: ["path"],
  },
  { packages: words("puppeteer puppeteer-core"), keys: ["userDataDir"], isFolder: true },
  { packages: ["adm-zip"], methods: words("extractAllTo extractAllToAsync"), argument: 0, isFolder: true },
  { packages: ["extract-zip"], keys: ["dir"], isFolder: true },
  { packages: ["unzipper"], keys: ["path"], isFolder: true },
  { packages: ["tesseract.js"], keys: ["cachePath"], isFolder: true, otherwise: "." },
  // New texts are added to the files of languages.
  { packages: words("i18next-fs-backend i18next-node-fs-backend"), methods: ["init"], keys: ["addPath"] },
  { packages: ["i18n"], keys: ["directory"], unless: ["updateFiles"], isFolder: true },
];
