// SHA-256 in plain JavaScript: `crypto.subtle` is missing without TLS, and slower for one block at a time.

/** A number that is there: indexes below stay inside their arrays. */
const at = (list: Int32Array | Uint8Array, index: number): number => {
  const found = list[index];
  return found === undefined ? 0 : found;
};

const K = new Int32Array(64);
const FIRST = new Int32Array(8);

/** The fractions of the roots of the first primes, as the standard has them. */
function prepare() {
  const fraction = (value: number) => ((value - Math.floor(value)) * 4_294_967_296) | 0;
  let found = 0;
  for (let candidate = 2; found < 64; candidate += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1)
      if (candidate % divisor === 0) prime = false;
    if (!prime) continue;
    if (found < 8) FIRST[found] = fraction(Math.sqrt(candidate));
    K[found] = fraction(Math.cbrt(candidate));
    found += 1;
  }
}
prepare();

const W = new Int32Array(64);

/** Works one block of 64 bytes into the state. */
function compress(state: Int32Array, block: Uint8Array) {
  for (let t = 0; t < 16; t += 1) {
    const from = t * 4;
    W[t] =
      (at(block, from) << 24) |
      (at(block, from + 1) << 16) |
      (at(block, from + 2) << 8) |
      at(block, from + 3);
  }
  for (let t = 16; t < 64; t += 1) {
    const x = at(W, t - 15);
    const y = at(W, t - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[t] = (at(W, t - 16) + s0 + at(W, t - 7) + s1) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + at(K, t) + at(W, t)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  const worked = [a, b, c, d, e, f, g, h];
  for (let word = 0; word < 8; word += 1) state[word] = (at(state, word) + (worked[word] ?? 0)) | 0;
}

const bytesOf = (text: string) => Uint8Array.from(text.split(''), (sign) => sign.charCodeAt(0));

/**
 * The hash of ASCII texts that begin alike, as eight signed words: what they share is worked in once.
 * What is left of the beginning and the end must fit one block with its padding: 55 bytes.
 */
export function hashing(beginning: string): (end: string) => Int32Array {
  const whole = beginning.length - (beginning.length % 64);
  const midway = FIRST.slice();
  for (let from = 0; from < whole; from += 64) compress(midway, bytesOf(beginning.slice(from, from + 64)));
  const rest = beginning.slice(whole);
  const block = new Uint8Array(64);
  const state = new Int32Array(8);
  return (end) => {
    const last = rest + end;
    block.fill(0);
    for (let index = 0; index < last.length; index += 1) block[index] = last.charCodeAt(index);
    block[last.length] = 0x80;
    const bits = (whole + last.length) * 8;
    for (let byte = 0; byte < 4; byte += 1) block[63 - byte] = (bits >>> (byte * 8)) & 255;
    state.set(midway);
    compress(state, block);
    return state;
  };
}
