'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { HintLinks } from '@/components/hint/hint-links.tsx'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { SaidList } from '@/components/proofs/said-list.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { cn } from '@/components/ui/cn.ts'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { RawText } from '@/components/ui/raw-text.tsx'
import { TONES, type Tone } from '@/components/ui/tone.ts'
import type { Finding, FindingLevel } from '@/server/contract/finding.ts'

const TONE: Record<FindingLevel, Tone> = { blocking: 'bad', confirm: 'warn', note: 'idle', ok: 'good' }

/** What was seen, what it means, what to do, and the raw text. */
export function FindingItem({ finding, children }: { finding: Finding; children?: ReactNode }) {
  const t = useTranslations('plan.findings')
  const { icon: Icon, text } = TONES[TONE[finding.level]]
  return (
    <li data-finding={finding.id} className="flex gap-3 px-4 py-2.5">
      <Icon aria-hidden className={cn('mt-0.5 size-4.5 shrink-0', text)} />
      <div className="min-w-0 flex-1 space-y-1">
        <p className={finding.level === 'ok' ? '' : 'font-medium'}>
          <span className={cn('font-medium text-sm', finding.level === 'ok' ? 'sr-only' : text)}>{t(`level.${finding.level}`)}: </span>
          <SaidText said={finding.title} />
        </p>
        {finding.meaning && (
          <p className="max-w-prose text-ink-2">
            <SaidText said={finding.meaning} />
          </p>
        )}
        {finding.action && (
          <p className="max-w-prose">
            <SaidText said={finding.action} />
          </p>
        )}
        <HintLinks texts={[finding.title, finding.action]} />
        {finding.jobId !== undefined && (
          <p className="max-w-prose">
            <Link
              href={`/upgrades/${encodeURIComponent(finding.jobId)}`}
              className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
            >
              {t('toUpgrade')}
            </Link>
          </p>
        )}
        {finding.installationId !== undefined && (
          <p className="max-w-prose">
            <Link
              href={`/installations/${encodeURIComponent(finding.installationId)}`}
              className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
            >
              {t('toInstallation')}
            </Link>
          </p>
        )}
        {finding.triedAt !== undefined && (
          <p className="text-ink-2 text-sm">{t.rich('triedAt', { time: () => <LocalTime iso={finding.triedAt ?? ''} /> })}</p>
        )}
        {finding.list !== undefined && finding.list.length > 0 && (
          <Disclosure summary={t('list', { count: finding.list.length })}>
            <SaidList texts={finding.list} label={t('list', { count: finding.list.length })} />
          </Disclosure>
        )}
        {finding.raw && <RawText text={finding.raw} />}
        {children}
      </div>
    </li>
  )
}
