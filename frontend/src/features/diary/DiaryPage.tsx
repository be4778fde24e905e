import { Button, NativeSelect, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { client, useMe } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { EmptyState, ErrorState, Icon, IconButton, PageHeader, PrintButton, Skeleton, usePhone } from '#/ui';
import css from './Diary.module.css';
import { DiaryDay } from './DiaryDay';
import { daysOf, monthsUntil, shifted } from './months';
import { PrintHead } from './PrintHead';
import { RemarkDialog } from './RemarkDialog';
import { diary } from './texts';
import { MOST, useDiary, useTerms } from './useDiary';

const route = getRouteApi('/_in/diary');

/** My records by date with what I noted for myself: a month, a term, or what is found. */
export function DiaryPage() {
  const t = useT(diary);
  const format = useFormat();
  const me = useMe();
  const phone = usePhone();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { term, q } = search;
  const month = search.month ?? today().slice(0, 7);
  const terms = useTerms();
  const chosen = terms.find((one) => one.id === term);
  const [writing, setWriting] = useState<string | null>(null);
  const [remarks, setRemarks] = useState(true);
  const shown = useDiary({ month, term: chosen, q });
  const go = (to: { month?: string; term?: string; q?: string }) =>
    void navigate({ to: '/diary', search: to });
  if (!me.person) {
    return (
      <div className="sheet">
        <EmptyState page title={t('diary.title')} text={t('diary.nobody')} icon="calendar" />
      </div>
    );
  }
  const period = q
    ? t('diary.found', { q, count: shown.days.length })
    : (chosen?.name ?? format.month(month));
  const { id } = me.person;
  function printed() {
    const { from, until } = chosen ? { from: chosen.starts_on, until: chosen.ends_on } : daysOf(month);
    return client.GET('/api/v1/personnel/{id}/diary/form', {
      params: {
        path: { id },
        query: { 'happened_on[gte]': from, 'happened_on[lte]': until, ...(remarks ? {} : { remarks }) },
      },
      parseAs: 'blob',
    });
  }
  const records = shown.days.reduce((sum, one) => sum + one.activities.length, 0);
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={t('diary.title')}
          note={t('diary.note')}
          actions={
            <>
              {!phone && (
                <Button
                  variant="default"
                  leftSection={<Icon name="print" size={18} />}
                  onClick={() => globalThis.print()}
                >
                  {t('common.print')}
                </Button>
              )}
              {!q && <PrintButton form={printed} />}
              <Button leftSection={<Icon name="edit" size={18} />} onClick={() => setWriting(today())}>
                {t('diary.remark_today')}
              </Button>
            </>
          }
        />
        <div className={css.bar}>
          <div className={css.months}>
            <IconButton
              icon="left"
              label={t('diary.prev')}
              onClick={() => go({ month: shifted(month, -1) })}
            />
            <NativeSelect
              size="md"
              aria-label={t('diary.period')}
              value={term ?? month}
              onChange={({ currentTarget: { value } }) =>
                go(terms.some((one) => one.id === value) ? { term: value } : { month: value })
              }
              data={[
                {
                  group: t('diary.by_month'),
                  items: monthsUntil(month).map((value) => ({ value, label: format.month(value) })),
                },
                {
                  group: t('diary.by_term'),
                  items: terms.map((one) => ({ value: one.id, label: one.name })),
                },
              ]}
            />
            <IconButton
              icon="right"
              label={t('diary.next')}
              disabled={month >= today().slice(0, 7)}
              onClick={() => go({ month: shifted(month, 1) })}
            />
          </div>
          <Search q={q ?? ''} onSearch={(words) => go(words ? { q: words } : { month })} />
        </div>
      </div>
      <PrintHead period={period} />
      <p className={`muted ${css.count} no-print`} role="status">
        {period}
        {!shown.isPending && !q && ` · ${t('diary.days', { days: shown.days.length, records })}`}
      </p>
      {shown.isPending && <Skeleton lines={8} height={40} />}
      {shown.error !== null && (
        <div className="sheet">
          <ErrorState error={shown.error} onRetry={shown.retry} />
        </div>
      )}
      {!shown.isPending && shown.error === null && shown.days.length === 0 && (
        <div className="sheet no-print">
          {q ? (
            <EmptyState title={t('diary.found_none', { q })} icon="search" />
          ) : (
            <EmptyState
              title={t('diary.none')}
              text={t('diary.none_text')}
              icon="calendar"
              action={<Link to="/record">{t('diary.record')}</Link>}
            />
          )}
        </div>
      )}
      <div className={css.days} data-bare={remarks ? undefined : true}>
        {shown.days.map((one) => (
          <DiaryDay key={one.day} of={one} onWrite={() => setWriting(one.day)} />
        ))}
      </div>
      {records >= MOST && <p className="muted">{t('diary.more', { count: MOST })}</p>}
      {shown.days.some((one) => one.remark) && (
        <label className={`${css.choice} no-print`}>
          <input
            type="checkbox"
            checked={remarks}
            onChange={({ currentTarget }) => setRemarks(currentTarget.checked)}
          />
          {t('diary.with_remarks')}
        </label>
      )}
      {writing && <RemarkDialog day={writing} onClose={() => setWriting(null)} />}
    </>
  );
}

function Search({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const t = useT(diary);
  const [words, setWords] = useState(q);
  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = words.trim();
    if ([...trimmed].length !== 1) onSearch(trimmed);
  }
  return (
    <search className={css.search}>
      <form onSubmit={submit}>
        <TextInput
          size="md"
          type="search"
          aria-label={t('diary.search_label')}
          placeholder={t('diary.search')}
          maxLength={100}
          leftSection={<Icon name="search" size={18} />}
          value={words}
          onChange={({ currentTarget }) => {
            setWords(currentTarget.value);
            if (!currentTarget.value && q) onSearch('');
          }}
        />
      </form>
    </search>
  );
}
