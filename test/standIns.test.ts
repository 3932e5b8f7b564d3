/** What stands where a secret will be, and passwords within addresses. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connectionPassword } from "../server/context/connectionPasswords";
import { isNoun, isStandIn, isTemplate } from "../server/context/standIns";

describe("stand-ins", () => {
  const yes =
    "<change-me> changeme CHANGE_ME change-me-please your_api_key_here YOUR_TOKEN yourpassword xxxx **** ... {{token}} [token] __TOKEN__ %TOKEN% @TOKEN@ AKIAIOSFODNN7EXAMPLE my-secret-token replace_with_your_key to-be-set dummy dummy_for_build insert-key-here placeholder TODO sk-proj-xxx ThisTokenIsNotSoSecretChangeIt xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx 0000000000";
  const no =
    "hunter2 secret password postgres test123 x abc admin changes exchange12 youth9 Tr0ub4dor 9f86d081884c my-h2x";
  for (const value of yes.split(" ")) test(value, () => assert.equal(isStandIn(value), true));
  for (const value of ["", ...no.split(" ")]) test(`not ${value}`, () => assert.equal(isStandIn(value), false));
  test("templates", () => assert.deepEqual(["{{pw}}", "@PW@", "<pw>"].map(isTemplate), [true, true, false]));
  test("names of secrets", () => assert.deepEqual(["password", "token", "hunter2"].map(isNoun), [true, true, false]));
});

describe("passwords in connections", () => {
  for (const [text, expected] of [
    ["postgres://me:hunter2@db/x", { user: "me", password: "hunter2", isDefault: false }],
    ["redis://:hunter2@cache", { user: "", password: "hunter2", isDefault: false }],
    ["me:hunter2@tcp(db:3306)/x", { user: "me", password: "hunter2", isDefault: false }],
    ["Server=db;User Id=sa;Password=hunter2", { user: "", password: "hunter2", isDefault: false }],
    ["jdbc:postgresql://db/x?user=me&password=hunter2", { user: "", password: "hunter2", isDefault: false }],
    ["-Xmx1g -Dhttp.proxyPassword=hunter2", { user: "", password: "hunter2", isDefault: false }],
    ["AccountName=x;AccountKey=abc+w==", { user: "", password: "abc+w==", isDefault: false }],
    ["-Djavax.net.ssl.trustStorePassword=changeit", undefined],
    ["amqp://guest:guest@rabbit//", { user: "guest", password: "guest", isDefault: true }],
    ["postgres://postgres:postgres@localhost/x", undefined],
    ["postgres://user:password@db/x", undefined],
    ["postgres://me:$PASSWORD@db/x", undefined],
    ["postgres://me:<password>@db/x", undefined],
    ["https://git@example.com", undefined],
    ["http://db:5432/a@b", undefined],
    ["", undefined],
  ] as const) {
    test(text, () => assert.deepEqual(connectionPassword(text), expected));
  }
});
