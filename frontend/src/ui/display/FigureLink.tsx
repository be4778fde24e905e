import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Which page shows what a request of the API lists. */
const pages: Record<string, string> = {
  '/api/v1/liaison-links': '/liaison/links',
  '/api/v1/liaison-coverage/targets': '/liaison/targets',
  '/api/v1/liaison-coverage/loads': '/liaison/loads',
  '/api/v1/activities': '/activities',
  '/api/v1/ledger-entries': '/ledger',
  '/api/v1/duty-progress': '/duties',
  '/api/v1/personnel': '/personnel',
  '/api/v1/households': '/households',
  '/api/v1/org-units': '/organisation',
};

/** The page behind a figure's query: the same filters, in the address bar. */
export function pageOf(query: string): { to: string; search: Record<string, string> } | null {
  const [path = '', parameters = ''] = query.split('?');
  const to = pages[path];
  return to ? { to, search: Object.fromEntries(new URLSearchParams(parameters)) } : null;
}

type Props = {
  /** A figure's `query`; without a page for it the content is shown as it is. */
  query: string | null | undefined;
  children: ReactNode;
  className?: string | undefined;
  label?: string;
};

/** Every number opens its list. */
export function FigureLink({ query, children, className, label }: Props) {
  const page = query ? pageOf(query) : null;
  if (!page) return <span className={className}>{children}</span>;
  return (
    <Link {...(page as object)} to={page.to as never} className={className} aria-label={label}>
      {children}
    </Link>
  );
}
