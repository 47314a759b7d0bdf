import assert from "node:assert/strict";
import { test } from "node:test";
import { isPdfAddress, isReadableType, kindOfAddress, kindOfType } from "../src/lib/kinds.js";

test("pages that no extension can read are recognised by their address", () => {
  const kinds = {
    "https://news.example/a": "", "http://news.example/a.pdf": "", "view-source:https://news.example/a": "source", "about:config": "browser",
    "chrome://settings/": "browser", "edge://flags": "browser", "moz-extension://x/options.html": "browser", "file:///home/me/a.html": "file",
    "file:///home/me/a.pdf": "pdf", "https://chromewebstore.google.com/detail/x": "store", "https://addons.mozilla.org/de/firefox/": "store",
    "https://chrome.google.com/webstore/detail/x": "store", "https://chrome.google.com/intl/": "", "": "", nonsense: "",
  };
  for (const [address, kind] of Object.entries(kinds)) assert.equal(kindOfAddress(address), kind, address);
  assert.ok(isPdfAddress("https://a.example/b/Report.PDF?x=1") && !isPdfAddress("https://a.example/pdf"));
});

test("documents that are not text are recognised by their type", () => {
  for (const type of ["text/html", "application/xhtml+xml", "text/plain"]) assert.ok(isReadableType(type) && kindOfType(type) === "", type);
  assert.equal(kindOfType("application/pdf"), "pdf");
  for (const type of ["image/png", "application/json", "text/xml", "video/mp4"]) assert.equal(kindOfType(type), "not_text", type);
});
