import { useFormat, useT } from '#/i18n';
import { listDrafts, readFiles, type StoredDraft, type WaitingFile } from '#/offline';
import { save } from '../save';
import { unsent } from './texts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function inline({ file }: WaitingFile): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Saves everything that was not sent as one page that any browser shows, pictures included. */
export function useExport(user: string): () => Promise<void> {
  const t = useT(unsent);
  const format = useFormat();

  async function part({ key, about, saved_at, values }: StoredDraft): Promise<string> {
    const files = await readFiles(key);
    const shown = await Promise.all(
      files.map(async (one) => {
        const name = escaped(one.caption || one.file.name);
        const url = await inline(one);
        return one.file.type.startsWith('image/')
          ? `<figure><img src="${url}" alt="" width="480"><figcaption>${name}</figcaption></figure>`
          : `<p><a download="${escaped(one.file.name)}" href="${url}">${name}</a></p>`;
      }),
    );
    return [
      `<h2>${escaped(about.label || t('unsent.draft'))}</h2>`,
      `<p>${escaped(t('unsent.saved_at', { at: format.dateTime(saved_at) }))}</p>`,
      `<p style="white-space:pre-wrap">${escaped(about.note)}</p>`,
      ...shown,
      `<details><summary>${escaped(t('unsent.export_all'))}</summary>`,
      `<pre>${escaped(JSON.stringify(values, null, 2))}</pre></details>`,
    ].join('\n');
  }

  return async () => {
    const drafts = (await listDrafts(user)).filter(({ way }) => way.state !== 'sent');
    const title = escaped(t('unsent.export_title'));
    const parts = await Promise.all(drafts.map(part));
    const page = `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>\n${parts.join('\n<hr>\n')}`;
    const day = new Date().toISOString().slice(0, 10);
    save(new Blob([page], { type: 'text/html' }), `lianxin-${day}.html`);
  };
}
