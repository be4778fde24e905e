// Codes to keep and receipts of ballots, checked before they are sent: the same rule as on the server.

/** Signs that nobody takes for another; their number is a prime. */
export const ALPHABET = '23456789ACDEFHJKMNPRTWX';
const READ_AS: Record<string, string> = { B: '8', G: '6', S: '5', Z: '2' };
/** How many signs a code of a kind has, the check sign included. */
export const LENGTH = { follow: 20, ballot: 16, receipt: 20 } as const;

/** Whether the check sign fits the others. */
export const isCode = (signs: string[], length: number) => {
  const places = signs.map((sign) => ALPHABET.indexOf(sign));
  const sum = places.reduce((total, place, at) => total + place * (at + 1), 0);
  return signs.length === length && places.indexOf(-1) < 0 && sum % ALPHABET.length === 0;
};

export const inGroups = (signs: string[]) => signs.join('').replace(/(.{4})(?=.)/g, '$1-');

/** A code as people type it, in groups of four; null when a sign is wrong or missing. */
export function readCode(typed: string, length: number = LENGTH.follow): string | null {
  const signs = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .split('');
  const meant = signs.map((sign) => READ_AS[sign] ?? sign);
  return isCode(meant, length) ? inGroups(meant) : null;
}
