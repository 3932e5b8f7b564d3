const config = require("./config");
require("express")().get("/", (q, r) => r.send("signed " + config.secret)).listen(3000);
