import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: ReactNode
  /** Pages above this one, outermost first. */
  trail?: { href: string; label: ReactNode }[]
  description?: ReactNode
  actions?: ReactNode
}

export function PageHeader({ title, trail = [], description, actions }: PageHeaderProps) {
  const t = useTranslations('common')
  return (
    <header className="mb-5 space-y-1">
      {trail.length > 0 && (
        <nav aria-label={t('breadcrumb')} className="print:hidden">
          <ol className="flex flex-wrap items-center gap-x-1 text-sm">
            {trail.map(({ href, label }) => (
              <li key={href} className="flex items-center gap-1">
                <Link href={href} className="inline-flex min-h-6 items-center text-ink-2 underline-offset-2 hover:text-ink hover:underline">
                  {label}
                </Link>
                <ChevronRight aria-hidden className="size-3.5 text-ink-3" />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 space-y-1">
          <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
          {description && <div className="max-w-prose text-ink-2">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  )
}
