import { ALPHABET, inGroups, isCode, LENGTH } from '../code';

/** A fresh receipt: 19 random signs (85 bits) and the sign that checks them. */
export function freshReceipt(): string {
  // 253 is the greatest multiple of 23 below 256: what lies above would make some signs likelier.
  const signs: string[] = [];
  while (signs.length < LENGTH.receipt - 1) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 253) signs.push(ALPHABET.charAt(byte % ALPHABET.length));
  }
  const check = ALPHABET.split('').find((sign) => isCode([...signs, sign], LENGTH.receipt)) ?? '';
  return inGroups([...signs, check]);
}
