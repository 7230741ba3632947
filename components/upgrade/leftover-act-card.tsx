'use client'

import { PencilLine, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { SaidText } from '@/components/said-text.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { LeftoverAct, LeftoverChoice } from '@/server/contract/leftover.ts'
import { LeftoverDialog } from './leftover-dialog.tsx'

const ICONS: Record<LeftoverAct, typeof Trash2> = { rename: PencilLine, remove: Trash2 }

interface LeftoverActCardProps {
  snapshot: JobSnapshot
  choice: LeftoverChoice
  name: string
  newName: string
}

/** One act on the leftover container: what happens then and its button, or why it is not possible. */
export function LeftoverActCard({ snapshot, choice, name, newName }: LeftoverActCardProps) {
  const t = useTranslations('choices.leftover.name')
  const say = useSay()
  const needs = useNeeds('upgrade:run')
  const [isOpen, setIsOpen] = useState(false)
  const Icon = ICONS[choice.act]
  return (
    <li className="space-y-2.5 rounded-md border border-line p-3.5">
      {choice.allowed && (
        <p className="max-w-prose break-words">
          <SaidText said={choice.consequence} />
        </p>
      )}
      <Button disabledReason={choice.allowed ? needs : say(choice.reason)} onClick={() => setIsOpen(true)}>
        <Icon aria-hidden />
        {t(choice.act)}
      </Button>
      {isOpen && choice.allowed && (
        <LeftoverDialog
          snapshot={snapshot}
          act={choice.act}
          consequence={choice.consequence}
          name={name}
          newName={newName}
          onClose={() => setIsOpen(false)}
        />
      )}
    </li>
  )
}
