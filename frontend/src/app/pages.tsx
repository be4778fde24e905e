import { Button } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useT } from '#/i18n';
import { EmptyState, ErrorState, Skeleton } from '#/ui/display/states';

export function NotFound() {
  const t = useT();
  return (
    <main>
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
    </main>
  );
}

export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorState
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
