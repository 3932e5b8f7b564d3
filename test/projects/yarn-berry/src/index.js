const Koa = require("koa");
const flags = require("./flags.json");

const app = new Koa();

app.use((context) => {
  const meaning = flags[context.path.slice(1)];
  if (meaning) context.body = { meaning };
});

app.listen(3000, () => console.log("Flags fly on 3000"));
