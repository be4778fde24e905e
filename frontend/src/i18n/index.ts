export { defineTexts } from './define';
export { type Format, today, useFormat } from './format';
export { getLanguage, type Language, setLanguage, useLanguage } from './language';
export { useT } from './useT';
