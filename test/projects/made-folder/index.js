const express = require("express");
const fs = require("fs");
const path = require("path");

const folder = process.env.UPLOADS;
fs.writeFileSync(path.join(folder, "thumbs", "first.txt"), "a thumbnail");
const app = express();
app.get("/", (_, response) => response.send(fs.readFileSync(path.join(folder, "thumbs/first.txt"), "utf8")));
app.listen(3000);
