'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMay } from '@/components/layout/person-context.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { removeWindow } from '@/server/actions/remove-window.ts'
import type { WindowsReading } from '@/server/contract/maintenance-window.ts'
import { useChange } from './use-change.ts'
import { useWindowText } from './use-window-text.ts'
import { WindowDialog } from './window-dialog.tsx'

type Row = WindowsReading['windows'][number]

/** Every window and freeze of the installation, and what may be done with it. */
export function WindowList({ installationId, reading }: { installationId: string; reading: WindowsReading }) {
  const t = useTranslations('approval.windows')
  const text = useWindowText()
  const mayEdit = useMay('installation:edit')
  const [edited, setEdited] = useState<Row | 'new' | null>(null)
  const [leaving, setLeaving] = useState<string | null>(null)
  const { isBusy, isSilent, problem, ask } = useChange(installationId)
  const { timeZone } = reading.now
  return (
    <div className="space-y-3">
      {reading.windows.length === 0 ? (
        <p className="max-w-prose text-ink-2">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-line border-line border-y" aria-label={t('list')}>
          {reading.windows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
              <div className="min-w-0 space-y-0.5">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Badge tone={row.spec.kind === 'freeze' ? 'warn' : 'idle'}>{t(`kinds.${row.spec.kind}.label`)}</Badge>
                  <span className="tabular-nums">{text(row.spec)}</span>
                </p>
                {row.spec.kind === 'freeze' && <p className="break-words text-ink-2">{row.spec.reason}</p>}
              </div>
              {mayEdit &&
                (leaving === row.id ? (
                  <div className="flex flex-wrap gap-2">
                    <Button size="sm" onClick={() => setLeaving(null)}>
                      {t('keep')}
                    </Button>
                    <Button
                      size="sm"
                      variant="danger"
                      isBusy={isBusy}
                      onClick={() => ask(() => removeWindow({ installationId, windowId: row.id }))}
                    >
                      {t('removeNow')}
                    </Button>
                  </div>
                ) : (
                  <div className="flex flex-wrap gap-2">
                    <Button size="sm" aria-label={t('changeThis', { window: text(row.spec) })} onClick={() => setEdited(row)}>
                      {t('change')}
                    </Button>
                    <Button size="sm" aria-label={t('removeThis', { window: text(row.spec) })} onClick={() => setLeaving(row.id)}>
                      {t('remove')}
                    </Button>
                  </div>
                ))}
            </li>
          ))}
        </ul>
      )}
      <AnswerBox isSilent={isSilent} problem={problem} />
      {mayEdit && <Button onClick={() => setEdited('new')}>{t('add')}</Button>}
      {edited !== null && (
        <WindowDialog {...{ installationId, timeZone }} window={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </div>
  )
}
