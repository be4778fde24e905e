/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { KIOSK } from './kiosk';
import { words } from './texts';

type Props = { receipt: string; box: string; onReset: () => void };

const AFTER = 10;
const LONGER = 60;

/** The end: the receipt, to be written down. A kiosk goes on to the next voter by itself. */
export function Done({ receipt, box, onReset }: Props) {
  const t = words();
  const heading = useRef<HTMLHeadingElement>(null);
  const [left, setLeft] = useState(AFTER);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (!KIOSK) return undefined;
    if (left <= 0) {
      onReset();
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, onReset]);
  return (
    <>
      <div class="done" role="status">
        <h1 tabIndex={-1} ref={heading}>
          {t.done}
        </h1>
        <p>{t.done_lead}</p>
      </div>
      <section aria-labelledby="receipt">
        <h2 id="receipt">{t.receipt}</h2>
        <p class="code">{receipt}</p>
        <p>{t.keep_receipt}</p>
        {KIOSK ? (
          <p class="address">
            {t.list_at} {location.origin}/receipts/{box}
          </p>
        ) : (
          <a class="button wide" href={`/receipts/${box}`}>
            {t.list}
          </a>
        )}
      </section>
      {KIOSK ? (
        <>
          <button type="button" class="main" onClick={onReset}>
            {t.next_voter} <span aria-hidden="true">({left})</span>
          </button>
          <button type="button" class="wide" onClick={() => setLeft(LONGER)}>
            {t.longer}
          </button>
        </>
      ) : (
        <p class="muted">{t.close_page}</p>
      )}
    </>
  );
}
