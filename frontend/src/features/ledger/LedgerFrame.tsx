import { Outlet, useMatch } from '@tanstack/react-router';
import { usePhone } from '#/ui';
import { LedgerPage } from './LedgerPage';

/** The list with the open entry over it; on the phone one or the other. */
export function LedgerFrame() {
  const phone = usePhone();
  const open = useMatch({ from: '/_in/ledger/_list/$id', shouldThrow: false });
  return (
    <>
      {(!phone || !open) && (
        // On paper the open entry stands alone.
        <div className={open ? 'no-print' : undefined}>
          <LedgerPage openId={open?.params.id} />
        </div>
      )}
      <Outlet />
    </>
  );
}
