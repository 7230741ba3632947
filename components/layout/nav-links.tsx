'use client'

import { ArrowUpFromLine, BellRing, Container, LayoutDashboard, ScrollText, Users } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn.ts'
import { may } from '@/server/contract/access.ts'
import { isUnder } from './is-under.ts'
import { usePerson } from './person-context.tsx'

const LINKS = [
  { href: '/', label: 'overview', icon: LayoutDashboard, needs: 'upgrade:read' },
  { href: '/installations', label: 'installations', icon: Container, needs: 'installation:read' },
  { href: '/upgrades', label: 'upgrades', icon: ArrowUpFromLine, needs: 'upgrade:read' },
  { href: '/audit', label: 'audit', icon: ScrollText, needs: 'audit:read' },
  { href: '/settings/notifications', label: 'notifications', icon: BellRing, needs: 'notifications:manage' },
  { href: '/settings/people', label: 'people', icon: Users, needs: 'users:manage' },
] as const

export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('common.nav')
  const pathname = usePathname()
  const { role, mustChangePassword } = usePerson()
  // Nothing of it can be opened before.
  if (mustChangePassword) return null
  return (
    <ul className="space-y-0.5">
      {LINKS.filter(({ needs }) => may(role, needs)).map(({ href, label, icon: Icon }) => {
        const isHere = isUnder(pathname, href)
        return (
          <li key={href}>
            <Link
              href={href}
              // Every page asks who is there, so there is little to fetch ahead; what is fetched competes with this page's own data.
              prefetch={false}
              {...(onNavigate && { onClick: onNavigate })}
              aria-current={isHere ? 'page' : undefined}
              className={cn(
                'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-2 hover:bg-sunken hover:text-ink',
                isHere && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              {t(label)}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
