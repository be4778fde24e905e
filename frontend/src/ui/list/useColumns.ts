import { useState } from 'react';
import type { Column } from './types';

function read(id: string): Record<string, boolean> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`lianxin.columns.${id}`) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, boolean>) : {};
  } catch {
    return {};
  }
}

/** Which columns are shown; the choice stays on the device. */
export function useColumns<Row>(id: string, columns: readonly Column<Row>[]) {
  const [choice, setChoice] = useState(() => read(id));
  const isShown = (column: Column<Row>) => column.main || (choice[column.id] ?? !column.hidden);
  return {
    shown: columns.filter(isShown),
    optional: columns.filter((column) => !column.main).map((column) => ({ column, on: isShown(column) })),
    toggle: (column: string, on: boolean) => {
      const next = { ...choice, [column]: on };
      setChoice(next);
      try {
        localStorage.setItem(`lianxin.columns.${id}`, JSON.stringify(next));
      } catch {
        // Without storage the choice lasts until the page is left.
      }
    },
  };
}
