// Makes ecmascript-numbers.txt: node ecmascript-numbers.mjs > ecmascript-numbers.txt
// Each line: what, first index, and the SHA-256 of the texts of COUNT numbers from there on, one text a line.
import { createHash } from "node:crypto";

const COUNT = 100;
const view = new DataView(new ArrayBuffer(8));

function double(bits) {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

// SplitMix64 (Steele, Lea and Flood 2014), so that the test makes the same numbers.
function mixed(index) {
  const mask = (1n << 64n) - 1n;
  let z = ((BigInt(index) + 1n) * 0x9e3779b97f4a7c15n) & mask;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return z ^ (z >> 31n);
}

function lines(what, total, number) {
  for (let first = 0; first < total; first += COUNT) {
    const hash = createHash("sha256");
    for (let i = first; i < Math.min(first + COUNT, total); i++) {
      hash.update(String(number(i)) + "\n");
    }
    console.log(what, first, hash.digest("hex"));
  }
}

lines("power", 2098, (i) => (i < 52 ? double(1n << BigInt(i)) : double(BigInt(i - 51) << 52n)));
lines("random", 4000, (i) => double(mixed(i) & ~(1n << 52n)));
