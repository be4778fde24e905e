// Codes to keep, checked before they are sent: the same rule as on the server.

const ALPHABET = '23456789ACDEFHJKMNPRTWX';
const READ_AS: Record<string, string> = { B: '8', G: '6', S: '5', Z: '2' };
const LENGTH = 20;

/** A code as people type it, in groups of four; null when a sign is wrong or missing. */
export function readCode(typed: string): string | null {
  const signs = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .split('');
  const meant = signs.map((sign) => READ_AS[sign] ?? sign);
  const places = meant.map((sign) => ALPHABET.indexOf(sign));
  const sum = places.reduce((total, place, at) => total + place * (at + 1), 0);
  if (meant.length !== LENGTH || places.indexOf(-1) >= 0 || sum % ALPHABET.length !== 0) return null;
  return meant.join('').replace(/(.{4})(?=.)/g, '$1-');
}
