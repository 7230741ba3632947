'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { TlsMode } from '@/server/contract/notification.ts'
import type { ChannelPart } from './channel-part.ts'

const USUAL_PORTS: Record<TlsMode, string> = { none: '25', starttls: '587', tls: '465' }

/** The mail server, the mailbox that sends, and who gets the mail. */
export function MailFields({ values, stored, change, errorOf }: ChannelPart) {
  const t = useTranslations('notify.form')
  const isUsualPort = Object.values(USUAL_PORTS).includes(values.port)

  function changeTls(text: string) {
    const tls = TlsMode.parse(text)
    // A port that somebody typed stays; a usual one follows the encryption.
    change(isUsualPort ? { tls, port: USUAL_PORTS[tls] } : { tls })
  }

  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <Field label={t('host')} error={errorOf('mail.host')} className="sm:col-span-3">
        {(control) => (
          <Input {...control} className="font-mono" value={values.host} onChange={(event) => change({ host: event.target.value })} />
        )}
      </Field>
      <Field label={t('port')} error={errorOf('mail.port')} className="sm:col-span-1">
        {(control) => (
          <Input {...control} inputMode="numeric" value={values.port} onChange={(event) => change({ port: event.target.value })} />
        )}
      </Field>
      <Field label={t('tls')} className="sm:col-span-2">
        {(control) => (
          <Select {...control} value={values.tls} onChange={(event) => changeTls(event.target.value)}>
            {TlsMode.options.map((mode) => (
              <option key={mode} value={mode}>
                {t(`tlsMode.${mode}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('user')} hint={t('userHint')} error={errorOf('mail.user')} className="sm:col-span-3">
        {(control) => <Input {...control} value={values.user} onChange={(event) => change({ user: event.target.value })} />}
      </Field>
      <Field
        label={t('password')}
        hint={stored?.hasSecret ? t('passwordHint') : undefined}
        error={errorOf('secret')}
        className="sm:col-span-3"
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            value={values.secret}
            placeholder={stored?.hasSecret ? t('storedSecret') : ''}
            onChange={(event) => change({ secret: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('from')} error={errorOf('mail.from')} className="sm:col-span-3">
        {(control) => <Input {...control} type="email" value={values.from} onChange={(event) => change({ from: event.target.value })} />}
      </Field>
      <Field label={t('to')} hint={t('toHint')} error={errorOf('mail.to')} className="sm:col-span-3">
        {(control) => <Input {...control} value={values.to} onChange={(event) => change({ to: event.target.value })} />}
      </Field>
    </div>
  )
}
