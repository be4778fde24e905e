/** @jsxImportSource preact */
/// <reference types="vite/client" />
import './public.css';
import { type JSX, render } from 'preact';
import { BoardPage } from './board/BoardPage';
import { ConcernPage } from './concern/ConcernPage';
import { FollowPage } from './follow/FollowPage';
import { type PageName, useRedraw } from './parts';

export type PageProps = { onLanguage: () => void };

const pages: Record<PageName, (props: PageProps) => JSX.Element> = {
  concern: ConcernPage,
  follow: FollowPage,
  board: BoardPage,
};

/** The page of the address. */
function Page() {
  const redraw = useRedraw();
  const name = location.pathname.slice(1);
  const Shown = name === 'follow' || name === 'board' ? pages[name] : pages.concern;
  return <Shown onLanguage={redraw} />;
}

const place = document.getElementById('public');
if (place) render(<Page />, place);
