/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { words } from './texts';

/** A device that stands there for one voter after another: `/ballot?kiosk`. */
export const KIOSK = /[?&]kiosk\b/.test(location.search);

const IDLE = 120;
const WARNED = 20;

/** Counts the seconds; every touch and key begins anew. Gives what is left once it is little, else 0. */
export function useIdle(on: boolean, onIdle: () => void): number {
  const [left, setLeft] = useState(IDLE);
  useEffect(() => {
    if (!on) return undefined;
    // Counted by the clock: a device that slept has been idle all the while.
    let since = Date.now();
    const touch = () => {
      since = Date.now();
      setLeft(IDLE);
    };
    const tick = setInterval(() => {
      const rest = IDLE - Math.floor((Date.now() - since) / 1000);
      setLeft(rest);
      if (rest <= 0) onIdle();
    }, 1000);
    const touches = ['pointerdown', 'touchstart', 'keydown', 'wheel'];
    for (const name of touches) addEventListener(name, touch, true);
    touch();
    return () => {
      clearInterval(tick);
      for (const name of touches) removeEventListener(name, touch, true);
    };
  }, [on, onIdle]);
  return on && left <= WARNED ? Math.max(left, 1) : 0;
}

/** Before everything is wiped for the next voter. */
export function StillThere({ seconds }: { seconds: number }) {
  const t = words();
  return (
    <div class="still-there" role="alert">
      {/* The seconds are not read aloud again and again. */}
      {t.still_there} <span aria-hidden="true">{t.seconds.replace('{seconds}', String(seconds))}</span>
      <button type="button">{t.i_am_here}</button>
    </div>
  );
}
