const db = require("./models");
require("http").createServer((q, r) => r.end("db: " + db.storage)).listen(3000);
