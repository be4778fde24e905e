import { createFileRoute } from '@tanstack/react-router';
import { CardsPage } from '#/features/liaison/cards/CardsPage';
import { listSearch } from '#/ui';

export const Route = createFileRoute('/_in/liaison/cards')({
  validateSearch: listSearch(['unit_id', 'person_id', 'revoked']),
  component: CardsPage,
});
