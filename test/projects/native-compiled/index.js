const { check } = require("diskusage");
const express = require("express");

const app = express();

app.get("/hold", async (_request, response) => {
  const { total } = await check("/");
  response.json({ isMeasured: total > 0 });
});

app.listen(process.env.PORT, () => console.log("listening"));
