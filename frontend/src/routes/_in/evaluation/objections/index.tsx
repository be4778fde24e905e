import { createFileRoute } from '@tanstack/react-router';
import { ObjectionsPage } from '#/features/evaluation/objections/ObjectionsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/evaluation/objections/')({
  validateSearch: listSearch(['state', 'round_id', 'own']),
  component: ObjectionsPage,
});
