import { createFileRoute } from '@tanstack/react-router';
import { NewHandoverPage } from '#/features/liaison/handovers/NewHandoverPage';

type Search = {
  /** Who hands over, when the page is opened for somebody. */
  from?: string;
  name?: string;
};

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export const Route = createFileRoute('/_in/liaison/handovers/new')({
  validateSearch: (search): Search => {
    const [from, name] = [text(search.from), text(search.name)];
    return { ...(from ? { from } : {}), ...(name ? { name } : {}) };
  },
  component: NewHandoverPage,
});
