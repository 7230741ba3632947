'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { ProgressBar } from '@/components/ui/progress-bar.tsx'
import { type SendOutcome, sendImage } from './send-image.ts'

interface ImageUploadProps {
  freeBytes: number
  onUploaded: (file: string) => void
}

export function ImageUpload({ freeBytes, onUploaded }: ImageUploadProps) {
  const t = useTranslations('plan.image')
  const [file, setFile] = useState<File | null>(null)
  const [sentBytes, setSentBytes] = useState<number | null>(null)
  const [outcome, setOutcome] = useState<SendOutcome | null>(null)
  const stop = useRef<(() => void) | null>(null)
  const isSending = sentBytes !== null

  // Leaving the page ends the upload; the server keeps no half of it.
  useEffect(() => () => stop.current?.(), [])

  async function send(chosen: File) {
    setOutcome(null)
    setSentBytes(0)
    const sending = sendImage(chosen, setSentBytes)
    stop.current = sending.stop
    const ended = await sending.outcome
    stop.current = null
    setSentBytes(null)
    setOutcome(ended)
    if (ended.kind === 'done') onUploaded(ended.file)
  }

  const total = file?.size ?? 0
  const reason =
    file === null ? t('noFileChosen') : total > freeBytes ? t('tooBig', { free: formatBytes(freeBytes), size: formatBytes(total) }) : null
  return (
    <div className="max-w-2xl space-y-3">
      <Field label={t('choose')} hint={t('chooseHint')}>
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".tar,.gz,.tgz"
            disabled={isSending}
            className="h-auto py-1.5 file:mr-3 file:rounded-sm file:border file:border-edge file:bg-sunken file:px-2 file:py-0.5 file:text-ink file:text-sm"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null)
              setOutcome(null)
            }}
          />
        )}
      </Field>
      {isSending && (
        <ProgressBar
          label={t('upload')}
          done={sentBytes}
          total={total}
          text={sentBytes >= total ? t('finishing') : t('sent', { done: formatBytes(sentBytes), total: formatBytes(total) })}
        />
      )}
      {outcome?.kind === 'done' && (
        <Alert tone="good" isLive title={t('uploaded', { file: outcome.file, size: formatBytes(outcome.bytes) })} />
      )}
      {outcome?.kind === 'stopped' && <Alert tone="idle" isLive title={t('stopped')} />}
      {outcome?.kind === 'failed' &&
        (outcome.problem ? <ProblemBox problem={outcome.problem} /> : <Alert tone="bad" isLive title={t('uploadFailed')} />)}
      {isSending ? (
        <Button onClick={() => stop.current?.()}>{t('stop')}</Button>
      ) : (
        <Button disabledReason={reason} onClick={() => file && send(file)}>
          {t('send')}
        </Button>
      )}
    </div>
  )
}
