'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { durationsQuery } from '@/components/history/durations-query.ts'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { Facts } from '@/components/ui/facts.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { Plan } from '@/server/contract/plan.ts'
import { downtimeParts } from './downtime-parts.ts'

const NEWEST = 3

/** Before the start: what the promised downtime is made of, and how long this installation was really down before. */
export function DowntimeBasis({ plan }: { plan: Plan }) {
  const t = useTranslations('live.basis')
  const tStep = useTranslations('steps.name')
  const duration = useDuration()
  return (
    <Section title={t('title')} description={t('text')}>
      <Facts
        facts={[
          ...downtimeParts(plan.steps).map(({ basis, seconds, steps }) => ({
            label: t(basis),
            value: t('parts', { duration: duration(seconds), steps: steps.map((id) => tStep(id)).join(', ') }),
          })),
          { label: t('earlier'), value: <Earlier plan={plan} /> },
        ]}
      />
    </Section>
  )
}

/** The newest upgrades that ended well; a rolled-back one was down for another reason. */
function Earlier({ plan }: { plan: Plan }) {
  const t = useTranslations('live.basis')
  const duration = useDuration()
  const { data, error } = useQuery(durationsQuery(plan.installation.id))
  if (error !== null) return <span className="text-ink-2">{t('earlierUnread')}</span>
  const points = (data ?? []).flatMap(({ downtimeSeconds, isRolledBack, ...point }) =>
    downtimeSeconds === null || isRolledBack ? [] : [{ ...point, downtimeSeconds }],
  )
  const newest = points.slice(-NEWEST).reverse()
  if (newest.length === 0) return <span className="text-ink-2">{data !== undefined && t('earlierNone')}</span>
  const over = Math.max(...newest.map(({ downtimeSeconds }) => downtimeSeconds)) - plan.downtimeSeconds
  return (
    <div className="space-y-1">
      <ul>
        {newest.map(({ id, number, downtimeSeconds, toVersion }) => (
          <li key={id} className="tabular-nums">
            {t.rich('earlierDown', {
              job: () => (
                <Link href={`/upgrades/${id}`} className="underline underline-offset-2 hover:text-ink">
                  #{number}
                </Link>
              ),
              duration: duration(downtimeSeconds),
              version: toVersion,
            })}
          </li>
        ))}
      </ul>
      {over > 0 && <p className="font-medium text-warn">{t('earlierLonger', { duration: duration(over) })}</p>}
    </div>
  )
}
