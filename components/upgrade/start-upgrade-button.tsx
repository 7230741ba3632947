'use client'

import { Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { useSay } from '@/components/i18n/use-say.ts'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { answered } from '@/components/read/answered.ts'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { startUpgrade } from '@/server/actions/start-upgrade.ts'
import type { StartAnswer } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { Problem } from '@/server/contract/result.ts'

type Answer = 'none' | 'asked' | 'silent' | Problem

/** Starts exactly the plan that is shown, after saying what that does. The page turns by itself when the run begins. */
export function StartUpgradeButton({ snapshot, answer: gate }: { snapshot: JobSnapshot; answer: StartAnswer }) {
  const t = useTranslations('run.start')
  const tFit = useTranslations('approval.schedule')
  const say = useSay()
  const duration = useDuration()
  const needs = useNeeds('upgrade:run')
  const [isFitConfirmed, setFitConfirmed] = useState(false)
  const [isClosingConfirmed, setClosingConfirmed] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const [answer, setAnswer] = useState<Answer>('none')
  const { plan } = snapshot
  const confirm = gate.allowed ? gate.confirm : null
  const closes = gate.allowed ? gate.closes : null
  const mustAgree = closes !== null && !closes.isAgreed && !isClosingConfirmed
  const words = { old: plan.node.oldContainer.name, new: plan.node.newContainerName }

  async function start() {
    setAnswer('asked')
    try {
      const result = await answered(() =>
        startUpgrade({ jobId: snapshot.id, planHash: snapshot.planHash, fitConfirmed: isFitConfirmed, closes: closes?.newest }),
      )
      // Stays busy on success: the stream brings the running job, and with it another page.
      if (!result.ok) setAnswer(result.problem)
    } catch {
      setAnswer('silent')
    }
  }

  function open(next: boolean) {
    setIsOpen(next)
    if (next && answer !== 'asked') setAnswer('none')
  }

  return (
    <>
      <Button
        variant="primary"
        disabledReason={needs ?? (gate.allowed ? null : say(gate.reason))}
        onClick={() => open(true)}
        className="min-h-11 px-6 text-lg"
      >
        <Play aria-hidden />
        {t('open')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={open}
        title={t('title', { installation: snapshot.installation.name })}
        actions={
          <>
            <Button onClick={() => open(false)}>{t('cancel')}</Button>
            <Button
              variant="danger"
              isBusy={answer === 'asked'}
              disabledReason={confirm !== null && !isFitConfirmed ? tFit('fitFirst') : mustAgree ? t('closesFirst') : null}
              onClick={start}
            >
              {t('confirm', words)}
            </Button>
          </>
        }
      >
        <ul className="list-disc space-y-1.5 pl-5">
          <li className="font-semibold">{t('downtime', { duration: duration(plan.downtimeSeconds) })}</li>
          <li>{t('container', words)}</li>
          <li>{t('what', { from: snapshot.fromVersion, to: snapshot.toVersion, count: plan.steps.length })}</li>
          {plan.consoleDriver === 'guided' && <li className="font-semibold text-warn">{t('guided')}</li>}
          <li>{t('close')}</li>
        </ul>
        {confirm !== null && (
          <Alert tone="warn" title={say(confirm)}>
            <Checkbox label={tFit('fit')} checked={isFitConfirmed} onChange={(event) => setFitConfirmed(event.target.checked)} />
          </Alert>
        )}
        {closes !== null && (
          <Alert tone="warn" title={say(closes.said)}>
            {!closes.isAgreed && (
              <Checkbox label={t('closes')} checked={isClosingConfirmed} onChange={(event) => setClosingConfirmed(event.target.checked)} />
            )}
          </Alert>
        )}
        {answer === 'silent' && (
          <Alert tone="bad" isLive title={t('refused')}>
            <p>{t('panelSilent')}</p>
          </Alert>
        )}
        {typeof answer === 'object' && <ProblemBox problem={answer} />}
      </Dialog>
    </>
  )
}
