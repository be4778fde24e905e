import type { ReactNode } from 'react';
import { useT } from '#/i18n';
import { ChoiceField, type Option, Picker } from '#/ui';
import { isSystemWide, type Role, roles, unitsFor } from './roles';
import { accounts } from './texts';

type Props = {
  role: Role | '';
  unit: Option[];
  onRole: (role: Role | '') => void;
  onUnit: (unit: Option[]) => void;
  /** The first line of the choice when no role is needed. */
  placeholder?: string;
  roleError?: ReactNode;
  unitError?: ReactNode;
};

/** A role and, unless it holds for the whole system, its unit. */
export function RoleFields({ role, unit, onRole, onUnit, placeholder, roleError, unitError }: Props) {
  const t = useT(accounts);
  return (
    <>
      <ChoiceField
        label={t('accounts.role')}
        choices={roles.map((value) => ({ value, label: t(`terms.role_${value}`) }))}
        placeholder={placeholder ?? ''}
        value={role}
        error={roleError}
        onChange={(next) => {
          onRole(next);
          onUnit([]);
        }}
      />
      {role && isSystemWide(role) && <p className="muted">{t('accounts.unit_system')}</p>}
      {role && !isSystemWide(role) && (
        <Picker
          label={t('accounts.unit')}
          description={t('accounts.unit_hint')}
          source={['units', role]}
          load={unitsFor(role)}
          value={unit}
          onChange={onUnit}
          error={unitError}
          required
        />
      )}
    </>
  );
}
