import { useEffect, useRef } from 'react';

/** Runs once, when the value is there: what a form starts with must not come back over what is typed. */
export function useArrival<Value>(value: Value | null | undefined, use: (value: Value) => void): void {
  const done = useRef(false);
  useEffect(() => {
    if (value === null || value === undefined || done.current) return;
    done.current = true;
    use(value);
  });
}
