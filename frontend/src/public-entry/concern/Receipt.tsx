/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { Schemas } from '../api';
import { day, language } from '../language';
import { shared } from '../texts';
import { words } from './texts';

type Props = { receipt: Schemas['ConcernReceipt']; onAnother: () => void };

/** Number and code, to be kept: also as a slip on paper. */
export function Receipt({ receipt, onAnother }: Props) {
  const t = words();
  const [copied, setCopied] = useState(false);
  // Without TLS, and on old phones, there is no clipboard: the code stands there to be copied by hand.
  const copy = navigator.clipboard
    ? () => navigator.clipboard.writeText(receipt.code).then(() => setCopied(true))
    : null;
  return (
    <>
      <p class="done" role="status">
        <b>{t.sent}</b>
        <br />
        {t.sent_lead.replace('{day}', day(receipt.due_on))}
      </p>
      <section aria-labelledby="code">
        <h2 id="code">{t.code}</h2>
        <p class="code">{receipt.code}</p>
        <p>{t.keep_code}</p>
        <p class="muted">
          {receipt.unit_name} · {t.number} {receipt.number}
        </p>
        <p class="print-only">
          {t.slip_at} {location.origin}/follow
        </p>
        <div class="no-print">
          {copy && (
            <button type="button" class="wide" onClick={copy}>
              {copied ? t.copied : t.copy}
            </button>
          )}
          <button type="button" class="wide" onClick={() => print()}>
            {shared[language()].print}
          </button>
        </div>
      </section>
      <div class="no-print">
        <a class="button main" href={`/follow#${receipt.code}`}>
          {t.look}
        </a>
        <button type="button" class="wide" onClick={onAnother}>
          {t.another}
        </button>
      </div>
    </>
  );
}
