import { TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { asProblem, client, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { type Draft, useDraft } from '#/offline';
import {
  ButtonLink,
  ChoiceField,
  DateField,
  type KeyingCells,
  KeyingGrid,
  PageHeader,
  Skeleton,
  useUnits,
} from '#/ui';
import { refreshLedger } from '../moves/MoveFrame';
import { bodyOf, forDraft, withContent } from '../new-entry';
import { ledger } from '../texts';
import { CHANNELS, DISCLOSURES, SUBMITTERS, useCategories } from '../words';
import { lacks, type Row, rowAfter, worth } from './rows';
import { ledgerPaper } from './texts';

const route = getRouteApi('/_in/ledger/paper');

/** Concerns taken down by hand, typed in one row after the other. The code on the blank form leads here. */
export function PaperPage() {
  const t = useT(ledgerPaper);
  const me = useMe();
  const search = route.useSearch();
  const { name } = useUnits();
  const unit = search.unit_id ?? me.person?.unit_id ?? '';
  const draft = useDraft<Row[]>({
    user: me.account.id,
    form: 'ledger.paper',
    id: unit || 'own',
    about: (rows) => ({
      label: [t('ledgerPaper.title'), unit && name(unit)].filter(Boolean).join(' · '),
      note: rows.map((row) => row.content).join(' '),
      href: unit ? `/ledger/paper?unit_id=${unit}` : '/ledger/paper',
    }),
  });
  return (
    <>
      <PageHeader
        title={t('ledgerPaper.title')}
        note={unit ? t('ledgerPaper.note', { unit: name(unit) }) : undefined}
        back={<Link to="/ledger">← {t('ledgerPaper.back')}</Link>}
        actions={
          <ButtonLink variant="default" to="/blank-forms">
            {t('ledgerPaper.blank_forms')}
          </ButtonLink>
        }
      />
      {draft.restored === undefined ? (
        <Skeleton lines={6} height={36} />
      ) : (
        <Rows key={unit} unit={unit} draft={draft} kept={draft.restored} />
      )}
    </>
  );
}

function Rows({ unit, draft, kept }: { unit: string; draft: Draft<Row[]>; kept: Row[] | null }) {
  const t = useT(ledgerPaper);

  /** One after the other: each gets its number in the order of the papers. */
  async function send(rows: Row[]): Promise<Map<string, string>> {
    const problems = new Map<string, string>();
    for (const row of rows) {
      try {
        await client.POST('/api/v1/ledger-entries', { body: bodyOf(row) });
        problems.set(row.id, '');
      } catch (refusal) {
        const problem = asProblem(refusal);
        problems.set(row.id, problem.errors.map((one) => one.detail).join('；') || problem.title);
      }
    }
    void refreshLedger();
    return problems;
  }

  return (
    <KeyingGrid
      draft={draft}
      kept={kept}
      after={(row) => rowAfter(unit, row)}
      isEmpty={(row) => !worth(row)}
      check={(row) => {
        const lacking = lacks(row, today());
        return lacking ? t(`ledgerPaper.missing_${lacking}`) : '';
      }}
      send={send}
      forDraft={(row) => ({ ...row, ...forDraft(row) })}
    >
      {(cells) => <Cells {...cells} />}
    </KeyingGrid>
  );
}

function Cells({ row, change, onEnter }: KeyingCells<Row>) {
  const t = useT(ledger);
  const p = useT(ledgerPaper);
  const categories = useCategories();
  const anonymous = row.disclosure === 'anonymous';
  return (
    <>
      <ChoiceField
        label={t('ledger.channel')}
        choices={CHANNELS.map((value) => ({ value, label: t(`ledger.channel_${value}`) }))}
        value={row.channel}
        onChange={(channel) => channel && change({ channel })}
      />
      <DateField
        label={t('ledger.happened_on')}
        max={today()}
        value={row.happened_on}
        onChange={(happened_on) => change({ happened_on })}
      />
      <ChoiceField
        label={t('ledger.category')}
        placeholder={p('ledgerPaper.choose')}
        choices={categories.map(({ id, name }) => ({ value: id, label: name }))}
        value={row.category_id}
        onChange={(category_id) => change({ category_id: category_id ?? '' })}
      />
      <ChoiceField
        label={t('ledger.submitter')}
        choices={SUBMITTERS.map((value) => ({ value, label: t(`ledger.submitter_${value}`) }))}
        value={row.submitter_kind}
        onChange={(submitter_kind) => submitter_kind && change({ submitter_kind })}
      />
      <ChoiceField
        label={t('ledger.disclosure')}
        choices={DISCLOSURES.map((value) => ({ value, label: t(`ledger.disclosure_${value}`) }))}
        value={row.disclosure}
        onChange={(disclosure) => disclosure && change({ disclosure })}
      />
      {!anonymous &&
        (['name', 'phone'] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`ledger.${field}`)}
            maxLength={field === 'name' ? 40 : 30}
            autoComplete="off"
            value={row[field]}
            onChange={({ currentTarget }) => change({ [field]: currentTarget.value })}
          />
        ))}
      <TextInput
        label={t('ledger.place')}
        maxLength={100}
        value={row.place}
        onChange={({ currentTarget }) => change({ place: currentTarget.value })}
      />
      <TextInput
        data-wide
        label={t('ledger.new_content')}
        maxLength={4000}
        value={row.content}
        onChange={({ currentTarget }) => change(withContent(row, currentTarget.value))}
        onKeyDown={onEnter}
      />
    </>
  );
}
