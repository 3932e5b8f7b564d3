const env = process.env.NODE_ENV || "development";
const config = require(__dirname + "/../config/config.json")[env];
if (config.use_env_variable && !process.env[config.use_env_variable]) throw new Error("no " + config.use_env_variable);
module.exports = config;
