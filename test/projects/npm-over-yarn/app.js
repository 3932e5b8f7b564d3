const Koa = require("koa");
new Koa().use((context) => (context.body = "free berths: 3")).listen(5000);
