'use client'

import { useTranslations } from 'next-intl'
import { useLayoutEffect } from 'react'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { Headline } from './headline.ts'
import { useStepTitle } from './use-step-title.ts'

const MARKS = { good: '✓', busy: '▶', warn: '✋', bad: '✗', idle: '○' }

/** The state in the tab's title, for those who are looking at something else meanwhile. */
export function useTabTitle(snapshot: JobSnapshot, { key, tone, step, position }: Headline): void {
  const t = useTranslations('run.tab')
  const stepTitle = useStepTitle()
  const words = {
    installation: snapshot.installation.name,
    from: snapshot.fromVersion,
    to: snapshot.toVersion,
    position,
    total: snapshot.steps.length,
    step: step === null ? '' : stepTitle(step.id),
  }
  const title = `${MARKS[tone]} ${t(tabKey(key), words)}`
  // Before the next page's title is noticed: a cleanup that comes later would have written this one over it.
  useLayoutEffect(() => {
    // The framework writes its own title once the page has streamed, which can be after this.
    const keep = () => {
      if (document.title !== title) document.title = title
    }
    keep()
    const observer = new MutationObserver(keep)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [title])
}

type TabKey = 'planned' | 'running' | 'yourTurn' | 'held' | 'stopped' | 'succeeded' | 'rollingBack' | 'rolledBack' | 'other'

function tabKey(key: Headline['key']): TabKey {
  switch (key) {
    case 'awaitingApproval':
    case 'refused':
    case 'scheduled':
      return 'planned'
    case 'planned':
    case 'yourTurn':
    case 'held':
    case 'stopped':
    case 'succeeded':
    case 'rollingBack':
    case 'rolledBack':
      return key
    case 'before':
    case 'window':
    case 'after':
    case 'undoing':
      return 'running'
    case 'heldInWindow':
    case 'rollbackHeld':
    case 'undoHeld':
    case 'undoHeldDown':
      return 'held'
    case 'stoppedInWindow':
    case 'stoppedAfter':
    case 'rollbackStopped':
    case 'rollbackStoppedDown':
    case 'undoStopped':
    case 'undoStoppedDown':
      return 'stopped'
    case 'starting':
    case 'finalized':
    case 'withdrawn':
    case 'resolved':
    case 'rollbackStarting':
      return 'other'
    default:
      return key satisfies never
  }
}
