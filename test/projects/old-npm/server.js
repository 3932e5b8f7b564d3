const app = require("express")();
app.get("/", (_, response) => response.send("next ferry at noon"));
app.listen(3000);
