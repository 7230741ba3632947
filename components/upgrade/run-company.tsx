'use client'

import { Eye, UserRoundCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useMay, usePerson } from '@/components/layout/person-context.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { takeOver } from '@/server/actions/take-over.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { AlertSwitches } from './alert-switches.tsx'
import type { JobStreamState } from './job-stream-state.ts'
import { useAnswer } from './use-answer.ts'
import { useDriverToast } from './use-driver-toast.ts'

interface RunCompanyProps {
  snapshot: JobSnapshot
  watchers: JobStreamState['watchers']
}

/** Who else looks at this run and whose it is, so that two people do not decide against each other; and how this browser calls. */
export function RunCompany({ snapshot, watchers }: RunCompanyProps) {
  const t = useTranslations('live.presence')
  const me = usePerson()
  const mayDrive = useMay('upgrade:run')
  const { isBusy, problem, ask } = useAnswer(snapshot.revision)
  useDriverToast(snapshot)
  const { driver } = snapshot
  const isDriverHere = watchers?.some(({ id }) => id === driver?.id) ?? false
  const isUnderWay = snapshot.status === 'running' || snapshot.status === 'rolling-back' || snapshot.status === 'needs-decision'
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <section aria-label={t('region')} title={t('meaning')} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
          <span className="inline-flex items-center gap-1.5 text-ink-2">
            <Eye aria-hidden className="size-4 shrink-0" />
            {watchers === null ? t('unknown') : t('watching')}
          </span>
          {watchers !== null && (
            <ul className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
              {watchers.map(({ id, name, since }) => (
                <li key={id} className="inline-flex min-w-0 flex-wrap items-center gap-x-1.5">
                  <span className="min-w-0 break-words font-medium">{id === me.id ? t('you', { name }) : name}</span>
                  {id === driver?.id && (
                    <Badge tone="busy" icon={UserRoundCheck}>
                      {t('drives')}
                    </Badge>
                  )}
                  <span className="text-ink-2">{t.rich('since', { time: () => <LocalTime iso={since} style="minute" /> })}</span>
                </li>
              ))}
            </ul>
          )}
          {driver !== null && !isDriverHere && (
            <span className="min-w-0 break-words">
              {t.rich(watchers === null ? 'driverUnseen' : 'driverAway', {
                name: driver.name,
                time: () => <LocalTime iso={driver.since} style="minute" />,
              })}
            </span>
          )}
          {isUnderWay && mayDrive && driver?.id !== me.id && (
            <Button size="sm" isBusy={isBusy} onClick={() => ask(() => takeOver({ jobId: snapshot.id }))}>
              {!isBusy && <UserRoundCheck aria-hidden />}
              {t('takeOver')}
            </Button>
          )}
        </section>
        {snapshot.status !== 'finalized' && <AlertSwitches />}
      </div>
      {problem !== null && <ProblemBox problem={problem} />}
    </div>
  )
}
