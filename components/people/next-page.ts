/** Where to go after signing in: a path of the panel, never another site. */
export function nextPage(wanted: string | null): string {
  if (wanted === null || !wanted.startsWith('/') || !URL.canParse(wanted, 'http://panel.invalid')) return '/'
  const url = new URL(wanted, 'http://panel.invalid')
  return url.origin === 'http://panel.invalid' && !url.pathname.startsWith('/sign-in') ? url.pathname + url.search + url.hash : '/'
}
