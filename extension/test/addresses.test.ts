import assert from "node:assert/strict";
import { test } from "node:test";
import { lookupAddress, onSite, serviceProblem, siteOf, sitePattern, typedService } from "../src/lib/addresses.js";
import { isLocal } from "../src/lib/local.js";

test("local and private addresses are distinguished from public ones", () => {
  const local = [
    "http://localhost/", "http://127.0.0.1:8787/", "http://127.9.9.9/", "http://10.1.2.3/", "http://172.16.0.1/",
    "http://172.31.255.1/", "http://192.168.1.1/", "http://169.254.1.1/", "http://100.64.0.1/", "http://0.0.0.0/",
    "http://[::1]/", "http://[fd00::1]/", "http://[fe80::1]/", "http://[::ffff:192.168.0.1]/", "http://router/",
    "http://printer.local/", "http://wiki.intranet/", "http://nas.home.arpa/", "http://0x7f000001/", "http://localhost./",
    "http://nas.localdomain/", "http://box.lan/", "http://wiki.corp/", "http://fritz.box/", "http://nas.fritz.box/", "https://nas.tail1234.ts.net/",
    "http://192-168-1-1.nip.io/", "http://hidden.onion/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::192.168.1.1]/",
    "http://[::ffff:0:10.0.0.1]/", "http://[::127.0.0.1]/", "http://[2002:c0a8:101::1]/", "http://[64:ff9b:1::1]/",
    "file:///etc/passwd", "about:blank", "nonsense",
  ];
  for (const address of local) assert.equal(isLocal(address), true, address);
  const publicOnes = [
    "https://example.org/", "http://172.32.0.1/", "http://172.15.0.1/", "http://100.128.0.1/", "http://8.8.8.8/",
    "http://[2606:4700::1]/", "http://[::ffff:8.8.8.8]/", "http://[64:ff9b::808:808]/", "https://local.example.org/", "https://notlocalhost.com/",
    "https://news.example/", "http://news.test/", "https://unicef.org.uk/", "https://blog.google/", "https://tailscale.com/", "https://avm.de/", "https://президент.рф/",
  ];
  for (const address of publicOnes) assert.equal(isLocal(address), false, address);
});

test("the address that is sent contains nothing that could identify a reader", () => {
  const cases: [string, string][] = [
    ["https://a.example/story?id=12345&utm_source=x&fbclid=abc#part", "https://a.example/story?id=12345"],
    ["https://user:secret@a.example/story", "https://a.example/story"],
    ["https://a.example/story?token=abc&session=1&email=me@b.example&q=my+illness", "https://a.example/story"],
    ["https://a.example/?p=77", "https://a.example/?p=77"],
    ["https://a.example/?article=the-town-that-moved", "https://a.example/?article=the-town-that-moved"],
    ["https://a.example/?id=u8f3kd02ls", "https://a.example/"],
    ["https://a.example/reset/3f2504e0-4f89-11d3-9a0c-0305e82c3301", ""],
    ["https://a.example/s/eyJhbGciOiJIUzI1NiJ9.e30.abc", ""],
    ["https://a.example/u/me@b.example/profile", ""],
    ["https://a.example/u/me%40b.example/profile", ""],
    ["https://a.example/?id=jane-doe", "https://a.example/"],
    ["https://a.example/story?cid=12345&aid=99", "https://a.example/story"],
    ["https://a.example/story;jsessionid=1A2B3C?id=5", "https://a.example/story?id=5"],
    ["https://a.example/d/1BxiMVs0-XRA5nFMd_KvBdBZjg-mUUqptlb", ""],
    ["https://a.example/invite/a1b2c3d4e5f6g7h8", ""],
    ["https://a.example/COVID-19-vaccine-5G-and-the-2021-G7-summit-in-10-points", "https://a.example/COVID-19-vaccine-5G-and-the-2021-G7-summit-in-10-points"],
    ["https://a.example/share/Zx81kQp0aaB7cD2eF9gH1iJ", ""],
    ["https://a.example/0123456789abcdef0123456789abcdef", ""],
    ["https://a.example/news/articles/c4nn09ge2yxo", "https://a.example/news/articles/c4nn09ge2yxo"],
    ["https://a.example/2017/03/30/the-long-story-of-a-town-that-moved-to-another-place-19830411", "https://a.example/2017/03/30/the-long-story-of-a-town-that-moved-to-another-place-19830411"],
    ["https://sputniknews.com/asia/201912021077466396-why-are-they-there/", "https://sputniknews.com/asia/201912021077466396-why-are-they-there/"],
    ["ftp://a.example/x", ""],
    ["https://a.example/%E0%A4%A", "https://a.example/%E0%A4%A"],
  ];
  for (const [address, sent] of cases) assert.equal(lookupAddress(address), sent, address);
});

test("sites are understood as people write them", () => {
  assert.equal(sitePattern(" https://www.Example.org/a?b "), "example.org");
  assert.equal(sitePattern("*.example.org"), "example.org");
  assert.equal(sitePattern("example.org:8080"), "example.org");
  assert.equal(sitePattern("bücher.example"), "xn--bcher-kva.example");
  assert.equal(sitePattern("*bank*"), "*bank*");
  for (const wrong of ["", "localhost", "*", "*.*", "a b", "javascript:alert(1)", "ex ample.org"]) {
    assert.equal(sitePattern(wrong), "", wrong);
  }
});

test("a site is its host and its subdomains, but no other host with the same ending", () => {
  assert.ok(onSite("https://www.example.org/", "example.org"));
  assert.ok(onSite("https://news.example.org/", "example.org"));
  assert.ok(!onSite("https://badexample.org/", "example.org"));
  assert.ok(!onSite("https://example.org.evil.test/", "example.org"));
  assert.ok(onSite("https://online.mybank.example/", "*bank*"));
  assert.ok(onSite("https://bank.example/", "*bank*"));
  assert.ok(onSite("https://mail.example.com/", "mail.*"));
  assert.equal(siteOf("https://www.Example.org:99/x"), "example.org");
});

test("a service's address must be https, or on this computer", () => {
  for (const good of ["https://d.example", "https://d.example/rejoinder/", "http://localhost:8787", "http://127.0.0.1:1", "http://[::1]:1"]) {
    assert.equal(serviceProblem(good), "", good);
  }
  assert.equal(serviceProblem("http://d.example"), "service_not_https");
  assert.equal(serviceProblem("http://192.168.0.2:8787"), "service_not_https");
  for (const wrong of ["", "d.example", "javascript:alert(1)", "https://u:p@d.example", "https://d.example/?key=1"]) {
    assert.equal(serviceProblem(wrong), "service_not_address", wrong);
  }
});

test("a service's address is understood without a scheme", () => {
  const meant = {
    "127.0.0.1:8787": "http://127.0.0.1:8787", "localhost:8787": "http://localhost:8787", "[::1]:8787": "http://[::1]:8787",
    " checks.example/rejoinder ": "https://checks.example/rejoinder", "checks.example:444": "https://checks.example:444",
    "http://checks.example": "http://checks.example", "HTTPS://checks.example": "HTTPS://checks.example", "": "",
  };
  for (const [typed, address] of Object.entries(meant)) assert.equal(typedService(typed), address, typed);
  assert.equal(serviceProblem(typedService("javascript:alert(1)")), "service_not_address");
  assert.equal(serviceProblem(typedService("192.168.0.2:8787")), "", "elsewhere it is asked over https");
});
