import { CircleHelp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { JourneyId } from './journeys.ts'

/** From where somebody may wonder to the page that explains it. */
export function HelpLink({ journey }: { journey: JourneyId }) {
  const t = useTranslations('help')
  return (
    <Link
      href={`/help/${journey}`}
      className="inline-flex min-h-9 items-center gap-1.5 rounded-md px-2 text-accent text-sm underline underline-offset-2"
    >
      <CircleHelp aria-hidden className="size-4 shrink-0" />
      {t('more', { title: t(`page.${journey}.title`) })}
    </Link>
  )
}
