const express = require("express");
const timetable = require("./routes/timetable");

const app = express();
const port = process.env.PORT || 3000;

app.use("/timetable", timetable);
app.get("/", (_request, response) => response.send("Ferry times"));

app.listen(port, () => console.log(`Ferry times on port ${port}`));
