/** A session that ended while a page is open: sign in, and come back to this very page. */
export function toSignIn(): void {
  const { pathname, search, hash } = window.location
  if (pathname === '/sign-in') return
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search + hash)}`)
}
