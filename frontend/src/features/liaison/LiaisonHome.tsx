import { useCan } from '#/api';
import { LiaisonFrame } from './LiaisonFrame';
import { MatrixPage } from './MatrixPage';
import { OwnLinksPage } from './OwnLinksPage';

/** The matrix for those who oversee units, one's own targets for everybody else. */
export function LiaisonHome() {
  const overview = useCan('liaison:coverage');
  return <LiaisonFrame>{overview ? <MatrixPage /> : <OwnLinksPage />}</LiaisonFrame>;
}
