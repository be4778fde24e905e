// Runs before the first paint, so that neither theme nor language flashes. External because the CSP allows no inline script.
(() => {
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem('lianxin.theme');
    language = localStorage.getItem('lianxin.language');
  } catch {
    // Storage is blocked: the defaults below are used.
  }
  const dark =
    theme === 'dark' || (theme !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
})();
