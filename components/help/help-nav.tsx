import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn.ts'
import { JOURNEYS, type JourneyId } from './journeys.ts'

export function HelpNav({ here }: { here: JourneyId }) {
  const t = useTranslations('help')
  return (
    <nav aria-label={t('nav')}>
      <ol className="flex flex-wrap gap-1 xl:flex-col">
        {JOURNEYS.map(({ id }) => (
          <li key={id}>
            <Link
              href={`/help/${id}`}
              aria-current={id === here ? 'page' : undefined}
              className={cn(
                'flex min-h-8 items-center rounded-md px-2.5 text-ink-2 hover:bg-sunken hover:text-ink',
                id === here && 'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
              )}
            >
              {t(`page.${id}.title`)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
