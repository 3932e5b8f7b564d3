require("semver");
require("fs").cpSync("src", "dist", { recursive: true });
