import { newId, ProblemError } from '#/api';
import { useT } from '#/i18n';
import { notify } from '../notify';
import { type ChosenFile, tooLarge } from './files';
import { attachments } from './texts';

/** Those of the chosen files that can be sent; why another cannot is said. */
export function useFitting(): (files: File[], room: number) => ChosenFile[] {
  const t = useT(attachments);
  const refuse = (detail: string) => notify.problem(new ProblemError(413, { detail }));
  return (files, room) => {
    const fitting = files.filter((file) => !tooLarge(file));
    for (const file of files) {
      if (tooLarge(file)) refuse(t('attachments.too_large', { name: file.name }));
    }
    if (fitting.length > room) refuse(t('attachments.too_many'));
    return fitting.slice(0, room).map((file) => ({ id: newId(), file, caption: '' }));
  };
}
