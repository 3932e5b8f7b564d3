module.exports = { apps: [{ name: "bell", script: "index.js", out_file: "logs/out.log", error_file: "logs/error.log" }] };
