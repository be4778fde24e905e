import { Button } from '@mantine/core';
import { useT } from '#/i18n';
import { copy, Icon, notify } from '#/ui';
import { integration } from '../texts';
import css from './Systems.module.css';

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useT(integration);
  return (
    <Button
      className="no-print"
      size="sm"
      variant="default"
      leftSection={<Icon name="link" size={16} />}
      aria-label={label}
      onClick={() =>
        copy(text).then(
          () => notify.done(t('integration.copied')),
          (refusal: unknown) => notify.problem(refusal),
        )
      }
    >
      {t('integration.copy')}
    </Button>
  );
}

/** A command to paste into a terminal. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const t = useT(integration);
  return (
    <div className="stack">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={css.code} aria-label={t('integration.command', { name: label })} tabIndex={0}>
        <pre>
          <code>{code}</code>
        </pre>
      </section>
      <div>
        <CopyButton text={code} label={t('integration.copy_example', { name: label })} />
      </div>
    </div>
  );
}
