import { useMe } from '#/api';
import { UnsentList } from '#/ui';

/** The forms whose drafts are on the device: a new record, and a change of one (see `EditPage`). */
export const NEW = 'activities.new';
export const EDIT = 'activities.edit';

/** What was recorded on this device and has not reached the server. */
export function Unsent() {
  const me = useMe();
  return <UnsentList user={me.account.id} forms={[NEW, EDIT]} />;
}
