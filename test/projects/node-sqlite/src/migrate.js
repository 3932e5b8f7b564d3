const { DatabaseSync } = require("node:sqlite");
require("fs").mkdirSync("data", { recursive: true });
const db = new DatabaseSync("data/app.db");
db.exec("create table if not exists hits (at text)");
