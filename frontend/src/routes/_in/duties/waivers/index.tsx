import { createFileRoute } from '@tanstack/react-router';
import { WaiversPage } from '#/features/duties/WaiversPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/duties/waivers/')({
  validateSearch: listSearch([
    'state',
    'kind',
    'unit_id',
    'of_units',
    'person_id',
    'duty_code',
    'starts_on[lte]',
    'ends_on[gte]',
    'waiting_for_me',
    'mine',
  ]),
  component: WaiversPage,
});
