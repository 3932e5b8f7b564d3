const bcrypt = require("bcrypt");
const express = require("express");

const app = express();

app.get("/hash/:word", async (request, response) => {
  const hash = await bcrypt.hash(request.params.word, 4);
  response.json({ matches: await bcrypt.compare(request.params.word, hash) });
});

app.listen(3000, () => console.log("listening"));
