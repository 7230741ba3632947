'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { PlanDraft } from '@/server/contract/plan.ts'
import { findingGroups } from './finding-groups.ts'
import { FindingList } from './finding-list.tsx'
import { ImageName } from './image-name.tsx'
import { PlanDetails } from './plan-details.tsx'
import { TryWayBack } from './try-way-back.tsx'

interface DraftResultProps {
  installationId: string
  draft: PlanDraft
  isStale: boolean
  isChecking: boolean
  confirmed: string[]
  onConfirm: (id: string, isAccepted: boolean) => void
  onTried: () => void
  /** Under which name the archive's image was asked for. */
  imageName: string
  onImageName: (name: string) => void
}

export function DraftResult(props: DraftResultProps) {
  const { installationId, draft, isStale, isChecking, confirmed, onConfirm, onTried, imageName, onImageName } = props
  const t = useTranslations('plan')
  const { blocking, confirm, ok } = findingGroups(draft.findings)
  const counts = { blocking: blocking.length, confirm: confirm.length, ok: ok.length }
  return (
    <div className="space-y-5">
      {isStale && <Alert tone="warn" title={t('check.stale')} />}
      {isChecking && <Alert tone="busy" title={t('check.recheck')} />}
      <Section title={t('findings.title')} description={t('findings.summary', counts)} isFlush>
        <FindingList
          findings={draft.findings}
          confirmed={confirmed}
          onConfirm={onConfirm}
          offered={({ offers, triedAt, names = [] }) => {
            if (offers === 'image-name') {
              return <ImageName key={names.join(' ')} names={names} value={imageName} isBusy={isChecking} onUse={onImageName} />
            }
            return (
              offers === 'try-way-back' && (
                <TryWayBack installationId={installationId} scratch={draft.scratch} wasTried={triedAt !== undefined} onTried={onTried} />
              )
            )
          }}
        />
      </Section>
      {draft.plan === null || draft.planHash === null ? (
        <Alert tone="bad" title={t('summary.none')} />
      ) : (
        <PlanDetails plan={draft.plan} planHash={draft.planHash} />
      )}
    </div>
  )
}
