import { ArrowUpFromLine, BellRing, CircleHelp, Container, LayoutDashboard, ScrollText, Users } from 'lucide-react'

/** The pages of the navigation. `key` follows g to go there by keyboard; `under` is what belongs to it, where that is more than its address. */
export const NAV_PAGES = [
  { href: '/', label: 'overview', key: 'o', icon: LayoutDashboard, needs: 'upgrade:read' },
  { href: '/installations', label: 'installations', key: 'i', icon: Container, needs: 'installation:read' },
  { href: '/upgrades', label: 'upgrades', key: 'u', icon: ArrowUpFromLine, needs: 'upgrade:read' },
  { href: '/audit', label: 'audit', key: 'a', icon: ScrollText, needs: 'audit:read' },
  { href: '/settings/notifications', label: 'notifications', key: 'n', icon: BellRing, needs: 'notifications:manage' },
  { href: '/settings/people', label: 'people', key: 'p', icon: Users, needs: 'users:manage' },
  { href: '/help/adopt', under: '/help', label: 'help', key: 'h', icon: CircleHelp, needs: 'upgrade:read' },
] as const
