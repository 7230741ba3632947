'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { wayBack } from './way-back.ts'

/** The rollback of the vendor's document in words and commands, for a person to do. */
export function WayBackList({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run')
  const steps = wayBack(snapshot)
  return (
    <div className="min-w-0 space-y-2">
      <h3 className="font-semibold">{t('failure.back')}</h3>
      {steps.length === 0 ? (
        <p>{t('failure.noChange')}</p>
      ) : (
        <>
          <p className="text-ink-2 text-sm">{t('failure.backHint')}</p>
          <ol className="space-y-3">
            {steps.map((step) => (
              <li key={step.key} className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-y-1">
                <span className="font-medium text-ink-2 tabular-nums">{step.documentStep}</span>
                <span>{t(`wayBack.${step.key}`)}</span>
                {step.commands.length === 0 ? (
                  <a
                    href={snapshot.installation.consoleUrl}
                    target="_blank"
                    rel="noreferrer"
                    className="col-start-2 inline-flex items-center gap-1 font-medium text-accent underline underline-offset-2"
                  >
                    {t('person.openConsole')}
                    <ExternalLink aria-hidden className="size-4" />
                  </a>
                ) : (
                  <CodeBlock text={step.commands.join('\n')} label={t('step.command')} className="col-start-2" />
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
