const app = require("express")();
app.get("/", (q, r) => r.send("pm2 here"));
app.listen(3000);
