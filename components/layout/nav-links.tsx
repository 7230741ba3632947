'use client'

import { ArrowUpFromLine, Container, LayoutDashboard } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn.ts'
import { isUnder } from './is-under.ts'

const LINKS = [
  { href: '/', label: 'overview', icon: LayoutDashboard },
  { href: '/installations', label: 'installations', icon: Container },
  { href: '/upgrades', label: 'upgrades', icon: ArrowUpFromLine },
] as const

export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('common.nav')
  const pathname = usePathname()
  return (
    <ul className="space-y-0.5">
      {LINKS.map(({ href, label, icon: Icon }) => {
        const isHere = isUnder(pathname, href)
        return (
          <li key={href}>
            <Link
              href={href}
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
