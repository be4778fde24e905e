import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Which page shows what a request of the API lists. */
const pages: Record<string, string> = {
  '/api/v1/liaison-links': '/liaison/links',
  '/api/v1/liaison-coverage/targets': '/liaison/targets',
  '/api/v1/liaison-coverage/loads': '/liaison/loads',
  '/api/v1/liaison-coverage/absences': '/liaison/absences',
  '/api/v1/activities': '/activities',
  '/api/v1/ledger-entries': '/ledger',
  '/api/v1/notices': '/inbox',
  '/api/v1/duty-progress': '/duties',
  '/api/v1/duty-progress/staff': '/duties/staff',
  '/api/v1/duty-progress/targets': '/duties/targets',
  '/api/v1/waivers': '/duties/waivers',
  '/api/v1/teaching-assignments': '/teaching',
  '/api/v1/study-completions': '/study/completions',
  '/api/v1/findings': '/findings',
  '/api/v1/evaluation-sheets': '/evaluation/sheets',
  '/api/v1/evaluation-rounds': '/evaluation',
  '/api/v1/inspections': '/inspections',
  '/api/v1/publications': '/publications',
  '/api/v1/opinion-items': '/opinions',
  '/api/v1/gift-records': '/gifts',
  '/api/v1/stay-ins': '/stays',
  '/api/v1/personnel': '/personnel',
  '/api/v1/households': '/households',
  '/api/v1/org-units': '/organisation',
};

/** The page behind a figure's query, with the same filters in its address; null where there is none. */
export function pageOf(query: string | null | undefined): string | null {
  const [path = '', filters] = (query ?? '').split('?');
  const page = pages[path];
  if (!page) return null;
  return filters ? `${page}?${filters}` : page;
}

type Props = {
  /** A figure's `query`; without a page for it the content is shown as it is. */
  query: string | null | undefined;
  children: ReactNode;
  className?: string | undefined;
  /** What is counted, said before the content to those who do not see what stands around it. */
  label?: string | undefined;
};

/** Every number opens its list. */
export function FigureLink({ query, children, className, label }: Props) {
  const router = useRouter();
  const page = pageOf(query);
  if (!page) return <span className={className}>{children}</span>;
  return (
    <a
      href={page}
      className={className}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        router.history.push(page);
      }}
    >
      {label && <span className="sr-only">{label} </span>}
      {children}
    </a>
  );
}
