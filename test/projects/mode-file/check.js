require("semver").valid("1.0.0") || process.exit(2);
