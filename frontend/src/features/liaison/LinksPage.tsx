import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { DataTable, type Filter, FilterBar, useList } from '#/ui';
import { EndDialog } from './dialogs';
import { LinkCard, StateTag } from './LinkCard';
import { liaison } from './texts';
import { type LiaisonLink, useSchemes, useUnits } from './useSchemes';

const route = getRouteApi('/_in/liaison/links');

/** All links one may see, by any filter; where figures of liaison lead to. */
export function LinksPage() {
  const list = useList(route.useSearch());
  return <LinksList list={list} empty="links_empty" />;
}

type ListProps = {
  list: ReturnType<typeof useList>;
  empty: 'links_empty' | 'families_empty' | 'mine_empty';
  /** What the page asks for besides the address. */
  fixed?: Record<string, string>;
};

export function LinksList({ list, empty, fixed = {} }: ListProps) {
  const t = useT(liaison);
  const format = useFormat();
  const schemes = useSchemes();
  const units = useUnits();
  const [ending, setEnding] = useState<LiaisonLink | null>(null);
  const asked = { include_total: true, ...list.query, ...fixed };
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-links',
    { params: { query: listQuery('/api/v1/liaison-links', asked) } },
    { placeholderData: (previous) => previous },
  );
  const schemeName = (code: string) => schemes.find((scheme) => scheme.code === code)?.name ?? code;
  const contact = (link: LiaisonLink) =>
    link.last_contact_on
      ? t('liaison.contacted_ago', { ago: format.ago(link.last_contact_on) })
      : t('liaison.no_contact');
  const filters: Filter[] = [
    ...(fixed.scheme
      ? []
      : [
          {
            kind: 'choice' as const,
            name: 'scheme',
            label: t('liaison.scheme'),
            choices: schemes.map((one) => ({ value: one.code, label: one.name })),
          },
        ]),
    {
      kind: 'choice',
      name: 'state',
      // Without a choice the server lists those that hold.
      label: t('liaison.state'),
      otherwise: t('liaison.state_or'),
      choices: (['planned', 'ended', 'all'] as const).map((value) => ({
        value,
        label: t(`liaison.state_${value}`),
      })),
    },
    { kind: 'choice', name: 'unit_id', label: t('liaison.unit'), choices: units },
    { kind: 'date', name: 'on', label: t('liaison.on') },
    {
      kind: 'fixed',
      name: 'person_id',
      label: t('liaison.person'),
      shown: () => query.data?.items[0]?.person_name ?? t('liaison.person'),
    },
    {
      kind: 'fixed',
      name: 'unvisited_since',
      label: t('liaison.last_contact'),
      shown: (value) => t('liaison.unvisited', { day: format.shortDate(value) }),
    },
    {
      kind: 'fixed',
      name: 'person_left',
      label: t('liaison.person_left'),
      shown: (value) => t(value === 'true' ? 'liaison.yes' : 'liaison.no'),
    },
  ];
  return (
    <div className="stack">
      <FilterBar list={list} filters={filters} />
      <DataTable
        id="liaison-links"
        label={t('liaison.tab_links')}
        list={list}
        query={query}
        exported={{ of: 'liaison_links', fixed }}
        rowKey={(link) => link.id}
        columns={[
          { id: 'person', header: t('liaison.person'), main: true, cell: (link) => link.person_name },
          { id: 'target', header: t('liaison.target'), cell: (link) => link.target_name },
          { id: 'scheme', header: t('liaison.scheme'), cell: (link) => schemeName(link.scheme_code) },
          { id: 'state', header: t('liaison.state'), cell: (link) => <StateTag state={link.state} /> },
          {
            id: 'starts_on',
            header: t('liaison.starts_on'),
            sort: 'starts_on',
            cell: (link) => format.shortDate(link.starts_on),
          },
          {
            id: 'ends_on',
            header: t('liaison.ends_on'),
            hidden: true,
            cell: (link) => link.ends_on && format.shortDate(link.ends_on),
          },
          { id: 'contact', header: t('liaison.last_contact'), cell: (link) => contact(link) },
          { id: 'unit', header: t('liaison.unit'), hidden: true, cell: (link) => link.unit_name },
          {
            id: 'origin',
            header: t('liaison.origin'),
            hidden: true,
            cell: (link) => t(`liaison.origin_${link.origin}`),
          },
          {
            id: 'moves',
            header: t('common.actions'),
            buttons: true,
            align: 'right',
            cell: (link) =>
              link.allowed_moves.includes('end') && (
                <Button
                  size="sm"
                  variant="default"
                  aria-label={`${t('liaison.end')} ${link.person_name} ${link.target_name}`}
                  onClick={() => setEnding(link)}
                >
                  {t('liaison.end')}
                </Button>
              ),
          },
        ]}
        card={(link) => (
          <LinkCard link={link} scheme={schemeName(link.scheme_code)} contact={contact(link)} />
        )}
        empty={{ text: t(`liaison.${empty}`), icon: 'links' }}
      />
      {ending && (
        <EndDialog
          link={{ id: ending.id, person: ending.person_name, target: ending.target_name }}
          onClose={() => setEnding(null)}
        />
      )}
    </div>
  );
}
