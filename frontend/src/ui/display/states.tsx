import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { asProblem } from '#/api';
import { useT } from '#/i18n';
import { Icon, type IconName } from '../Icon';
import css from './states.module.css';

type EmptyProps = {
  title?: string;
  /** What to do so that something appears here. */
  text?: ReactNode;
  action?: ReactNode;
  icon?: IconName;
  /** It is all there is on the page: its title is the page's heading. */
  page?: boolean;
};

/** An empty page teaches the next step. */
export function EmptyState({ title, text, action, icon = 'message', page = false }: EmptyProps) {
  const t = useT();
  const Title = page ? 'h1' : 'p';
  return (
    <div className={css.state}>
      <span className={css.picture}>
        <Icon name={icon} size={28} />
      </span>
      <Title className={css.title}>{title ?? t('common.empty_title')}</Title>
      {text && <p className={css.text}>{text}</p>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}

/** The sentence for a failure: the server's own words when it has spoken. */
export function useProblemText(): (error: unknown) => string {
  const t = useT();
  return (error) => {
    const problem = asProblem(error);
    if (problem.status === 0) return t('common.error_network');
    if (problem.status === 403) return problem.detail ?? t('common.error_forbidden');
    if (problem.status === 404) return problem.detail ?? t('common.not_found_text');
    if (problem.status === 429 || problem.status === 503) return problem.detail ?? t('common.error_busy');
    // The server speaks to whoever called it, of versions and differences.
    if (problem.status === 412) return t('common.conflict_title');
    return (problem.detail ?? problem.title) || t('common.error_unknown');
  };
}

type ErrorProps = {
  error: unknown;
  onRetry?: () => void;
  /** It is all there is on the page: its title is the page's heading. */
  page?: boolean;
};

export function ErrorState({ error, onRetry, page = false }: ErrorProps) {
  const t = useT();
  const text = useProblemText();
  const problem = asProblem(error);
  const Title = page ? 'h1' : 'p';
  return (
    <div className={css.state} role="alert">
      <span className={css.picture}>
        <Icon name={problem.status === 0 ? 'offline' : 'alert'} size={28} />
      </span>
      <Title className={css.title}>
        {problem.status === 404 ? t('common.not_found') : t('common.error_title')}
      </Title>
      <p className={css.text}>{text(error)}</p>
      {problem.requestId && <p className="muted">{t('common.error_request', { id: problem.requestId })}</p>}
      {onRetry && problem.status !== 403 && problem.status !== 404 && (
        <div className={css.action}>
          <Button variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Above a form: what the server refused. Fields say theirs themselves (`fieldErrors`). */
export function ProblemNote({ error }: { error: unknown }) {
  const text = useProblemText();
  if (!error) return null;
  const problem = asProblem(error);
  return (
    <div className={css.note} role="alert">
      <p>{text(error)}</p>
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((one) => (
            <li key={one.pointer + one.code}>{one.detail}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Grey bars in the shape of what is coming. */
export function Skeleton({ lines = 3, height }: { lines?: number; height?: number }) {
  const t = useT();
  return (
    <div className={css.skeleton} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
          key={line}
          style={{ width: `${[92, 78, 85, 64][line % 4]}%`, height }}
        />
      ))}
    </div>
  );
}
