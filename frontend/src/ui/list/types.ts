import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IconName } from '../Icon';
import type { Exported } from './ExportButton';
import type { List } from './useList';

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The API's sort name; without it the column does not sort. */
  sort?: string;
  align?: 'right';
  /** In pixels; a longer header takes a second line. */
  width?: number;
  /** Carries the link to the record; cannot be hidden. */
  main?: boolean;
  /** Holds buttons only: left out on paper. */
  buttons?: boolean;
  /** Chosen by those who want it. */
  hidden?: boolean;
};

/** The API's envelope. */
export type Page<Row> = {
  items: Row[];
  next?: string | null | undefined;
  prev?: string | null | undefined;
  total?: number | null | undefined;
  total_is_capped?: boolean | null | undefined;
};

/** What `api.useQuery` returns, as far as a table needs it. */
export type PageQuery<Row> = {
  data: Page<Row> | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  refetch: () => unknown;
};

export type RowLink = Pick<LinkProps, 'to' | 'params' | 'search'>;

export type TableProps<Row> = {
  /** Names the column choice on this device. */
  id: string;
  /** Read aloud as the table's name. */
  label: string;
  list: List;
  query: PageQuery<Row>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** The record's page or drawer: `linkOptions({ to: '/ledger/$id', params: { id: row.id } })`. */
  rowLink?: (row: Row) => RowLink;
  /** The same row on the phone. The whole card is the link; put no link inside. */
  card: (row: Row) => ReactNode;
  empty: { title?: string; text: ReactNode; action?: ReactNode; icon?: IconName };
  /** Actions for the selected rows; showing it turns selection on. */
  bulk?: (selected: string[], clear: () => void) => ReactNode;
  /** Offers the list as a workbook, as it is filtered now. */
  exported?: Exported;
  /** The row whose drawer is open. */
  openKey?: string | undefined;
};
