'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { useAlertChoice } from './alert-choice.ts'
import { alertIdentity, alertMoment } from './alert-moment.ts'
import { playAlert } from './alert-sound.ts'
import type { Headline } from './headline.ts'
import { useStepTitle } from './use-step-title.ts'

/** Calls whoever chose to be called when the run comes to need somebody or ends; never for what was so when the page was opened. */
export function useAlerts(snapshot: JobSnapshot, saying: Headline): void {
  const t = useTranslations('live.alert')
  const tHeadline = useTranslations('run.headline')
  const stepTitle = useStepTitle()
  const choice = useAlertChoice()
  const identity = alertIdentity(saying)
  const told = useRef(identity)
  const moment = alertMoment(saying.key)
  const { step } = saying
  const words = { step: step === null ? '' : stepTitle(step.id), from: snapshot.fromVersion, to: snapshot.toVersion }
  const title = moment === null ? '' : t(moment, { installation: snapshot.installation.name })
  const body = tHeadline(`${saying.key}.title`, words)

  useEffect(() => {
    if (told.current === identity) return
    told.current = identity
    if (moment === null) return
    if (choice.sound) playAlert(moment)
    if (choice.notice) notify(title, body, moment === 'needed')
  }, [identity, moment, choice, title, body])
}

function notify(title: string, body: string, staysOpen: boolean): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  try {
    // One tag: a newer notice of this panel replaces the older one instead of lying beside it.
    const notice = new Notification(title, { body, tag: 'oms-upgrade', icon: '/state-bad.svg', requireInteraction: staysOpen })
    notice.onclick = () => {
      window.focus()
      notice.close()
    }
  } catch {
    // Browsers of phones show notices only through a service worker, which the panel does not have.
  }
}
