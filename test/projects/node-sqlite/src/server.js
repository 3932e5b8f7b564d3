const { DatabaseSync } = require("node:sqlite");
const Koa = require("koa");
const db = new DatabaseSync("./data/app.db");
const app = new Koa();
app.use((ctx) => {
  db.exec("insert into hits values (datetime())");
  ctx.body = "rows: " + db.prepare("select count(*) n from hits").get().n;
});
app.listen(8080);
