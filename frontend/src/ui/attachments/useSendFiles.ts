import { ProblemError } from '#/api';
import { useT } from '#/i18n';
import { notify } from '../notify';
import { type ChosenFile, type Owner, upload } from './files';
import { attachments } from './texts';

/** Sends the files of a record that has just been saved. It is safe by now: what does not get through is said, and
 * added again on its page. */
export function useSendFiles(): (owner: Owner, files: readonly ChosenFile[]) => Promise<void> {
  const t = useT(attachments);
  return async (owner, files) => {
    const sent = await Promise.allSettled(files.map((file) => upload(owner, file)));
    const failed = sent.filter((one) => one.status === 'rejected');
    if (failed.length === 0) return;
    notify.problem(new ProblemError(422, { detail: t('attachments.failed', { count: failed.length }) }));
  };
}
