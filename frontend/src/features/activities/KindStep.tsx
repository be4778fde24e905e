import { Link } from '@tanstack/react-router';
import { useCan, useMe } from '#/api';
import { useT } from '#/i18n';
import { Icon, type IconName } from '#/ui';
import { Fold } from './Fold';
import { isPlain } from './forms';
import { kinds as kindWords } from './kindTexts';
import { orderKinds, useDutyWords } from './own';
import css from './Record.module.css';
import { activities } from './texts';
import { GROUPS, type Kind } from './words';

const looks: Record<Kind, { icon: IconName; tone: string }> = {
  home_visit: { icon: 'household', tone: 'green' },
  phone_contact: { icon: 'links', tone: 'green' },
  parents_meeting: { icon: 'people', tone: 'green' },
  pupil_support: { icon: 'person', tone: 'green' },
  branch_visit: { icon: 'building', tone: 'blue' },
  lesson_observation: { icon: 'classes', tone: 'violet' },
  stay_in: { icon: 'moon', tone: 'blue' },
  canteen_check: { icon: 'duties', tone: 'blue' },
  grade_meeting: { icon: 'classes', tone: 'blue' },
  shared_labour: { icon: 'route', tone: 'blue' },
  heart_talk: { icon: 'people', tone: 'violet' },
  reception: { icon: 'home', tone: 'violet' },
  staff_talk: { icon: 'person', tone: 'violet' },
  committee_meeting: { icon: 'people', tone: 'violet' },
  study_session: { icon: 'plan', tone: 'violet' },
  other: { icon: 'record', tone: 'violet' },
};

/** How many are in sight at once; the rest is one tap away. */
const USUAL = 4;

/** Which kind of record; what my duties ask for first, with how far I am. */
export function KindStep() {
  const t = useT(kindWords);
  const me = useMe();
  const words = useDutyWords();
  const mayEnterMany = useCan('activities:record');
  const usual = orderKinds(
    new Set(words.keys()),
    me.roles.map((one) => one.role),
  ).slice(0, USUAL);
  const groups = (Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((name) => ({
    name,
    rest: GROUPS[name].filter((kind) => !usual.includes(kind)),
  }));
  return (
    <div className="stack">
      <Choices kinds={usual} words={words} />
      {groups.map(({ name, rest }) => (
        <Fold
          key={name}
          title={t(`kinds.group_${name}`)}
          note={rest.map((kind) => t(`terms.kind_${kind}`)).join('、')}
        >
          <Choices kinds={rest} words={words} />
        </Fold>
      ))}
      {mayEnterMany && (
        <Link to="/activities/paper" className={`sheet ${css.choice}`}>
          <span className={css.picture}>
            <Icon name="columns" size={24} />
          </span>
          <span className={css.choiceWords}>
            <b>{t('kinds.many')}</b>
            <span className="muted">{t('kinds.many_hint')}</span>
          </span>
          <Icon name="right" size={18} />
        </Link>
      )}
    </div>
  );
}

function Choices({ kinds, words }: { kinds: readonly Kind[]; words: ReadonlyMap<Kind, string> }) {
  const t = useT(activities);
  const hint = useT(kindWords);
  return (
    <ul className={css.choices}>
      {kinds.map((kind) => (
        <li key={kind} className="sheet">
          <Link to="/record" search={{ kind }} className={css.choice}>
            <span className={css.picture} data-tone={looks[kind].tone}>
              <Icon name={looks[kind].icon} size={24} />
            </span>
            <span className={css.choiceWords}>
              <b>{t(`terms.kind_${kind}`)}</b>
              <span className="muted">
                {words.get(kind) ??
                  (isPlain(kind) ? hint(`kinds.hint_${kind}`) : t(`activities.hint_${kind}`))}
              </span>
            </span>
            <Icon name="right" size={18} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
