'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { type ConsoleCalls, ConsoleCallsFile } from '@/server/contract/console-calls.ts'
import { type Said, say } from '@/server/contract/said.ts'
import type { AdoptValues } from '../adopt/adopt-values.ts'
import { ChooseFile } from './choose-file.tsx'

const MAXIMUM_BYTES = 1024 * 1024

/** Calls that a panel learned elsewhere, for the same version of OMS. */
export function ImportCalls({ onLearned }: { onLearned: (calls: ConsoleCalls, notes: Said[]) => void }) {
  const t = useTranslations('teach.import')
  const version = useWatch<AdoptValues, 'version'>({ name: 'version' })
  const [isWrong, setIsWrong] = useState(false)

  async function read(file: File) {
    const found = file.size > MAXIMUM_BYTES ? null : parsed(await file.text())
    setIsWrong(found === null)
    if (found === null) return
    const { omsVersion, calls } = found
    onLearned(
      calls,
      omsVersion === version.trim() ? [] : [say('console.teach.otherVersion', { learned: omsVersion, version: version.trim() || '?' })],
    )
  }

  return (
    <div className="space-y-3">
      <p className="max-w-prose text-sm">{t('text')}</p>
      {isWrong && (
        <Alert tone="bad" isLive title={t('wrong')}>
          <p>{t('wrongHint')}</p>
        </Alert>
      )}
      <ChooseFile label={t('choose')} accept="application/json,.json" onFile={read}>
        {(open) => <Button onClick={open}>{t('choose')}</Button>}
      </ChooseFile>
    </div>
  )
}

function parsed(text: string): ConsoleCallsFile | null {
  try {
    return ConsoleCallsFile.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
