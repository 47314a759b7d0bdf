// Writes rejoinder-chrome-VERSION.zip and rejoinder-firefox-VERSION.zip. The same sources give the same bytes on any machine.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";

const root = new URL("../", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", root)));

/** 1 January 1980, 00:00, in the format of zip files, so that neither the clock nor the time zone matters. */
const TIME = 0;
const DATE = (1 << 5) | 1;

function filesBelow(folder, prefix = "") {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(new URL(`${entry.name}/`, folder), `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
    )
    // By code units, because the order must not depend on the locale.
    .sort((a, b) => (a < b ? -1 : 1));
}

/**
 * A zip file (PKWARE's APPNOTE, version 2.0) of the files below a folder, sorted, without anything specific to this machine.
 * Nothing is compressed, because different versions of a compressor give different bytes.
 */
function zip(folder) {
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const name of filesBelow(folder)) {
    const content = readFileSync(new URL(name, folder));
    const path = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    // needed version, flags (names are UTF-8), method (stored), time, date, crc, sizes, lengths of name and extra field
    [20, 0x0800, 0, TIME, DATE].forEach((value, i) => common.writeUInt16LE(value, i * 2));
    [crc32(content), content.length, content.length].forEach((value, i) => common.writeUInt32LE(value >>> 0, 10 + i * 4));
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, path, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

for (const target of ["chrome", "firefox"]) {
  const name = `rejoinder-${target}-${version}.zip`;
  const content = zip(new URL(`dist/${target}/`, root));
  writeFileSync(new URL(name, root), content);
  console.log(`${name} ${content.length} bytes`);
}
