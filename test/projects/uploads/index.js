const express = require("express");
const fs = require("fs");
const morgan = require("morgan");
const app = express();
const log = fs.createWriteStream(__dirname + "/logs/access.log", { flags: "a" });
log.on("error", (e) => { console.error(e.message); process.exit(1); });
app.use(morgan("combined", { stream: log }));
app.get("/", (req, res) => {
  fs.writeFileSync("uploads/" + "a.txt", "hi");
  res.send("uploads " + fs.readdirSync("uploads").length);
});
app.listen(3000);
