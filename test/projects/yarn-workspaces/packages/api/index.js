const { sum } = require("@acme/shared");
const app = require("express")();
app.get("/", (q, r) => r.send("shared sum " + sum(1, 2)));
app.listen(3000);
