import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useCan } from '#/api';
import { useT } from '#/i18n';
import { Icon, useList } from '#/ui';
import { DeriveDialog } from './DeriveDialog';
import css from './Families.module.css';
import { LinksList } from './LinksPage';
import { liaison } from './texts';

const route = getRouteApi('/_in/liaison/families');

/** Teachers and the families of their classes, derived from teaching at one press. */
export function FamiliesPage() {
  const t = useT(liaison);
  const list = useList(route.useSearch());
  const mayWrite = useCan('liaison:write');
  const [open, setOpen] = useState(false);
  return (
    <div className="stack">
      {mayWrite && (
        <div className={`sheet ${css.derive}`}>
          <p>{t('liaison.derive_note')}</p>
          <Button leftSection={<Icon name="links" size={18} />} onClick={() => setOpen(true)}>
            {t('liaison.derive')}
          </Button>
        </div>
      )}
      <LinksList list={list} empty="families_empty" fixed={{ scheme: 'teacher_family' }} />
      {open && <DeriveDialog onClose={() => setOpen(false)} />}
    </div>
  );
}
