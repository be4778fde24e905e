import { useT } from '#/i18n';
import { Dialog } from '#/ui';
import css from '../Ledger.module.css';
import { ledger } from '../texts';
import type { FoldedMove } from '../words';

type Props = { moves: FoldedMove[]; onChoose: (move: FoldedMove) => void; onClose: () => void };

/** What is done less often, each with what it means. */
export function MoreMoves({ moves, onChoose, onClose }: Props) {
  const t = useT(ledger);
  return (
    <Dialog title={t('ledger.more_moves')} onClose={onClose}>
      <ul className={css.choices}>
        {moves.map((move) => (
          <li key={move}>
            <button type="button" onClick={() => onChoose(move)}>
              <b>{t(`ledger.move_${move}`)}</b>
              <span className="muted">{t(`ledger.means_${move}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
