/// <reference types="vite/client" />
import './concern.css';
import { type ConcernTexts, texts } from './texts';

/** What stands on a card: see `PublicContactCard` of the API. */
type Card = {
  school_name: string;
  unit_name: string;
  person_name: string;
  phone: string | null;
  reachable: string | null;
};

/** Why there is no card to show. */
type Failure = 'no_code' | 'unknown' | 'busy' | 'offline';

const place = document.getElementById('concern');
let english = !/^zh/i.test(navigator.language);

type Child = string | HTMLElement | false | null;

function make(name: string, attributes: Record<string, string>, ...children: Child[]): HTMLElement {
  const element = document.createElement(name);
  for (const attribute of Object.keys(attributes))
    element.setAttribute(attribute, attributes[attribute] ?? '');
  for (const child of children) if (child) element.append(child);
  return element;
}

/** The code travels behind the `#` and in the body: never in an address that a server writes down. */
async function lookUp(code: string): Promise<Card | Failure> {
  try {
    const answer = await fetch('/api/v1/public/contact-cards/lookup', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': english ? 'en' : 'zh-CN' },
      body: JSON.stringify({ code }),
    });
    if (answer.ok) return (await answer.json()) as Card;
    return answer.status === 429 || answer.status === 503 ? 'busy' : 'unknown';
  } catch {
    return 'offline';
  }
}

function show(found: Card | Failure | null) {
  const t = english ? texts.en : texts.zh;
  document.documentElement.lang = english ? 'en' : 'zh-CN';
  document.title = `${t.title} · ${english ? 'Lianxin' : '连心'}`;
  const other = make(
    'button',
    { type: 'button', lang: english ? 'zh-CN' : 'en' },
    english ? '中文' : 'English',
  );
  other.addEventListener('click', () => {
    english = !english;
    show(found);
  });
  const content = found === null ? [make('p', {}, t.loading)] : parts(found, t);
  place?.replaceChildren(make('header', {}, make('h1', {}, t.title), other), ...content, ways(t));
}

function parts(found: Card | Failure, t: ConcernTexts): HTMLElement[] {
  if (typeof found === 'string') return [failure(found, t)];
  const unit = found.unit_name === found.school_name ? '' : ` · ${found.unit_name}`;
  return [
    make(
      'section',
      { 'aria-labelledby': 'who' },
      make('p', { class: 'quiet' }, `${found.school_name}${unit}`),
      make('h2', { id: 'who' }, found.person_name),
      make('p', {}, t.about),
      found.phone &&
        make('a', { class: 'call', href: `tel:${found.phone}` }, `${t.call} ${spaced(found.phone)}`),
      !found.phone && make('p', {}, t.no_phone),
      found.reachable && make('p', {}, make('b', {}, t.reachable), ` ${found.reachable}`),
    ),
  ];
}

function failure(why: Failure, t: ConcernTexts): HTMLElement {
  const again = make('button', { type: 'button', class: 'again' }, t.again);
  again.addEventListener('click', () => void start());
  const section = make('section', { role: 'alert' }, make('p', {}, t[why]));
  if (why === 'busy' || why === 'offline') section.append(again);
  if (why === 'no_code' || why === 'unknown') section.append(codeForm(t));
  return section;
}

function codeForm(t: ConcernTexts): HTMLElement {
  const input = make('input', {
    id: 'code',
    autocomplete: 'off',
    autocapitalize: 'characters',
    maxlength: '40',
  });
  const form = make(
    'form',
    {},
    make('label', { for: 'code' }, t.code),
    input,
    make('button', { type: 'submit', class: 'again' }, t.show),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.hash = (input as HTMLInputElement).value.trim();
  });
  return form;
}

function ways(t: ConcernTexts): HTMLElement {
  return make(
    'section',
    { 'aria-labelledby': 'ways' },
    make('h2', { id: 'ways' }, t.ways),
    make('ul', {}, ...t.way.map((way) => make('li', {}, way))),
    make('p', { class: 'quiet' }, t.promise),
  );
}

function spaced(phone: string): string {
  return phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');
}

async function start() {
  const code = decodeURIComponent(location.hash.slice(1));
  show(null);
  show(code === '' ? 'no_code' : await lookUp(code));
}

addEventListener('hashchange', () => void start());
void start();
