import { AnswerMove } from './AnswerMove';
import { CallBackMove } from './CallBackMove';
import type { MoveProps } from './MoveFrame';
import { NoteMove, ReasonMove } from './PlainMoves';
import { ReturnMove } from './ReturnMove';
import { RouteMove } from './RouteMove';

/** The dialog of a move: each asks for what its rule needs. */
export function MoveDialog({ move, ...props }: MoveProps) {
  switch (move) {
    case 'accept':
    case 'sign':
      return <NoteMove move={move} {...props} />;
    case 'decline':
    case 'withdraw':
    case 'escalate':
      return <ReasonMove move={move} {...props} />;
    case 'settle':
    case 'reply':
      return <AnswerMove move={move} {...props} />;
    case 'route':
    case 'rule':
      return <RouteMove move={move} {...props} />;
    case 'return':
      return <ReturnMove move={move} {...props} />;
    case 'call_back':
      return <CallBackMove move={move} {...props} />;
  }
}
