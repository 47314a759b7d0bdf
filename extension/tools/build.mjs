// Builds dist/chrome and dist/firefox, loadable as they are. `--test` builds dist/test-chrome and dist/test-firefox.
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { manifest } from "./manifest.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const test = process.argv.includes("--test");

const scripts = {
  worker: "src/background/worker.ts",
  content: "src/content/main.ts",
  notice: "src/notice/notice.ts",
  welcome: "src/pages/welcome.ts",
  options: "src/pages/options.ts",
  popup: "src/pages/popup.ts",
  "pack-worker": "src/packs/worker.ts",
  panel: "src/pages/panel.ts",
};
/** Chromium's background cannot start workers, so this document starts one for it. */
const chromeOnly = { offscreen: "src/packs/offscreen.ts" };

async function copyPages(to, target) {
  for (const folder of ["src/notice", "src/pages", ...(target === "chrome" ? ["src/packs"] : [])]) {
    for (const name of await readdir(`${root}${folder}`)) {
      if (/\.(html|css)$/.test(name)) await cp(`${root}${folder}/${name}`, `${to}/${name}`);
    }
  }
}

async function buildTarget(target) {
  const to = `${root}dist/${test ? "test-" : ""}${target}`;
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  await build({
    absWorkingDir: root,
    // Treat a linked package as if it were where the link is, so that the output does not depend on where it is.
    preserveSymlinks: true,
    entryPoints: target === "chrome" ? { ...scripts, ...chromeOnly } : scripts,
    outdir: to,
    bundle: true,
    format: "iife",
    target: target === "chrome" ? "chrome120" : "firefox142",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  await copyPages(to, target);
  await cp(`${root}node_modules/tldts/LICENSE`, `${to}/tldts-license.txt`);
  await cp(`${root}src/match/snowball-license.txt`, `${to}/snowball-license.txt`);
  await cp(`${root}_locales`, `${to}/_locales`, { recursive: true });
  await cp(`${root}icons`, `${to}/icons`, { recursive: true, filter: (path) => !/\.(py|svg)$/.test(path) });
  await writeFile(`${to}/manifest.json`, `${JSON.stringify(manifest(target, { test }), null, 2)}\n`);
  console.log(`built ${to.slice(root.length)}`);
}

if (!["snowball.ts", "snowball-license.txt"].every((name) => existsSync(`${root}src/match/${name}`))) {
  console.error("src/match/snowball.ts or its licence is missing: run `make extension`, which writes both with tools/stemmers.py before it builds");
  process.exit(1);
}
for (const target of ["chrome", "firefox"]) await buildTarget(target);
