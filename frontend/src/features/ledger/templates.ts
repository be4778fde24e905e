import type { Entry } from './words';

/** A template with the words of an entry in place of its placeholders. */
export function filled(template: string, entry: Pick<Entry, 'number' | 'unit_name' | 'title'>): string {
  return template
    .replaceAll('{编号}', entry.number)
    .replaceAll('{单位}', entry.unit_name)
    .replaceAll('{标题}', entry.title);
}

/** What was written already stays; a template comes after it. */
export function withTemplate(written: string, template: string): string {
  return written.trim() ? `${written.trimEnd()}\n${template}` : template;
}
