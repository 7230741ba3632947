'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { ReadError } from '@/components/read/read-error.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { ConsoleCalls, Teaching } from '@/server/contract/console-calls.ts'
import type { Problem } from '@/server/contract/result.ts'
import type { Said } from '@/server/contract/said.ts'
import type { AdoptValues } from '../adopt/adopt-values.ts'
import { ChooseFile } from './choose-file.tsx'
import { TeachingState } from './teaching-state.tsx'

/** A recording that the browser exported: it shows the sign-in as well. */
export function HarUpload({ onLearned }: { onLearned: (calls: ConsoleCalls, notes: Said[]) => void }) {
  const t = useTranslations('teach.har')
  const url = useWatch<AdoptValues, 'console.url'>({ name: 'console.url' })
  const upload = useMutation({
    mutationFn: (file: File) => sendHar(file, url),
    onSuccess: ({ calls, notes }) => calls !== null && onLearned(calls, notes),
  })
  return (
    <div className="space-y-3">
      <ol className="max-w-prose list-decimal space-y-1 pl-5 text-sm">
        <li>{t('first')}</li>
        <li>{t('second', { url })}</li>
        <li>{t('third')}</li>
        <li>{t('fourth')}</li>
      </ol>
      <p className="max-w-prose text-ink-2 text-sm">{t('secrets')}</p>
      <div aria-live="polite" className="space-y-3">
        {upload.error !== null && (
          <ReadFailure
            error={upload.error}
            onRetry={() => upload.variables !== undefined && upload.mutate(upload.variables)}
            isRetrying={upload.isPending}
          />
        )}
        {upload.data !== undefined && <TeachingState teaching={upload.data} />}
      </div>
      <ChooseFile label={t('choose')} accept=".har,application/json" onFile={(file) => upload.mutate(file)}>
        {(open) => (
          <Button onClick={open} isBusy={upload.isPending}>
            {t('choose')}
          </Button>
        )}
      </ChooseFile>
    </div>
  )
}

async function sendHar(file: File, url: string): Promise<Teaching> {
  const response = await fetch(`/api/console-calls/har?url=${encodeURIComponent(url.trim())}`, { method: 'POST', body: file }).catch(
    (cause: unknown) => {
      throw new ReadError(null, null, cause)
    },
  )
  const body = (await response.json().catch(() => ({}))) as Teaching & { problem?: Problem }
  if (!response.ok) throw new ReadError(body.problem ?? null, response.status)
  return body
}
