'use client'

import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { isoClock } from '@/components/i18n/iso-clock.ts'
import { useZone } from '@/components/i18n/use-zone.ts'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import type { ImageChoices, ImageSource } from '@/server/contract/plan.ts'

interface ArchiveChoicesProps {
  images: ImageChoices
  value: ImageSource | null
  onChange: (image: ImageSource) => void
  error: string | undefined
}

export function ArchiveChoices({ images, value, onChange, error }: ArchiveChoicesProps) {
  const t = useTranslations('plan.image')
  const zone = useZone()
  if (images.archives.length === 0) return <p className="text-ink-2">{t('noFiles', { folder: images.folder })}</p>
  return (
    <RadioCards
      legend={t('fileLegend')}
      name="archive"
      className="lg:grid-cols-2"
      value={value?.kind === 'archive' ? value.file : null}
      onChange={(file) => onChange({ kind: 'archive', file })}
      error={error}
      choices={images.archives.map((archive) => ({
        value: archive.file,
        label: <span className="font-mono">{archive.file}</span>,
        description: t('fileFacts', {
          size: formatBytes(archive.bytes),
          date: isoClock(archive.modifiedAt, zone),
        }),
      }))}
    />
  )
}
