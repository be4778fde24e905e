/** The sentences of a text, each without its stop. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/[。！？；\n]+/u)
    .map((part) => part.replace(/^[\s”』」）]+|\s+$/gu, ''))
    .filter((part) => [...part].length > 1);
}

/** A title from what was said: its first words, at most 30 characters, cut at a comma where there is one. */
export function headlineOf(content: string): string {
  const first = sentencesOf(content)[0] ?? content.trim();
  const letters = [...first];
  if (letters.length <= 30) return first;
  const cut = letters.slice(0, 30).join('');
  const comma = Math.max(cut.lastIndexOf('，'), cut.lastIndexOf('、'));
  return comma >= 8 ? cut.slice(0, comma) : cut;
}
