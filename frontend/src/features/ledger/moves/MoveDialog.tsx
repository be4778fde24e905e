import { AnswerMove } from './AnswerMove';
import { CallBackMove } from './CallBackMove';
import { AddCoHandlerMove, CoHandlerDoneMove, RemoveCoHandlerMove } from './CoHandlerMoves';
import { MergeMove, TopicMove } from './LinkMoves';
import type { MoveProps } from './MoveFrame';
import { BareMove, NoteMove, ReasonMove, RemarkMove } from './PlainMoves';
import { ReturnMove } from './ReturnMove';
import { RouteMove } from './RouteMove';
import { TimeMove } from './TimeMove';

/** The dialog of a move: each asks for what its rule needs. */
export function MoveDialog({ move, ...props }: MoveProps) {
  switch (move) {
    case 'accept':
    case 'sign':
    case 'resume':
    case 'extend':
      return <NoteMove move={move} {...props} />;
    case 'decline':
    case 'withdraw':
    case 'escalate':
    case 'hand_back':
    case 'suspend':
    case 'refuse_extension':
    case 'reopen':
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
    case 'ask_extension':
      return <TimeMove move={move} {...props} />;
    case 'add_co_handler':
      return <AddCoHandlerMove move={move} {...props} />;
    case 'remove_co_handler':
      return <RemoveCoHandlerMove move={move} {...props} />;
    case 'co_handler_done':
      return <CoHandlerDoneMove move={move} {...props} />;
    case 'merge':
      return <MergeMove move={move} {...props} />;
    case 'join_topic':
      return <TopicMove move={move} {...props} />;
    case 'leave_topic':
      return <BareMove move={move} {...props} />;
    case 'note':
      return <RemarkMove move={move} {...props} />;
  }
}
