/** @jsxImportSource preact */
/// <reference types="vite/client" />
import '../public.css';
import './ballot.css';
import { render } from 'preact';
import { useRedraw } from '../parts';
import { BallotPage } from './BallotPage';
import { ReceiptsPage } from './ReceiptsPage';

/** `/ballot`, or `/receipts/<box>`. */
function Page() {
  const redraw = useRedraw();
  const [, name, box] = location.pathname.split('/');
  return name === 'receipts' && box ? (
    <ReceiptsPage box={box} onLanguage={redraw} />
  ) : (
    <BallotPage onLanguage={redraw} />
  );
}

const place = document.getElementById('public');
if (place) render(<Page />, place);
