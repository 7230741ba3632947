'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'

interface ImageNameProps {
  /** Of the image in the archive; without any, one is typed. */
  names: string[]
  value: string
  isBusy: boolean
  onUse: (name: string) => void
}

/** By which name the image of an archive is used. */
export function ImageName({ names, value, isBusy, onUse }: ImageNameProps) {
  const t = useTranslations('plan.imageName')
  const [name, setName] = useState(names.length > 0 && !names.includes(value) ? '' : value)

  function use(event: FormEvent) {
    event.preventDefault()
    if (name.trim() !== '') onUse(name.trim())
  }

  return (
    <form onSubmit={use} className="max-w-prose space-y-3 pt-1">
      {names.length > 0 ? (
        <RadioCards
          legend={t('choose')}
          name="image-name"
          value={name}
          onChange={setName}
          choices={names.map((choice) => ({ value: choice, label: <span className="break-all font-mono">{choice}</span> }))}
        />
      ) : (
        <Field label={t('type')} hint={t('typeHint')}>
          {(control) => (
            <Input {...control} className="font-mono" maxLength={512} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      )}
      <Button type="submit" size="sm" isBusy={isBusy} disabledReason={name.trim() === '' ? t('none') : null}>
        {t('use')}
      </Button>
    </form>
  )
}
