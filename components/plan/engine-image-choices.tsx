'use client'

import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import type { ImageChoices, ImageSource } from '@/server/contract/plan.ts'

interface EngineImageChoicesProps {
  images: ImageChoices
  value: ImageSource | null
  onChange: (image: ImageSource) => void
  error: string | undefined
}

export function EngineImageChoices({ images, value, onChange, error }: EngineImageChoicesProps) {
  const t = useTranslations('plan.image')
  if (images.engine.length === 0) return <p className="text-ink-2">{t('noEngineImages')}</p>
  return (
    <RadioCards
      legend={t('engineLegend')}
      name="engine-image"
      className="lg:grid-cols-2"
      value={value?.kind === 'engine' ? value.reference : null}
      onChange={(reference) => onChange({ kind: 'engine', reference })}
      error={error}
      choices={images.engine.map((image) => ({
        value: image.reference,
        label: <span className="font-mono">{image.reference}</span>,
        description: `${image.architecture}, ${formatBytes(image.bytes)}, ${image.id.slice(0, 19)}`,
      }))}
    />
  )
}
