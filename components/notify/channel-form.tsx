'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { RestoredNote } from '@/components/draft/restored-note.tsx'
import { useDraft } from '@/components/draft/use-draft.ts'
import { useSay } from '@/components/i18n/use-say.ts'
import { answered } from '@/components/read/answered.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { toast } from '@/components/ui/toast.ts'
import { saveChannel } from '@/server/actions/save-channel.ts'
import { isLocale, LOCALE_NAMES, LOCALES } from '@/server/contract/locales.ts'
import { ChannelKind, type ChannelView, type SaveChannelInput } from '@/server/contract/notification.ts'
import { channelDraft } from './channel-draft.ts'
import { type ChannelField, type ChannelValues, channelField, checkChannel } from './channel-values.ts'
import { MailFields } from './mail-fields.tsx'
import { RuleFields } from './rule-fields.tsx'
import { WebhookFields } from './webhook-fields.tsx'

interface ChannelFormProps {
  /** Null: a new one. */
  channel: ChannelView | null
  onClose: () => void
}

/** Adds or changes a channel. Secrets go one way only: a stored one is replaced or kept, never shown. */
export function ChannelForm({ channel, onClose }: ChannelFormProps) {
  const t = useTranslations('notify.form')
  const tKind = useTranslations('notify.kind')
  const say = useSay()
  const client = useQueryClient()
  const locale = useLocale()
  const draft = useDraft(channelDraft(channel, isLocale(locale) ? locale : 'en'))
  const { values } = draft
  const name = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<ChannelField[]>([])
  const save = useMutation({
    mutationFn: (input: SaveChannelInput) => answered(() => saveChannel(input)),
    async onSuccess(result) {
      if (!result.ok) return
      draft.forget()
      await client.invalidateQueries({ queryKey: ['notifications'] })
      toast(t('saved', { name: values.name }))
      onClose()
    },
  })
  const problem = save.data?.ok === false ? save.data.problem : null
  const problemField = problem?.field === undefined ? undefined : channelField(problem.field)

  function leave() {
    draft.forget()
    onClose()
  }

  function forgetAnswer() {
    setWrong([])
    save.reset()
  }

  function change(part: Partial<ChannelValues>) {
    draft.change((current) => ({ ...current, ...part }))
    forgetAnswer()
  }

  function beginAfresh() {
    draft.beginAfresh()
    forgetAnswer()
    name.current?.focus()
  }

  function errorOf(field: ChannelField): string | undefined {
    if (wrong.includes(field)) return t(`problem.${field}`)
    return problem !== null && problemField === field ? say(problem.said) : undefined
  }

  function submit() {
    const checked = checkChannel(values, channel)
    if (checked.ok) save.mutate(checked.input)
    else setWrong(checked.wrong)
  }

  const isMail = values.kind === 'email'
  const part = { values, stored: channel, change, errorOf }
  return (
    <Dialog
      isOpen
      isWide
      onOpenChange={(isOpen) => !isOpen && !save.isPending && onClose()}
      title={channel === null ? t('addTitle') : t('changeTitle', { name: channel.name })}
      actions={
        <>
          <Button onClick={leave}>{t('cancel')}</Button>
          <Button variant="primary" isBusy={save.isPending} onClick={submit}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (!save.isPending) submit()
        }}
      >
        {draft.isRestored && <RestoredNote onAfresh={beginAfresh}>{t('restored')}</RestoredNote>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('name')} hint={t('nameHint')} error={errorOf('name')} className="sm:col-span-2">
            {(control) => (
              <Input
                {...control}
                ref={name}
                value={values.name}
                maxLength={80}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('kind')} hint={channel === null ? undefined : t('kindStays')}>
            {(control) => (
              <Select
                {...control}
                value={values.kind}
                disabled={channel !== null}
                onChange={(event) => change({ kind: ChannelKind.parse(event.target.value), secret: '' })}
              >
                {ChannelKind.options.map((kind) => (
                  <option key={kind} value={kind}>
                    {tKind(kind)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('locale')}>
            {(control) => (
              <Select
                {...control}
                value={values.locale}
                onChange={(event) => isLocale(event.target.value) && change({ locale: event.target.value })}
              >
                {LOCALES.map((choice) => (
                  <option key={choice} value={choice} lang={choice}>
                    {LOCALE_NAMES[choice]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {isMail ? <MailFields {...part} /> : <WebhookFields {...part} />}
        <RuleFields {...part} />
        <button type="submit" hidden />
      </form>
      {wrong.length > 0 && (
        <p role="alert" className="font-medium text-bad text-sm">
          {t('lookAbove')}
        </p>
      )}
      <AnswerBox isSilent={save.isError} problem={problem} />
    </Dialog>
  )
}
