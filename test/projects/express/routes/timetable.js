const { Router } = require("express");

const router = Router();

router.get("/:pier", (request, response) => {
  response.json({ pier: request.params.pier, departures: ["08:10", "12:40", "17:55"] });
});

module.exports = router;
