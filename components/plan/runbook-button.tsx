'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { isoClock } from '@/components/i18n/iso-clock.ts'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { useSay } from '@/components/i18n/use-say.ts'
import { useZone } from '@/components/i18n/use-zone.ts'
import { Button } from '@/components/ui/button.tsx'
import { saveFile } from '@/components/ui/save-file.ts'
import type { Plan, PlannedWayBack } from '@/server/contract/plan.ts'
import { type RunbookWords, runbook } from './runbook.ts'

/** Writes the plan as Markdown in the browser; the file holds what the page shows and no secret. */
export function RunbookButton({ plan, planHash }: { plan: Plan; planHash: string }) {
  const t = useTranslations('plan')
  const tStep = useTranslations('steps.name')
  const say = useSay()
  const duration = useDuration()
  const zone = useZone()

  function wayBackWords(wayBack: PlannedWayBack): string {
    const { way, triedAt } = wayBack
    const tried =
      triedAt === undefined ? t('wayBack.untried') : t.markup('wayBack.tried', { time: () => `${isoClock(triedAt, zone)} ${zone}` })
    return [t(`wayBack.${way}`), ...(wayBack.way === 'swap' ? [] : [say(wayBack.because)]), tried].join(' · ')
  }

  function words(): RunbookWords {
    const now = `${isoClock(new Date().toISOString(), zone)} ${zone}`
    const { databases, wayBack } = plan
    return {
      heading: t('runbook.title', { name: plan.installation.name, from: plan.from.version, to: plan.to.version }),
      preface: [t('runbook.made', { date: now }), t('runbook.hash', { hash: planHash }), t('runbook.secrets')],
      facts: [
        [t('summary.container'), t('summary.arrow', { from: plan.node.oldContainer.name, to: plan.node.newContainerName })],
        [t('summary.image'), plan.to.image],
        [t('summary.databases'), [databases.rm, databases.cm, ...databases.heartbeats].join(', ')],
        [t('summary.backupFolder'), plan.backupFolder],
        ...(wayBack === undefined ? [] : [[t('summary.wayBack'), wayBackWords(wayBack)] satisfies [string, string]]),
        [t('summary.downtime'), t('steps.about', { duration: duration(plan.downtimeSeconds) })],
      ],
      phase: (phase, seconds) => `${t(`steps.phase.${phase}`)} (${t('steps.phaseTime', { duration: duration(seconds) })})`,
      step: (step) => ({
        title: tStep(step.id),
        lines: [
          t(`does.${step.id}`),
          t('steps.source', { source: step.source }),
          t(`steps.changes.${step.changes}`),
          `${t('steps.undo')}: ${say(step.undoneBy)}`,
          `${t('steps.estimate')}: ${t('steps.about', { duration: duration(step.estimateSeconds) })}. ${say(step.estimateSource)}`,
        ],
      }),
    }
  }

  function download() {
    saveFile(`oms-${plan.from.version}-to-${plan.to.version}-${planHash.slice(0, 8)}.md`, runbook(plan, words()), 'text/markdown')
  }

  return (
    <Button size="sm" onClick={download}>
      <Download aria-hidden />
      {t('runbook.run')}
    </Button>
  )
}
