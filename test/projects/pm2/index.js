const app = require("express")();
app.get("/", (_, response) => response.send("ding"));
app.listen(4000);
