'use client'

import { DatabaseZap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCommand } from '@/components/people/use-command.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { toast } from '@/components/ui/toast.ts'
import { tryWayBack } from '@/server/actions/try-way-back.ts'
import type { WayBackScratch } from '@/server/contract/plan.ts'

interface TryWayBackProps {
  installationId: string
  scratch: WayBackScratch
  wasTried: boolean
  /** It was tried, and checks say something else now. */
  onTried: () => void
}

/** Has the way back tried, after saying what is created and dropped, and where. */
export function TryWayBack({ installationId, scratch, wasTried, onTried }: TryWayBackProps) {
  const t = useTranslations('plan.tryWayBack')
  const [isOpen, setIsOpen] = useState(false)
  const { run, isBusy, isSilent, problem, forget } = useCommand(tryWayBack, ({ refusal }) => {
    setIsOpen(false)
    toast(t(refusal === null ? 'works' : 'refused'))
    onTried()
  })
  return (
    <div className="pt-1">
      <Button size="sm" onClick={() => setIsOpen(true)}>
        <DatabaseZap aria-hidden />
        {t(wasTried ? 'again' : 'open')}
      </Button>
      {isOpen && (
        <Dialog
          isOpen
          onOpenChange={(next) => {
            if (next || isBusy) return
            forget()
            setIsOpen(false)
          }}
          title={t('title')}
          actions={
            <>
              <Button onClick={() => !isBusy && setIsOpen(false)}>{t('cancel')}</Button>
              <Button variant="primary" isBusy={isBusy} onClick={() => run({ installationId })}>
                {t('confirm')}
              </Button>
            </>
          }
        >
          <p className="break-words">{t('where', { address: scratch.address, account: scratch.account })}</p>
          <ul className="list-disc space-y-0.5 pl-5">
            {scratch.names.map((name) => (
              <li key={name} className="break-all font-mono text-sm">
                {name}
              </li>
            ))}
          </ul>
          <p className="text-ink-2 text-sm">{t('random')}</p>
          <p>{t('then')}</p>
          <p className="font-medium">{t('untouched')}</p>
          <p className="text-ink-2">{t('left')}</p>
          <AnswerBox isSilent={isSilent} problem={problem} />
        </Dialog>
      )}
    </div>
  )
}
