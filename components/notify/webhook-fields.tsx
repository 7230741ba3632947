'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { ChannelPart } from './channel-part.ts'
import { signingSecret } from './signing-secret.ts'

const SIGNED = ['webhook', 'dingtalk', 'feishu'] as const

/** Address and signing secret of everything that is reached over the web. */
export function WebhookFields({ values, stored, change, errorOf }: ChannelPart) {
  const t = useTranslations('notify.form')
  const { kind, url, secret } = values
  const signed = SIGNED.find((each) => each === kind)
  const isWebhook = kind === 'webhook'
  const mayDrop = stored?.hasSecret && !isWebhook
  return (
    <div className="space-y-4">
      <Field label={t('url')} hint={kind === 'email' ? undefined : t(`urlHint.${kind}`)} error={errorOf('url')}>
        {(control) => (
          <Input
            {...control}
            type="url"
            className="font-mono"
            value={url}
            placeholder={stored === null ? 'https://' : t('storedUrl', { origin: stored.settings.origin ?? '' })}
            onChange={(event) => change({ url: event.target.value })}
          />
        )}
      </Field>
      {signed !== undefined && (
        <>
          <Field label={t('signingSecret')} hint={t(`secretHint.${signed}`)} error={errorOf('secret')}>
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                value={secret}
                disabled={values.dropSecret}
                placeholder={stored?.hasSecret ? t('storedSecret') : ''}
                onChange={(event) => change({ secret: event.target.value })}
              />
            )}
          </Field>
          {isWebhook && (
            <div className="flex flex-wrap items-center gap-2">
              <Button size="sm" onClick={() => change({ secret: signingSecret() })}>
                <KeyRound aria-hidden />
                {t('makeSecret')}
              </Button>
              {secret !== '' && <CopyButton text={secret} label={t('signingSecret')} />}
              {secret !== '' && <p className="text-ink-2 text-sm">{t('copyNow')}</p>}
            </div>
          )}
          {mayDrop && (
            <Checkbox
              label={t('dropSecret')}
              checked={values.dropSecret}
              onChange={(event) => change({ dropSecret: event.target.checked, secret: '' })}
            />
          )}
        </>
      )}
    </div>
  )
}
