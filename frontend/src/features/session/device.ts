const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/HuaweiBrowser/, '华为浏览器'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const systems: readonly [RegExp, string, boolean][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS', true],
  [/Android/, 'Android', true],
  [/iPhone/, 'iPhone', true],
  [/iPad/, 'iPad', true],
  [/Windows/, 'Windows', false],
  [/Mac OS X/, 'macOS', false],
  [/Linux/, 'Linux', false],
];

/** What a browser calls itself, in words; null for a program. */
export function deviceOf(agent: string | null): { browser: string; system: string; phone: boolean } | null {
  const browser = browsers.find(([sign]) => sign.test(agent ?? ''));
  const system = systems.find(([sign]) => sign.test(agent ?? ''));
  if (!browser || !system) return null;
  return { browser: browser[1], system: system[1], phone: system[2] };
}
