/** Markdown for those who cannot show it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { plainText } from "../server/features/plainText";

test("keeps what is said, without its marks", () => {
  const markdown =
    "## a\n\n**Not `b`\\*\\***\n\n```dockerfile\n# c `d`\n```\n\n---\n\n[docs](https://example.com/a) · `e`";
  assert.equal(plainText(markdown), "a\n\nNot b**\n\n    # c `d`\n\nhttps://example.com/a · e");
});
