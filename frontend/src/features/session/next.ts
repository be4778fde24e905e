/** Only a path of this product: never another site, never the login page again. */
export function safeNext(next: string | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next) || next.startsWith('/login') || next.startsWith('/first-password'))
    return '/';
  return next;
}
