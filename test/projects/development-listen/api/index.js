const app = require("express")();
const isProd = process.env.NODE_ENV === "production";
app.get("/", (q, r) => r.send("serverless"));
if (!isProd) {
  app.listen(process.env.PORT || 3000);
}
module.exports = app;
