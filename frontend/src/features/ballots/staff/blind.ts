// Blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Randomized): the server signs what it cannot read, and knows the
// unblinded token later without knowing whose it is. Loaded only by who votes.
import { RSABSSA } from '@cloudflare/blindrsa-ts';

const suite = RSABSSA.SHA384.PSS.Randomized();

/** Random bytes before the message, so that a signer cannot choose what is signed. */
const RANDOMIZER = 32;
const MESSAGE = 32;

/** Everything base64url without padding. */
export type Blinded = { prepared: string; blinded: string; inverse: string };
export type Unblinded = { message: string; randomizer: string; signature: string };

function encode(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (sign) => sign.charCodeAt(0));
}

const keyOf = (spki: string) =>
  crypto.subtle.importKey('spki', decode(spki), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);

/** A fresh token, and what of it is shown to the server. `spki` is the box's public key. */
export async function blind(spki: string): Promise<Blinded> {
  const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(MESSAGE)));
  const { blindedMsg, inv } = await suite.blind(await keyOf(spki), prepared);
  return { prepared: encode(prepared), blinded: encode(blindedMsg), inverse: encode(inv) };
}

/** Takes the blindfold off the server's answer. Throws when it is not a signature of the box. */
export async function unblind(spki: string, of: Blinded, blindSignature: string): Promise<string> {
  const parts = [of.prepared, blindSignature, of.inverse].map(decode);
  const [prepared = new Uint8Array(), signed = new Uint8Array(), inverse = new Uint8Array()] = parts;
  return encode(await suite.finalize(await keyOf(spki), prepared, signed, inverse));
}

/** The token as the box takes it. */
export function tokenOf(prepared: string, signature: string): Unblinded {
  const bytes = decode(prepared);
  return {
    randomizer: encode(bytes.slice(0, RANDOMIZER)),
    message: encode(bytes.slice(RANDOMIZER)),
    signature,
  };
}
