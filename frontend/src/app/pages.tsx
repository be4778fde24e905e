import { Button } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useT } from '#/i18n';
import { EmptyState, ErrorState, Skeleton } from '#/ui/display/states';

/** At the place of a page within the frame: it is not there, or not for this person. */
export function NothingHere() {
  const t = useT();
  return (
    <EmptyState
      page
      icon="search"
      title={t('common.not_found')}
      text={t('common.not_found_text')}
      action={
        <Button component={Link} to="/" variant="default">
          {t('common.home')}
        </Button>
      }
    />
  );
}

export function NotFound() {
  return (
    <main>
      <NothingHere />
    </main>
  );
}

export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorState
      page
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

export function PagePending() {
  return <Skeleton lines={6} height={22} />;
}
