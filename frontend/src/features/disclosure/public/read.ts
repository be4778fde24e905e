import { getLanguage } from '#/i18n';

/** Reads what needs no login, and sends no session along. */
export async function read<Answer>(path: string, query: Record<string, string> = {}): Promise<Answer> {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const answer = await fetch(`/api/v1/public/${path}?${new URLSearchParams(given)}`, {
    credentials: 'omit',
    headers: { 'Accept-Language': getLanguage() },
  });
  if (!answer.ok) throw new TypeError(`${answer.status}`);
  return answer.json();
}
