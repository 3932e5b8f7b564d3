const fs = require("fs");
const d = require("os").homedir() + "/.cache/model";
fs.mkdirSync(d, { recursive: true });
fs.writeFileSync(d + "/weights", "7");
