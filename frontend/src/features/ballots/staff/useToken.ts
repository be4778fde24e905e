import { useQuery } from '@tanstack/react-query';
import { asProblem, changed, client, newId, queryClient, useMe } from '#/api';
import { BALLOT_IN_TAB, deleteToken, readTokens, type StoredToken, writeToken } from '#/offline';
import type { OwnBallot } from '../model';

const KEY = ['device', 'tokens'];

/** What of a person's tokens lies on this device; `null` when none of this box does. */
export function useToken(box: string): { token: StoredToken | null | undefined; failed: boolean } {
  const user = useMe().account.id;
  const { data, isError } = useQuery({
    queryKey: [...KEY, user],
    queryFn: () => readTokens(user),
    staleTime: 0,
    networkMode: 'always',
  });
  return { token: data && (data.find((one) => one.box === box) ?? null), failed: isError };
}

/** Blind signatures need the browser's own cryptography, which browsers keep for secure connections. */
export const canBlind = () => Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

/**
 * Fetches a token: makes it, keeps it, has it signed, takes the blindfold off. What was begun before is gone on with:
 * the server signs the same again, another one never.
 */
export async function fetchToken(own: OwnBallot, user: string, begun: StoredToken | null): Promise<void> {
  const { blind, unblind } = await import('./blind');
  const token = begun ?? {
    slot: newId(),
    user,
    box: own.box_id,
    signature: null,
    ...(await blind(own.public_key)),
  };
  await writeToken(token);
  try {
    const { data } = await client.POST('/api/v1/ballot-boxes/{id}/token', {
      params: { path: { id: own.box_id } },
      body: { blinded_message: token.blinded },
    });
    if (!data) return;
    const signature = await unblind(own.public_key, token, data.blind_signature);
    await writeToken({ ...token, signature });
  } catch (error) {
    // Another device has it: what was begun here will never be signed.
    if (asProblem(error).code === 'ballot_token_taken') await deleteToken(token.slot);
    throw error;
  } finally {
    await queryClient.invalidateQueries({ queryKey: KEY });
    await changed('/api/v1/own-ballots');
  }
}

/** Hands the token over to the page for everybody, which knows of nobody, and goes there. */
export async function vote(own: OwnBallot, token: StoredToken): Promise<void> {
  const { tokenOf } = await import('./blind');
  const { prepared, signature, slot } = token;
  if (!signature) return;
  const credential = { token: { box_id: own.box_id, ...tokenOf(prepared, signature) } };
  sessionStorage.setItem(BALLOT_IN_TAB, JSON.stringify({ credential, form: own.form, slot }));
  location.assign('/ballot');
}
