// Bundles test/*.test.ts with esbuild and runs them with Node's own test runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = await mkdtemp(`${tmpdir()}/rejoinder-unit-`);
try {
  const tests = (await readdir(`${root}test`)).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: tests.map((name) => `${root}test/${name}`),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    sourcemap: "inline",
    logLevel: "warning",
    define: { "process.env.EXTENSION_ROOT": JSON.stringify(root) },
  });
  const made = (await readdir(folder)).map((name) => `${folder}/${name}`);
  const run = spawnSync(process.execPath, ["--test", "--enable-source-maps", ...made], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
