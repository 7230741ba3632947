'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Tabs } from '@/components/ui/tabs.tsx'
import type { ConsoleCalls } from '@/server/contract/console-calls.ts'
import type { Said } from '@/server/contract/said.ts'
import type { AdoptValues } from '../adopt/adopt-values.ts'
import { HarUpload } from './har-upload.tsx'
import { ImportCalls } from './import-calls.tsx'
import { LearnedCalls } from './learned-calls.tsx'
import { WatchConsole } from './watch-console.tsx'

type Way = 'watch' | 'har' | 'import'

/** Where the panel is taught the calls of a console that it does not know; what it learned is a value of the form around it. */
export function TeachConsole() {
  const t = useTranslations('teach')
  const { setValue, clearErrors, formState } = useFormContext<AdoptValues>()
  const calls = useWatch<AdoptValues, 'console.calls'>({ name: 'console.calls' })
  const [way, setWay] = useState<Way>('watch')
  const [notes, setNotes] = useState<Said[]>([])
  const error = formState.errors.console?.calls?.message

  function take(learned: ConsoleCalls | null, said: Said[] = []) {
    setValue('console.calls', learned, { shouldDirty: true })
    setNotes(said)
    clearErrors('console.calls')
  }

  return (
    <section aria-labelledby="teach-title" className="space-y-3 rounded-md border border-line p-4">
      <h3 id="teach-title" className="font-semibold">
        {t('title')}
      </h3>
      {error !== undefined && <p className="font-medium text-bad text-sm">{error}</p>}
      {calls !== null ? (
        <>
          {notes.map((note) => (
            <Alert key={JSON.stringify(note)} tone="warn" title={<SaidText said={note} />} />
          ))}
          <LearnedCalls calls={calls} onForget={() => take(null)} />
        </>
      ) : (
        <>
          <p className="max-w-prose text-ink-2 text-sm">{t('text')}</p>
          <Tabs
            label={t('title')}
            value={way}
            onChange={setWay}
            tabs={[
              { value: 'watch', label: t('watch.tab'), content: <WatchConsole onLearned={take} /> },
              { value: 'har', label: t('har.tab'), content: <HarUpload onLearned={take} /> },
              { value: 'import', label: t('import.tab'), content: <ImportCalls onLearned={take} /> },
            ]}
          />
        </>
      )}
    </section>
  )
}
