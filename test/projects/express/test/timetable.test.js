const assert = require("node:assert/strict");
const { test } = require("node:test");
const timetable = require("../routes/timetable");

test("there is a timetable", () => assert.equal(typeof timetable, "function"));
