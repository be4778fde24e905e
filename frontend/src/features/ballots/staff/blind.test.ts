import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { expect, it } from 'vitest';
import { blind, tokenOf, unblind } from './blind';

const suite = RSABSSA.SHA384.PSS.Randomized();
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const text = (of: Uint8Array | ArrayBuffer) => Buffer.from(new Uint8Array(of)).toString('base64url');

async function box() {
  const keys = await suite.generateKey({
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  });
  return { keys, spki: text(await crypto.subtle.exportKey('spki', keys.publicKey)) };
}

it('makes a token that the box knows and that the signer never saw', async () => {
  const { keys, spki } = await box();
  const blinded = await blind(spki);
  const signed = text(await suite.blindSign(keys.privateKey, bytes(blinded.blinded)));
  const token = tokenOf(blinded.prepared, await unblind(spki, blinded, signed));
  const prepared = new Uint8Array([...bytes(token.randomizer), ...bytes(token.message)]);
  expect(bytes(token.message)).toHaveLength(32);
  expect(await suite.verify(keys.publicKey, bytes(token.signature), prepared)).toBe(true);
  expect(blinded.blinded).not.toContain(token.message);
});

it('refuses an answer of another box', async () => {
  const [one, other] = [await box(), await box()];
  const blinded = await blind(one.spki);
  const signed = text(await suite.blindSign(other.keys.privateKey, bytes(blinded.blinded)));
  await expect(unblind(one.spki, blinded, signed)).rejects.toThrow();
});
