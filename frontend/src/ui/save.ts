/** Saves a file that was fetched with the caller's token, under the name the server gave it. */
export function saveAnswer(answer: { data?: unknown; response: Response }, otherwise: string): void {
  const named = answer.response.headers.get('Content-Disposition')?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  save(answer.data as Blob, named ? decodeURIComponent(named) : otherwise);
}

/** Saves a file. */
export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
