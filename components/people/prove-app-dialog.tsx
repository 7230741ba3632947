'use client'

import { useTranslations } from 'next-intl'
import { QRCodeSVG } from 'qrcode.react'
import { useId, useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { confirmTwoFactor } from '@/server/actions/confirm-two-factor.ts'
import { useCommand } from './use-command.ts'

const QR_PX = 184

interface ProveAppDialogProps {
  uri: string
  secret: string
  onProven: (recoveryCodes: string[]) => void
  onClose: () => void
}

/** The secret as picture and as text, and the code that proves that the app has it. */
export function ProveAppDialog({ uri, secret, onProven, onClose }: ProveAppDialogProps) {
  const t = useTranslations('people.enrol')
  const say = useSay()
  const form = useId()
  const [code, setCode] = useState('')
  const { run, isBusy, isSilent, problem, forget } = useCommand(confirmTwoFactor, ({ recoveryCodes }) => onProven(recoveryCodes))
  const isAtField = problem?.field === 'code'
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('title')}
      description={t('text')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isBusy={isBusy}>
            {t('run')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-start gap-4 sm:flex-row">
        {/* Dark on white in every theme, because cameras read nothing else reliably. */}
        <div className="rounded-md border border-line bg-white p-3">
          <QRCodeSVG value={uri} size={QR_PX} title={t('qr')} />
        </div>
        <div className="w-full min-w-0 space-y-1">
          <p className="font-medium text-sm">{t('secret')}</p>
          <CodeBlock text={secret} label={t('secret')} className="[&_pre]:break-all" />
          <p className="text-ink-2 text-sm">{t('secretHint')}</p>
        </div>
      </div>
      <form
        id={form}
        noValidate
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          run({ code })
        }}
      >
        <AnswerBox isSilent={isSilent} problem={isAtField ? null : problem} />
        <Field label={t('code')} hint={t('codeHint')} error={problem !== null && isAtField ? say(problem.said) : null}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={32}
              className="max-w-48 font-mono text-lg tracking-widest"
              value={code}
              onChange={(event) => {
                setCode(event.target.value)
                forget()
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
