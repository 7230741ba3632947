/** True where `pathname` is `href` or a page below it; `/` is only itself. */
export function isUnder(pathname: string, href: string): boolean {
  if (href === '/') return pathname === '/'
  return pathname === href || pathname.startsWith(`${href}/`)
}
