import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { pageOf } from './model';

/** A figure that opens the list behind it; plain text where there is no list. */
export function RecordsLink({
  query,
  label,
  className,
  children,
}: {
  query: { path: string } | null;
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const router = useRouter();
  const page = pageOf(query);
  if (!page) return <span className={className}>{children}</span>;
  return (
    <a
      href={page}
      className={className}
      aria-label={label}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        router.history.push(page);
      }}
    >
      {children}
    </a>
  );
}
