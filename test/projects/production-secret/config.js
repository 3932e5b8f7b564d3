const { NODE_ENV = "development", JWT_SECRET } = process.env;
if (NODE_ENV === "production" && !JWT_SECRET) {
  throw new Error("JWT_SECRET is not set");
}
module.exports = { secret: JWT_SECRET || "dev" };
