'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { Tabs } from '@/components/ui/tabs.tsx'
import type { ImageSource } from '@/server/contract/plan.ts'
import { ArchiveChoices } from './archive-choices.tsx'
import { EngineImageChoices } from './engine-image-choices.tsx'
import { ImageUpload } from './image-upload.tsx'
import { imagesQuery } from './images-query.ts'

interface ImagePickerProps {
  value: ImageSource | null
  onChange: (image: ImageSource) => void
  error: string | undefined
}

type Place = 'file' | 'engine' | 'upload'

export function ImagePicker({ value, onChange, error }: ImagePickerProps) {
  const t = useTranslations('plan.image')
  const images = useQuery(imagesQuery)
  const [place, setPlace] = useState<Place>(value?.kind === 'engine' ? 'engine' : 'file')

  async function takeUploaded(file: string) {
    await images.refetch()
    onChange({ kind: 'archive', file })
    setPlace('file')
  }

  const again = (
    <Button size="sm" onClick={() => images.refetch()} isBusy={images.isFetching}>
      {!images.isFetching && <RotateCw aria-hidden />}
      {t('again')}
    </Button>
  )
  return (
    <Section title={t('title')} description={t('text')} actions={again}>
      {images.error && <ReadFailure error={images.error} onRetry={images.refetch} isRetrying={images.isFetching} />}
      {images.isPending && <Skeleton className="p-0" />}
      {images.data && (
        <div className="space-y-3">
          <p className="text-ink-2 text-sm">{t('folder', { folder: images.data.folder, free: formatBytes(images.data.freeBytes) })}</p>
          <Tabs
            label={t('tabs')}
            value={place}
            onChange={setPlace}
            tabs={[
              {
                value: 'file',
                label: t('file'),
                content: <ArchiveChoices images={images.data} value={value} onChange={onChange} error={error} />,
              },
              {
                value: 'engine',
                label: t('engine'),
                content: <EngineImageChoices images={images.data} value={value} onChange={onChange} error={error} />,
              },
              { value: 'upload', label: t('upload'), content: <ImageUpload freeBytes={images.data.freeBytes} onUploaded={takeUploaded} /> },
            ]}
          />
        </div>
      )}
    </Section>
  )
}
